import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { fieldError } from '~/api/error'
import { keyOf, under } from '~/api/queries'
import type { Client, ClientType } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { PermissionChoice } from '~/features/common/PermissionChoice'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Dialog } from '~/ui/Dialog'
import { Input, Textarea } from '~/ui/Field'
import { Form } from '~/ui/Form'
import { SecretOnce } from '~/ui/Secret'
import { Problem } from '~/ui/states'
import { CLIENT_TYPES, lines } from './types-of-client'

/** By type: what it is, where it may come back to, and its secret once. */
export function NewClient({ onClose }: { onClose: () => void }) {
  const { slug } = useApplication()
  const navigate = useNavigate()
  const [type, setType] = useState<ClientType>()
  const [made, setMade] = useState<Client>()
  const open = ({ client_id }: Client) =>
    void navigate({ to: '/apps/$slug/clients/$clientId', params: { slug, clientId: client_id } })
  if (made !== undefined) {
    return (
      <Dialog title={`${made.client_name} is ready`} onClose={() => open(made)} wide lasting>
        <SecretOnce
          values={[
            { label: 'client_id', value: made.client_id, isSecret: false },
            { label: 'client_secret', value: made.client_secret ?? '', isSecret: true },
          ]}
          onStored={() => open(made)}
        />
      </Dialog>
    )
  }
  if (type === undefined) return <TypeChoice onClose={onClose} onChoose={setType} />
  const done = (client: Client) => (client.client_secret === undefined ? open(client) : setMade(client))
  return <Details type={type} onBack={() => setType(undefined)} onClose={onClose} onMade={done} />
}

function TypeChoice({ onClose, onChoose }: { onClose: () => void; onChoose: (type: ClientType) => void }) {
  return (
    <Dialog title="New client" onClose={onClose} wide>
      <p className="text-muted">What is it? The type sets its grants and how it authenticates, and stays.</p>
      <ul className="grid gap-2 sm:grid-cols-2">
        {(Object.keys(CLIENT_TYPES) as ClientType[]).map((type) => (
          <li key={type}>
            <button
              type="button"
              onClick={() => onChoose(type)}
              className="grid h-full w-full content-start rounded-xl border border-line p-4 text-start hover:border-edge hover:bg-hover"
            >
              <span className="font-semibold">{CLIENT_TYPES[type].name}</span>
              <span className="text-[13px] text-muted">{CLIENT_TYPES[type].about}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

type DetailsProps = { type: ClientType; onBack: () => void; onClose: () => void; onMade: (client: Client) => void }

function Details({ type, onBack, onClose, onMade }: DetailsProps) {
  const { id } = useApplication()
  const about = CLIENT_TYPES[type]
  const [permissions, setPermissions] = useState<string[]>([])
  const create = useWrite((body: Record<string, unknown>) => call<Client>('POST', under(id, '/clients'), { body }), {
    stale: [keyOf(under(id, '/clients'))],
    done: onMade,
  })
  function submit(form: FormData): void {
    const uris = { redirect_uris: lines(form.get('redirect_uris')) }
    const rest = about.redirects ? uris : { machine_permissions: permissions }
    create.mutate({ client_name: form.get('client_name'), type, ...rest })
  }
  return (
    <Dialog title={`New client: ${about.name.toLowerCase()}`} onClose={onClose} wide>
      <Form className="grid gap-4" onData={submit}>
        <Input
          data-focus=""
          label="Name"
          name="client_name"
          required
          maxLength={255}
          hint={about.redirects ? 'People may see it when they consent.' : undefined}
          error={fieldError(create.error, 'client_name')}
        />
        {about.redirects ? (
          <Textarea
            label="Redirect URIs"
            name="redirect_uris"
            rows={3}
            required
            defaultValue={about.example}
            className="font-mono text-[13px]"
            hint="One a line, exact to the last character."
            error={fieldError(create.error, 'redirect_uris')}
          />
        ) : (
          <PermissionChoice
            legend="Management permissions"
            hint="What its access tokens may do in this application's API. None is fine for your own APIs."
            chosen={permissions}
            onChange={setPermissions}
          />
        )}
        <Problem error={create.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onBack}>Back</Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            Create client
          </Button>
        </div>
      </Form>
    </Dialog>
  )
}
