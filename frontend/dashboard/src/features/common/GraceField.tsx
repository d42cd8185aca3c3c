import { Select } from '~/ui/Field'

/** How long what is replaced keeps working. */
export function GraceField({ what }: { what: string }) {
  return (
    <Select label={`The old ${what}`} name="grace" defaultValue="86400" hint="The new one works at once.">
      <option value="86400">works for 24 more hours</option>
      <option value="3600">works for 1 more hour</option>
      <option value="0">stops working now</option>
    </Select>
  )
}
