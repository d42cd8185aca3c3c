import { useState } from 'react'
import { call } from '~/api/client'
import { words } from '~/api/error'
import type { User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { Menu, MenuItem } from '~/ui/Menu'
import { toast } from '~/ui/toast'
import { userPaths } from './paths'

type Asked = 'disable' | 'reset-mfa' | 'reset-password' | 'delete'

/** What can be done to somebody. What has no way back says what follows first; what has one is done at once, with Undo. */
export function Actions({ user }: { user: User }) {
  const [asked, setAsked] = useState<Asked>()
  const { path, stale } = userPaths(useApplication().id, user.id)
  const act = useWrite(
    ({ method, below, body }: { method: 'POST' | 'DELETE'; below: string; body?: object; said: string }) =>
      call<{ revoked_count?: number } | undefined>(method, path + below, body === undefined ? {} : { body }),
    { stale },
  )
  const run = (method: 'POST' | 'DELETE', below: string, said: string, body?: object, undo?: () => void) =>
    act.mutate(body === undefined ? { method, below, said } : { method, below, said, body }, {
      onSuccess: () => {
        setAsked(undefined)
        toast(said, undo)
      },
      onError: (error) => asked === undefined && toast(words(error)),
    })
  const who = user.name ?? user.email ?? user.id
  const restore = () => run('POST', '/restore', `${who} is back.`)
  const enable = () => run('POST', '/enable', `${who} can sign in again.`, {})
  const close = () => setAsked(undefined)
  const confirm = { busy: act.isPending, error: act.error, onClose: close }
  return (
    <>
      {user.status === 'deletion_scheduled' && (
        <Button variant="primary" onClick={restore} busy={act.isPending}>
          Restore
        </Button>
      )}
      <Menu label="Actions">
        <MenuItem onClick={() => setAsked('reset-password')} disabled={user.email === null}>
          Send password reset
        </MenuItem>
        <MenuItem onClick={() => run('DELETE', '/sessions', 'All sessions are ended.')}>End all sessions</MenuItem>
        <MenuItem onClick={() => run('POST', '/unlock', 'The lock-out counters are cleared.')}>Unlock</MenuItem>
        <MenuItem onClick={() => setAsked('reset-mfa')} disabled={!user.mfa_enabled}>
          Reset second factors
        </MenuItem>
        {user.status === 'disabled' ? (
          <MenuItem onClick={enable}>Enable</MenuItem>
        ) : (
          <MenuItem onClick={() => setAsked('disable')}>Disable</MenuItem>
        )}
        <MenuItem danger onClick={() => setAsked('delete')} disabled={user.status === 'deletion_scheduled'}>
          Delete
        </MenuItem>
      </Menu>
      {asked === 'disable' && (
        <Confirm
          {...confirm}
          title={`Disable ${who}?`}
          action="Disable user"
          onConfirm={() => run('POST', '/disable', `${who} is disabled.`, {}, enable)}
        >
          <p>They are signed out everywhere now, and cannot sign in until they are enabled again.</p>
        </Confirm>
      )}
      {asked === 'reset-mfa' && (
        <Confirm
          {...confirm}
          title={`Reset the second factors of ${who}?`}
          action="Reset second factors"
          onConfirm={() => run('DELETE', '/mfa', 'The second factors are gone, and the user was told.')}
        >
          <p>
            App, passkeys, phone, recovery codes and remembered browsers are removed, and they are signed out everywhere. A mail
            tells them.
          </p>
        </Confirm>
      )}
      {asked === 'reset-password' && (
        <ResetPassword
          who={user.email ?? ''}
          confirm={confirm}
          run={(body) => run('POST', '/password-reset', 'The mail is on its way.', body)}
        />
      )}
      {asked === 'delete' && (
        <Confirm
          {...confirm}
          title={`Delete ${who}?`}
          action="Delete user"
          onConfirm={() => run('DELETE', '', `${who} is being deleted.`, undefined, restore)}
        >
          <p>
            They are signed out everywhere now. The account is erased after the grace of this application; until then it can be
            restored.
          </p>
        </Confirm>
      )}
    </>
  )
}

type ResetProps = {
  who: string
  confirm: { busy: boolean; error: unknown; onClose: () => void }
  run: (body: { require_change: boolean }) => void
}

function ResetPassword({ who, confirm, run }: ResetProps) {
  const [isForced, setForced] = useState(false)
  return (
    <Confirm {...confirm} title="Send a password reset?" action="Send mail" onConfirm={() => run({ require_change: isForced })}>
      <p>{who} gets a link to choose a new password.</p>
      <label className="flex items-start gap-2.5 text-ink">
        <input
          type="checkbox"
          className="mt-1 accent-brand"
          checked={isForced}
          onChange={({ target }) => setForced(target.checked)}
        />
        The present password stops working now, and everything signed in with it ends.
      </label>
    </Confirm>
  )
}
