import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf } from '~/api/queries'
import type { Organization } from '~/api/types'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Input } from '~/ui/Field'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'
import { ORGANIZATIONS } from './team'

export function NewTeam({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const make = useWrite((name: string) => call<Organization>('POST', ORGANIZATIONS, { body: { name } }), {
    stale: [keyOf(ORGANIZATIONS)],
    done: ({ id, name }) => {
      toast(`${name} is there. You are its admin.`)
      onClose()
      onMade(id)
    },
  })
  return (
    <Dialog title="New team" onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate(String(new FormData(event.currentTarget).get('name')))
        }}
      >
        <Input data-focus="" label="Name" name="name" required maxLength={255} error={fieldError(make.error, 'name')} />
        <Problem error={make.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={make.isPending}>
            Create team
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
