import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, under } from '~/api/queries'
import type { Job, User, UserAction } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { cx } from '~/ui/classes'
import { Select } from '~/ui/Field'
import { Menu, MenuItem } from '~/ui/Menu'
import { ACTIONS, changedBy, people } from './bulk'
import { useRoles } from './roles'

/** What is asked for; `undo` is what takes it back, where something does. */
export type Wish = { action: UserAction; role_id?: string; user_ids?: string[]; filter?: Record<string, string> }
export type Begun = { job: Job; undo: Wish | undefined }

/** As many ids as one request may name. */
const AT_ONCE = 1_000

/** Asks for a bulk action. */
export function useBulk(onBegun: (begun: Begun) => void) {
  const { id } = useApplication()
  return useWrite(
    async ({ wish, undo }: { wish: Wish; undo?: Wish | undefined }): Promise<Begun> => {
      const job = await call<Job>('POST', under(id, '/users/bulk'), { body: wish })
      return { job, undo }
    },
    { stale: [keyOf(under(id, '/users'))], done: onBegun },
  )
}

type Props = {
  picked: User[]
  /** The filters of the list, where everybody they find may be meant. */
  filter: Record<string, string> | undefined
  onBegun: (begun: Begun) => void
  onClear: () => void
}

/** What can be done to those who are selected, or to everybody the filters find. */
export function BulkBar({ picked, filter, onBegun, onClear }: Props) {
  const [asked, setAsked] = useState<UserAction>()
  const [isEverybody, setEverybody] = useState(false)
  const ask = useBulk((begun) => {
    setAsked(undefined)
    onBegun(begun)
  })
  const whom = isEverybody ? 'everybody the filters find' : people(picked.length)
  const run = (action: UserAction, role?: string) => {
    const of = role === undefined ? {} : { role_id: role }
    const { back } = ACTIONS[action]
    const changed = changedBy(action, picked, role).map(({ id }) => id)
    const undo =
      isEverybody || back === undefined || changed.length === 0 ? undefined : { action: back, ...of, user_ids: changed }
    const to = isEverybody && filter !== undefined ? { filter } : { user_ids: picked.map(({ id }) => id) }
    ask.mutate({ wish: { action, ...of, ...to }, undo })
  }
  const isTooMany = !isEverybody && picked.length > AT_ONCE
  const confirm = { busy: ask.isPending, error: ask.error, onClose: () => setAsked(undefined) }
  return (
    <section
      aria-label="Bulk actions"
      className="sticky bottom-3 z-20 flex flex-wrap items-center gap-2 rounded-xl border border-line bg-raised p-2 ps-4 shadow-pop"
    >
      <p role="status" className={cx('min-w-0 flex-1 font-medium whitespace-nowrap', isTooMany && 'max-sm:basis-full')}>
        {isEverybody ? 'Everybody found' : `${picked.length} selected`}
        {isTooMany && `, at most ${AT_ONCE} at once`}
      </p>
      {filter !== undefined && (
        <Button variant="plain" onClick={() => setEverybody(!isEverybody)}>
          {isEverybody ? 'Only the selected' : 'Select everybody found'}
        </Button>
      )}
      <Button disabled={isTooMany} onClick={() => setAsked('disable')}>
        Disable
      </Button>
      <Menu label="More" name="More bulk actions">
        {(['enable', 'end_sessions', 'add_role', 'remove_role', 'restore'] as const).map((action) => (
          <MenuItem key={action} disabled={isTooMany} onClick={() => setAsked(action)}>
            {ACTIONS[action].button}
          </MenuItem>
        ))}
        <MenuItem danger disabled={isTooMany} onClick={() => setAsked('delete')}>
          Delete
        </MenuItem>
      </Menu>
      <Button variant="plain" icon="close" onClick={onClear}>
        Clear
      </Button>
      {asked !== undefined && (
        <Question
          key={asked}
          action={asked}
          whom={whom}
          {...(isEverybody && asked === 'delete' ? { typed: 'delete everybody' } : {})}
          confirm={confirm}
          run={run}
        />
      )}
    </section>
  )
}

type QuestionProps = {
  action: UserAction
  whom: string
  typed?: string
  confirm: { busy: boolean; error: unknown; onClose: () => void }
  run: (action: UserAction, role?: string) => void
}

const FOLLOWS: Record<UserAction, string> = {
  disable: 'They are signed out everywhere now, and cannot sign in until they are enabled again.',
  enable: 'They can sign in again.',
  delete:
    'They are signed out everywhere now. The accounts are erased after the grace of this application; until then they can be restored.',
  restore: 'Those whose deletion is scheduled stay.',
  add_role: 'What the role allows they may do with their next token.',
  remove_role: 'What only this role allowed they may no longer do with their next token.',
  end_sessions: 'They are signed out everywhere now, and can sign in again.',
}

function Question({ action, whom, typed, confirm, run }: QuestionProps) {
  const roles = useRoles().data?.data ?? []
  const [role, setRole] = useState('')
  const takesRole = action === 'add_role' || action === 'remove_role'
  const chosen = takesRole ? role || roles[0]?.id : undefined
  return (
    <Confirm
      {...confirm}
      {...(typed === undefined ? {} : { typed })}
      title={`${ACTIONS[action].button}: ${whom}?`}
      action={ACTIONS[action].button}
      onConfirm={() => (!takesRole || chosen !== undefined) && run(action, chosen)}
    >
      <p>{FOLLOWS[action]}</p>
      {takesRole && (
        <Select label="Role" value={chosen ?? ''} onChange={({ target }) => setRole(target.value)}>
          {roles.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <p>It goes on while you do something else, and each change is in the audit log.</p>
    </Confirm>
  )
}
