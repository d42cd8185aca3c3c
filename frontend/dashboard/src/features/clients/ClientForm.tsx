import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, under } from '~/api/queries'
import type { Client } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { SaveRow } from '~/features/common/SaveRow'
import { useUnsaved } from '~/features/common/unsaved'
import { useWrite } from '~/features/common/write'
import { Checkbox, Input, Select, Textarea } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { Card, Section } from '~/ui/Page'
import { toast } from '~/ui/toast'
import { CLIENT_TYPES, lines } from './types-of-client'

/** What can be changed of a client; saved whole, with the version that was read. */
export function ClientForm({ client }: { client: Client }) {
  const { id } = useApplication()
  const { isDirty, form, reset } = useUnsaved()
  const save = useWrite(
    (body: Partial<Client>) =>
      call<Client>('PATCH', under(id, `/clients/${client.client_id}`), { body, version: client.version }),
    {
      stale: [keyOf(under(id, '/clients'))],
      done: () => {
        reset()
        toast('Saved.')
      },
    },
  )
  const redirects = CLIENT_TYPES[client.type].redirects
  function submit(data: FormData): void {
    const uris = { redirect_uris: lines(data.get('redirect_uris')), post_logout_redirect_uris: lines(data.get('post_logout')) }
    save.mutate({
      client_name: String(data.get('client_name')),
      ...(redirects && uris),
      scope: String(data.get('scope')),
      mfa_policy: data.get('mfa_policy') === 'required' ? 'required' : 'inherit',
      first_party: data.has('first_party'),
      enabled: data.has('enabled'),
    })
  }
  return (
    <Section title="Settings">
      <Card>
        <Form {...form} className="grid gap-4" onData={submit}>
          <Input
            label="Name"
            name="client_name"
            required
            defaultValue={client.client_name}
            error={fieldError(save.error, 'client_name')}
          />
          {redirects && (
            <div className="grid gap-4 lg:grid-cols-2">
              <Textarea
                label="Redirect URIs"
                name="redirect_uris"
                rows={4}
                className="font-mono text-[13px]"
                hint="One a line, exact to the last character."
                defaultValue={client.redirect_uris.join('\n')}
                error={fieldError(save.error, 'redirect_uris')}
              />
              <Textarea
                label="Post-logout redirect URIs"
                name="post_logout"
                rows={4}
                className="font-mono text-[13px]"
                hint="Where people may land after signing out."
                defaultValue={client.post_logout_redirect_uris.join('\n')}
                error={fieldError(save.error, 'post_logout_redirect_uris')}
              />
            </div>
          )}
          <div className="grid gap-4 lg:grid-cols-2">
            <Input
              label="Scope"
              name="scope"
              defaultValue={client.scope}
              className="font-mono text-[13px]"
              hint="What it may ask for, separated by spaces."
              error={fieldError(save.error, 'scope')}
            />
            {redirects && (
              <Select label="Second factor" name="mfa_policy" defaultValue={client.mfa_policy}>
                <option value="inherit">As the application says</option>
                <option value="required">Always required here</option>
              </Select>
            )}
          </div>
          <div>
            <Checkbox
              name="first_party"
              label="First party"
              hint="Yours: nobody is asked for consent."
              defaultChecked={client.first_party}
            />
            <Checkbox
              name="enabled"
              label="Enabled"
              hint="Off: nothing is issued, and refreshing fails at once."
              defaultChecked={client.enabled}
            />
          </div>
          <SaveRow isDirty={isDirty} save={save} />
        </Form>
      </Card>
    </Section>
  )
}
