import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, reading, under } from '~/api/queries'
import type { Client } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { CopyId } from '~/ui/Copy'
import { Facts, Page, Section } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { ClientForm } from './ClientForm'
import { Grants } from './Grants'
import { RedirectTester } from './RedirectTester'
import { Secrets } from './Secrets'
import { CLIENT_TYPES } from './types-of-client'

export function ClientDetail() {
  const { id } = useApplication()
  const { clientId = '' } = useParams({ strict: false })
  const path = `/clients/${clientId}`
  const found = useQuery(reading<Client>(under(id, path)))
  const client = found.data
  return (
    <Page
      title={client?.client_name ?? 'Client'}
      sub={<CopyId value={clientId} label="client_id" />}
      badge={client !== undefined && !client.enabled ? <Badge tone="warn">disabled</Badge> : undefined}
      actions={client && <Inspect path={`/api${path}`} value={client} />}
    >
      <Loaded of={found} needs="clients:read" rows={8}>
        {(client) => <Whole key={client.client_id} client={client} />}
      </Loaded>
    </Page>
  )
}

function Whole({ client }: { client: Client }) {
  const about = CLIENT_TYPES[client.type]
  return (
    <>
      <Facts
        rows={[
          ['Type', about.name],
          ['Grant types', client.grant_types.join(', ')],
          ['Authentication', client.token_endpoint_auth_method],
          ['ID token', client.id_token_signed_response_alg],
          ['Created', <Time key="at" at={client.created_at} />],
        ]}
      />
      <ClientForm key={client.version} client={client} />
      {!about.isPublic && <Secrets client={client} />}
      {about.redirects && <RedirectTester client={client} />}
      <Grants client={client} />
      <Danger client={client} />
    </>
  )
}

function Danger({ client }: { client: Client }) {
  const { id, slug } = useApplication()
  const navigate = useNavigate()
  const [isAsked, setAsked] = useState(false)
  const path = under(id, '/clients')
  const remove = useWrite(() => call('DELETE', `${path}/${client.client_id}`, { version: client.version }), {
    stale: [
      [...keyOf(path), '?limit=50'],
      [...keyOf(path), '?limit=100'],
    ],
    done: () => {
      toast(`Deleted ${client.client_name}.`)
      return navigate({ to: '/apps/$slug/clients', params: { slug }, search: {} })
    },
  })
  return (
    <Section title="Delete" sub="Its grants and tokens end at once; the client_id never comes back.">
      <div>
        <Button variant="danger" icon="trash" onClick={() => setAsked(true)}>
          Delete client
        </Button>
      </div>
      {isAsked && (
        <Confirm
          title={`Delete ${client.client_name}?`}
          action={`Delete ${client.client_name}`}
          typed={client.client_name}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsked(false)}
        >
          <p>
            Everybody signed in through it has to sign in again, and whatever uses it stops working now. This cannot be undone.
          </p>
        </Confirm>
      )}
    </Section>
  )
}
