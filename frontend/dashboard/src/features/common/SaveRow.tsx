import { Button } from '~/ui/Button'
import { Problem } from '~/ui/states'

/** The end of a form that changes something: what was refused, whether anything waits, and the button. */
export function SaveRow({ isDirty, save }: { isDirty: boolean; save: { error: Error | null; isPending: boolean } }) {
  return (
    <>
      <Problem error={save.error} />
      <div className="flex items-center justify-end gap-3">
        {isDirty && <span className="text-[13px] text-muted">Not saved yet</span>}
        <Button type="submit" variant="primary" disabled={!isDirty} busy={save.isPending}>
          Save changes
        </Button>
      </div>
    </>
  )
}
