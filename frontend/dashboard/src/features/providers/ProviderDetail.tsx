import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { ApiError } from '~/api/error'
import { keyOf, reading, under } from '~/api/queries'
import type { Provider } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { CopyId } from '~/ui/Copy'
import { Facts, Page, Section } from '~/ui/Page'
import { Loaded } from '~/ui/states'
import { toast } from '~/ui/toast'
import { ProviderForm } from './ProviderForm'
import { TestConnection } from './TestConnection'

export function ProviderDetail() {
  const { id } = useApplication()
  const { providerId = '' } = useParams({ strict: false })
  const path = `/idps/${providerId}`
  const found = useQuery(reading<Provider>(under(id, path)))
  const provider = found.data
  return (
    <Page
      title={provider?.display_name ?? 'Identity provider'}
      badge={provider?.enabled === false ? <Badge tone="warn">disabled</Badge> : undefined}
      sub={<CopyId value={providerId} label="provider id" />}
      actions={provider && <Inspect path={`/api${path}`} value={provider} />}
    >
      <Loaded of={found} needs="idps:read" rows={8}>
        {(provider) => (
          <>
            <Facts
              rows={[
                ['Callback URL', <CopyId key="callback" value={provider.callback_url} label="callback URL" />],
                ['Protocol', provider.type === 'oidc' ? 'OpenID Connect' : 'OAuth 2.0'],
                ['Issuer', provider.issuer ?? <span className="text-muted">None</span>],
                [
                  'Authorization endpoint',
                  <span key="at" className="break-all">
                    {provider.authorization_endpoint}
                  </span>,
                ],
              ]}
            />
            <TestConnection provider={provider} />
            <ProviderForm key={provider.version} provider={provider} />
            <Danger provider={provider} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Danger({ provider }: { provider: Provider }) {
  const { id, slug } = useApplication()
  const navigate = useNavigate()
  const [isAsked, setAsked] = useState(false)
  const path = under(id, '/idps')
  const remove = useWrite(
    (isForced: boolean) =>
      call('DELETE', `${path}/${provider.id}${isForced ? '?force=true' : ''}`, { version: provider.version }),
    {
      stale: [keyOf(under(id, '/idps'))],
      done: () => {
        toast(`Deleted ${provider.display_name}.`)
        return navigate({ to: '/apps/$slug/providers', params: { slug } })
      },
    },
  )
  const isInUse = remove.error instanceof ApiError && remove.error.code === 'idp_in_use'
  return (
    <Section title="Delete" sub="To stop it for a while, turn it off above.">
      <div>
        <Button variant="danger" icon="trash" onClick={() => setAsked(true)}>
          Delete provider
        </Button>
      </div>
      {isAsked && (
        <Confirm
          title={`Delete ${provider.display_name}?`}
          action={isInUse ? 'Delete it with its identities' : `Delete ${provider.display_name}`}
          typed={provider.name}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(isInUse)}
          onClose={() => setAsked(false)}
        >
          <p>Its button disappears. Whoever has no other way to sign in cannot come in any more. This cannot be undone.</p>
        </Confirm>
      )}
    </Section>
  )
}
