import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { Permission, Role } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'
import { byArea, type Change, changes, type Edits, EVERYTHING, has, toggled, wanted } from './matrix'

/** Roles across, permissions down. */
export function Matrix({ roles, permissions }: { roles: Role[]; permissions: Permission[] }) {
  const [edits, setEdits] = useState<Edits>({})
  const [isReviewed, setReviewed] = useState(false)
  const pending = changes(roles, edits)
  const isFixed = (role: Role) => role.system || wanted(role, edits).includes(EVERYTHING)
  return (
    <>
      <div
        tabIndex={0}
        role="region"
        aria-label="Permissions of roles"
        className="overflow-x-auto rounded-xl border border-line bg-raised"
      >
        <table className="w-full border-collapse text-start">
          <thead>
            <tr className="border-b border-line bg-sunken text-xs">
              <th scope="col" className="px-4 py-2 text-start font-medium text-muted">
                Permission
              </th>
              {roles.map(({ id, name }) => (
                <th key={id} scope="col" className="min-w-20 px-2 py-2 text-center font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          {byArea(permissions).map(([area, list]) => (
            <tbody key={area} className="border-line not-first:border-t">
              {list.map(({ name, description }) => (
                <tr key={name} className="hover:bg-hover">
                  <th scope="row" className="px-4 py-1.5 text-start font-normal">
                    <code className="text-[13px]">{name}</code>
                    <span className="block text-xs text-muted">{description}</span>
                  </th>
                  {roles.map((role) => (
                    <td key={role.id} className="text-center">
                      <input
                        type="checkbox"
                        aria-label={`${role.name} may ${name}`}
                        className="size-4 accent-brand"
                        checked={has(role, edits, name)}
                        disabled={isFixed(role)}
                        onChange={() => setEdits(toggled(role, edits, name))}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      {pending.length > 0 && (
        <div className="sticky bottom-4 flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-raised px-4 py-3 shadow-pop">
          <span>
            {pending.length} {pending.length === 1 ? 'role differs' : 'roles differ'} from what is saved.
          </span>
          <span className="flex gap-2">
            <Button onClick={() => setEdits({})}>Discard</Button>
            <Button variant="primary" onClick={() => setReviewed(true)}>
              Review
            </Button>
          </span>
        </div>
      )}
      {isReviewed && (
        <Review
          pending={pending}
          onClose={() => setReviewed(false)}
          onSaved={() => {
            setReviewed(false)
            setEdits({})
          }}
        />
      )}
    </>
  )
}

function Review({ pending, onClose, onSaved }: { pending: Change[]; onClose: () => void; onSaved: () => void }) {
  const { id } = useApplication()
  const path = under(id, '/roles')
  const save = useWrite(
    async () => {
      for (const { role, added, removed } of pending) {
        const permissions = [...role.permissions.filter((one) => !removed.includes(one)), ...added]
        await call('PATCH', `${path}/${role.id}`, { body: { permissions }, version: role.version })
      }
    },
    {
      stale: [keyOf(path)],
      done: () => {
        toast('Saved. It holds from the next request on.')
        onSaved()
      },
    },
  )
  return (
    <Dialog
      title="Save these changes?"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button variant="primary" busy={save.isPending} onClick={() => save.mutate()}>
            Save permissions
          </Button>
        </>
      }
    >
      {pending.map(({ role, added, removed }) => (
        <div key={role.id} className="grid gap-1.5">
          <p className="font-medium">{role.name}</p>
          {added.map((name) => (
            <code key={name} className="rounded-md bg-good-bg px-2 py-1 text-[13px] text-good">
              + {name}
            </code>
          ))}
          {removed.map((name) => (
            <code key={name} className="rounded-md bg-wrong-bg px-2 py-1 text-[13px] text-wrong">
              − {name}
            </code>
          ))}
        </div>
      ))}
      <Problem error={save.error} />
    </Dialog>
  )
}
