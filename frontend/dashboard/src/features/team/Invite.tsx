import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf } from '~/api/queries'
import type { Invitation } from '~/api/types'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Input, Select } from '~/ui/Field'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'
import { ROLES, useTeam } from './team'

export function Invite({ onClose }: { onClose: () => void }) {
  const { name, path } = useTeam()
  const invite = useWrite(
    (data: FormData) =>
      call<Invitation>('POST', `${path}/invitations`, { body: { email: data.get('email'), role: data.get('role') } }),
    {
      stale: [keyOf(`${path}/invitations`)],
      done: ({ email }) => {
        toast(`The invitation to ${email} is on its way.`)
        onClose()
      },
    },
  )
  return (
    <Dialog title={`Invite to ${name}`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          invite.mutate(new FormData(event.currentTarget))
        }}
      >
        <Input
          data-focus=""
          label="E-mail"
          name="email"
          type="email"
          required
          hint="Whoever has this mailbox can accept, within 7 days, with an account or without one yet."
          error={fieldError(invite.error, 'email')}
        />
        <Select label="Role" name="role" defaultValue="developer" error={fieldError(invite.error, 'role')}>
          {ROLES.map(([value, label, about]) => (
            <option key={value} value={value}>
              {label}: {about}
            </option>
          ))}
        </Select>
        <Problem error={invite.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={invite.isPending}>
            Send invitation
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
