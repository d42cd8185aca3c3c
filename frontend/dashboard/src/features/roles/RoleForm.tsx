import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, under } from '~/api/queries'
import type { Role } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Input } from '~/ui/Field'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'

/** A role's name and what it is for; new without `role`. */
export function RoleForm({ role, onClose }: { role?: Role; onClose: () => void }) {
  const { id } = useApplication()
  const path = under(id, '/roles')
  const save = useWrite(
    (body: object) =>
      role === undefined
        ? call<Role>('POST', path, { body })
        : call<Role>('PATCH', `${path}/${role.id}`, { body, version: role.version }),
    {
      stale: [keyOf(path)],
      done: ({ name }) => {
        toast(role === undefined ? `Created ${name}. Tick below what it may do.` : 'Saved.')
        onClose()
      },
    },
  )
  return (
    <Dialog title={role === undefined ? 'New role' : `Rename ${role.name}`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          save.mutate({ name: form.get('name'), description: form.get('description') })
        }}
      >
        <Input
          data-focus=""
          label="Name"
          name="name"
          required
          defaultValue={role?.name}
          hint="a-z, 0-9, _ and -; tokens carry it."
          className="font-mono text-[13px]"
          error={fieldError(save.error, 'name')}
        />
        <Input
          label="Description"
          name="description"
          optional
          defaultValue={role?.description}
          error={fieldError(save.error, 'description')}
        />
        <Problem error={save.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={save.isPending}>
            {role === undefined ? 'Create role' : 'Save changes'}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
