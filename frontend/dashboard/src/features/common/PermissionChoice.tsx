import { useQuery } from '@tanstack/react-query'
import { reading, under } from '~/api/queries'
import type { Page, Permission } from '~/api/types'
import { Checkbox } from '~/ui/Field'
import { Loaded } from '~/ui/states'
import { useApplication } from './application'

type Props = { legend: string; hint?: string; chosen: string[]; onChange: (chosen: string[]) => void }

/** Some of the permissions there are, with what each of them means. */
export function PermissionChoice({ legend, hint, chosen, onChange }: Props) {
  const { id } = useApplication()
  const found = useQuery(reading<Page<Permission>>(under(id, '/permissions')))
  return (
    <fieldset className="grid gap-1.5">
      <legend className="text-[13px] font-medium">{legend}</legend>
      {hint !== undefined && <p className="text-[13px] text-muted">{hint}</p>}
      <Loaded of={found} needs="roles:read" rows={3}>
        {({ data }) => (
          <div className="grid max-h-64 gap-x-4 overflow-y-auto rounded-lg border border-line px-3 py-2 sm:grid-cols-2">
            {data.map(({ name, description }) => (
              <Checkbox
                key={name}
                label={<code className="text-[13px]">{name}</code>}
                hint={description}
                checked={chosen.includes(name)}
                onChange={({ target }) => onChange(target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))}
              />
            ))}
          </div>
        )}
      </Loaded>
    </fieldset>
  )
}
