import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { applications, under } from '~/api/queries'
import type { Application } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { SaveRow } from '~/features/common/SaveRow'
import { SettingSelect, useSettings } from '~/features/common/settings'
import { useUnsaved } from '~/features/common/unsaved'
import { useWrite } from '~/features/common/write'
import { CopyId } from '~/ui/Copy'
import { Input } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { Card, Facts, Page, Section } from '~/ui/Page'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { DeleteApplication } from './DeleteApplication'
import { TransferApplication } from './TransferApplication'

export function SettingsPage() {
  const application = useApplication()
  const { id, slug, environment, key_custody, created_at } = application
  const settings = useSettings().data
  return (
    <Page title="Settings" actions={<Inspect path="/api/applications/current" value={application} />}>
      <Facts
        rows={[
          ['Application id', <CopyId key="id" value={id} label="application id" />],
          ['Slug', <CopyId key="slug" value={slug} label="slug" />],
          ['Environment', environment],
          ['Private keys', key_custody === 'kms' ? 'In AWS KMS' : 'Encrypted under AWS KMS'],
          ['Created', <Time key="at" at={created_at} />],
        ]}
      />
      <Names key={application.version} application={application} />
      {settings !== undefined && (
        <Section title="Deleted accounts">
          <Card className="py-1!">
            <SettingSelect
              label="Grace"
              hint="For this long a deleted account can be brought back; then it is erased."
              value={settings.deletion_grace_days}
              options={[0, 7, 14, 30].map((days): [number, string] => [
                days,
                days === 0 ? 'None: erased at once' : `${days} days`,
              ])}
              patch={(deletion_grace_days) => ({ deletion_grace_days })}
            />
          </Card>
        </Section>
      )}
      <TransferApplication />
      <DeleteApplication />
    </Page>
  )
}

const LINKS = [
  ['support_email', 'Support address', 'email', 'On error pages and in mails.'],
  ['homepage_url', 'Home page', 'url', 'Where people go after signing out.'],
  ['privacy_policy_url', 'Privacy policy', 'url', undefined],
  ['terms_url', 'Terms', 'url', undefined],
] as const

function Names({ application }: { application: Application }) {
  const { isDirty, form, reset } = useUnsaved()
  const save = useWrite(
    (body: object) => call<Application>('PATCH', under(application.id), { body, version: application.version }),
    {
      stale: [applications.queryKey],
      done: () => {
        reset()
        toast('Saved.')
      },
    },
  )
  function submit(data: FormData): void {
    const links = LINKS.map(([name]) => [name, String(data.get(name) ?? '').trim() || null])
    save.mutate({ name: data.get('name'), ...Object.fromEntries(links) })
  }
  return (
    <Section title="Name and links">
      <Card>
        <Form {...form} className="grid gap-4 sm:grid-cols-2" onData={submit}>
          <Input
            label="Name"
            name="name"
            required
            maxLength={100}
            defaultValue={application.name}
            error={fieldError(save.error, 'name')}
          />
          {LINKS.map(([name, label, type, hint]) => (
            <Input
              key={name}
              label={label}
              name={name}
              type={type}
              optional
              hint={hint}
              defaultValue={application[name] ?? ''}
              error={fieldError(save.error, name)}
            />
          ))}
          <div className="grid gap-3 sm:col-span-2">
            <SaveRow isDirty={isDirty} save={save} />
          </div>
        </Form>
      </Card>
    </Section>
  )
}
