import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, under } from '~/api/queries'
import type { Provider } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { SaveRow } from '~/features/common/SaveRow'
import { useUnsaved } from '~/features/common/unsaved'
import { useWrite } from '~/features/common/write'
import { Checkbox, Input } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { Card, Section } from '~/ui/Page'
import { toast } from '~/ui/toast'

const FLAGS = [
  ['enabled', 'Enabled', 'Off: its button is not shown, and what comes back from it is refused.'],
  [
    'trust_email_verified',
    'Believe its word that an address is proven',
    'Leave it off unless you know how the provider proves it.',
  ],
  ['allow_signup', 'May make new accounts', 'Off: for people who have one already.'],
  ['allow_linking', 'May be linked to an account that exists', undefined],
] as const

export function ProviderForm({ provider }: { provider: Provider }) {
  const { id } = useApplication()
  const { isDirty, form, reset } = useUnsaved()
  const path = under(id, '/idps')
  const save = useWrite(
    (body: object) => call<Provider>('PATCH', `${path}/${provider.id}`, { body, version: provider.version }),
    {
      stale: [keyOf(path)],
      done: () => {
        reset()
        toast('Saved.')
      },
    },
  )
  function submit(data: FormData): void {
    const secret = String(data.get('client_secret') ?? '')
    save.mutate({
      display_name: data.get('display_name'),
      client_id: data.get('client_id'),
      scopes: String(data.get('scopes')).split(/\s+/).filter(Boolean),
      ...Object.fromEntries(FLAGS.map(([name]) => [name, data.has(name)])),
      ...(secret !== '' && { client_secret: secret }),
    })
  }
  const error = (field: string) => fieldError(save.error, field)
  return (
    <Section title="Settings">
      <Card>
        <Form {...form} className="grid gap-4" onData={submit}>
          <div className="grid gap-4 sm:grid-cols-2">
            <Input
              label="On the button"
              name="display_name"
              required
              defaultValue={provider.display_name}
              error={error('display_name')}
            />
            <Input
              label="Scopes"
              name="scopes"
              defaultValue={provider.scopes.join(' ')}
              className="font-mono text-[13px]"
              error={error('scopes')}
            />
            <Input label="client_id" name="client_id" required defaultValue={provider.client_id} error={error('client_id')} />
            <Input
              label="client_secret"
              name="client_secret"
              type="password"
              hint={provider.has_client_secret ? 'One is set. Type here to replace it.' : 'None is set.'}
              error={error('client_secret')}
            />
          </div>
          <div>
            {FLAGS.map(([name, label, hint]) => (
              <Checkbox key={name} name={name} label={label} hint={hint} defaultChecked={provider[name]} />
            ))}
          </div>
          <SaveRow isDirty={isDirty} save={save} />
        </Form>
      </Card>
    </Section>
  )
}
