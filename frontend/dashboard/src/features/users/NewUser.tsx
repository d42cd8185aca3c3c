import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, under } from '~/api/queries'
import type { Invitation, User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Checkbox, Input } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { Problem } from '~/ui/states'
import { toast } from '~/ui/toast'
import { useRoles } from './roles'

/** Invites somebody by mail, or makes their account at once. */
export function NewUser({ onClose }: { onClose: () => void }) {
  const { id, slug } = useApplication()
  const navigate = useNavigate()
  const [isInvited, setInvited] = useState(true)
  const roles = useRoles().data?.data ?? []
  const users = under(id, '/users')
  const invitations = under(id, '/invitations')
  const stale = [keyOf(users), keyOf(invitations)]
  const create = useWrite((body: object) => call<User>('POST', users, { body }), {
    stale,
    done: (user) => void navigate({ to: '/apps/$slug/users/$userId', params: { slug, userId: user.id }, search: {} }),
  })
  const invite = useWrite((body: object) => call<Invitation>('POST', invitations, { body }), {
    stale,
    done: ({ email }) => {
      toast(`Invited ${email}.`)
      onClose()
    },
  })
  const write = isInvited ? invite : create
  function submit(form: FormData): void {
    const said = { email: form.get('email'), roles: form.getAll('role') }
    const rest = said.roles.length === 0 ? { email: said.email } : said
    const profile = Object.fromEntries(['name', 'password'].flatMap((name) => (form.get(name) ? [[name, form.get(name)]] : [])))
    write.mutate(isInvited ? rest : { ...rest, ...profile, email_verified: form.has('email_verified') })
  }
  return (
    <Dialog title="New user" onClose={onClose}>
      <Form className="grid gap-4" onData={submit}>
        <fieldset className="grid grid-cols-2 gap-1 rounded-lg border border-line p-1">
          <legend className="sr-only">How</legend>
          <Way label="Invite by mail" isOn={isInvited} onChoose={() => setInvited(true)} />
          <Way label="Create now" isOn={!isInvited} onChoose={() => setInvited(false)} />
        </fieldset>
        <Input data-focus="" label="E-mail" name="email" type="email" required error={fieldError(write.error, 'email')} />
        {!isInvited && (
          <>
            <Input label="Name" name="name" optional error={fieldError(write.error, 'name')} />
            <Input
              label="Password"
              name="password"
              type="password"
              autoComplete="new-password"
              optional
              error={fieldError(write.error, 'password')}
            />
            <Checkbox
              name="email_verified"
              label="The address is proven"
              hint="Tick it only if you know that the mailbox is theirs."
            />
          </>
        )}
        {roles.length > 1 && (
          <fieldset>
            <legend className="text-[13px] font-medium">Roles</legend>
            {roles.map(({ id: role, name, description }) => (
              <Checkbox key={role} name="role" value={role} label={name} hint={description} defaultChecked={name === 'user'} />
            ))}
          </fieldset>
        )}
        <Problem error={write.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={write.isPending}>
            {isInvited ? 'Send invitation' : 'Create user'}
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}

function Way({ label, isOn, onChoose }: { label: string; isOn: boolean; onChoose: () => void }) {
  return (
    <label className="grid h-8 cursor-pointer place-items-center rounded-md text-[13px] font-medium text-muted has-checked:bg-hover has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-link">
      <input type="radio" name="way" className="sr-only" checked={isOn} onChange={onChoose} />
      {label}
    </label>
  )
}
