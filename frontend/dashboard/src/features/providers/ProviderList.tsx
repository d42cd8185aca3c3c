import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { reading, under } from '~/api/queries'
import type { Page as List, Provider } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { rowLink } from '~/features/common/row-link'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { NewProvider } from './NewProvider'

export function ProviderList() {
  const { id, slug } = useApplication()
  const [isNew, setNew] = useState(false)
  const found = useQuery(reading<List<Provider>>(under(id, '/idps')))
  const create = (
    <Button variant="primary" icon="plus" onClick={() => setNew(true)}>
      New provider
    </Button>
  )
  return (
    <Page
      title="Identity providers"
      sub="Accounts elsewhere that people may sign in with."
      actions={
        <>
          <Inspect path="/api/idps" value={found.data} />
          {create}
        </>
      }
    >
      <Loaded of={found} needs="idps:read">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="globe" title="No identity provider yet" actions={create}>
              <p>
                Google, GitHub, Apple, Microsoft and others need an id and a secret; any OpenID provider needs its issuer too.
              </p>
            </EmptyState>
          ) : (
            <Table
              label="Identity providers"
              rows={data}
              id={(one) => one.id}
              columns={[
                {
                  head: 'Provider',
                  cell: ({ id: providerId, display_name, name }) => (
                    <>
                      <Link
                        data-row=""
                        to="/apps/$slug/providers/$providerId"
                        params={{ slug, providerId }}
                        className={`${rowLink} block truncate`}
                      >
                        {display_name}
                      </Link>
                      <code className="text-xs text-muted">{name}</code>
                    </>
                  ),
                },
                {
                  head: 'Protocol',
                  wide: true,
                  className: 'w-40',
                  cell: ({ type }) => (type === 'oidc' ? 'OpenID Connect' : 'OAuth 2.0'),
                },
                {
                  head: 'State',
                  className: 'w-32',
                  cell: ({ enabled }) => (enabled ? <Badge tone="good">enabled</Badge> : <Badge tone="warn">disabled</Badge>),
                },
                { head: 'Changed', wide: true, className: 'w-36', cell: ({ updated_at }) => <Time at={updated_at} /> },
              ]}
            />
          )
        }
      </Loaded>
      {isNew && <NewProvider taken={found.data?.data.map(({ name }) => name) ?? []} onClose={() => setNew(false)} />}
    </Page>
  )
}
