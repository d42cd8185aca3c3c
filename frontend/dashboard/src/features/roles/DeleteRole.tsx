import { call } from '~/api/client'
import { ApiError } from '~/api/error'
import { keyOf, under } from '~/api/queries'
import type { Role } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Confirm } from '~/ui/Confirm'
import { toast } from '~/ui/toast'

/** Asks once more when people still hold it. */
export function DeleteRole({ role, onClose }: { role: Role; onClose: () => void }) {
  const { id } = useApplication()
  const path = under(id, '/roles')
  const remove = useWrite(
    (isForced: boolean) => call('DELETE', `${path}/${role.id}${isForced ? '?force=true' : ''}`, { version: role.version }),
    {
      stale: [keyOf(path), keyOf(under(id, '/users'))],
      done: () => {
        toast(`Deleted ${role.name}.`)
        onClose()
      },
    },
  )
  const isInUse = remove.error instanceof ApiError && remove.error.code === 'role_in_use'
  return (
    <Confirm
      title={`Delete ${role.name}?`}
      action={isInUse ? `Take it from everybody and delete ${role.name}` : `Delete ${role.name}`}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(isInUse)}
      onClose={onClose}
    >
      <p>Whoever holds it loses what only this role allows, from the next request on.</p>
    </Confirm>
  )
}
