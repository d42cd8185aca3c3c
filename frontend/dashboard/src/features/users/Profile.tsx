import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import type { User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { SaveRow } from '~/features/common/SaveRow'
import { useUnsaved } from '~/features/common/unsaved'
import { useWrite } from '~/features/common/write'
import { Checkbox, Input } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { Card, Facts, Section } from '~/ui/Page'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { userPaths } from './paths'

const FIELDS = [
  ['name', 'Name'],
  ['given_name', 'Given name'],
  ['family_name', 'Family name'],
  ['locale', 'Language'],
  ['zoneinfo', 'Time zone'],
  ['external_id', 'External id'],
] as const

export function Profile({ user }: { user: User }) {
  const { path, stale } = userPaths(useApplication().id, user.id)
  const { isDirty, form, reset } = useUnsaved()
  const save = useWrite((body: object) => call<User>('PATCH', path, { body, version: user.version }), {
    stale,
    done: () => {
      reset()
      toast('Saved.')
    },
  })
  function submit(data: FormData): void {
    // What was left alone is not sent: an address that is only repeated is no change of it.
    const texts = ['email', ...FIELDS.map(([name]) => name)] as const
    const changed = texts.flatMap((name) => {
      const said = String(data.get(name) ?? '').trim() || null
      return said === user[name as 'email'] ? [] : [[name, said]]
    })
    const isProven = data.has('email_verified')
    save.mutate({ ...Object.fromEntries(changed), ...(isProven !== user.email_verified && { email_verified: isProven }) })
  }
  return (
    <Section title="Profile">
      <Card>
        <Form {...form} className="grid gap-4 sm:grid-cols-2" onData={submit}>
          <div className="grid content-start">
            <Input
              label="E-mail"
              name="email"
              type="email"
              defaultValue={user.email ?? ''}
              error={fieldError(save.error, 'email')}
            />
            <Checkbox name="email_verified" label="Proven to be theirs" defaultChecked={user.email_verified} />
          </div>
          {FIELDS.map(([name, label]) => (
            <Input key={name} label={label} name={name} defaultValue={user[name] ?? ''} error={fieldError(save.error, name)} />
          ))}
          <div className="grid gap-3 sm:col-span-2">
            <SaveRow isDirty={isDirty} save={save} />
          </div>
        </Form>
      </Card>
      <Facts
        rows={[
          ['Password', user.has_password ? 'Set' : 'None'],
          ['Phone', user.phone ?? <span className="text-muted">None</span>],
          ['Terms accepted', <Time key="terms" at={user.terms_accepted_at} />],
          ['Created', <Time key="created" at={user.created_at} />],
          ['Changed', <Time key="changed" at={user.updated_at} />],
        ]}
      />
    </Section>
  )
}
