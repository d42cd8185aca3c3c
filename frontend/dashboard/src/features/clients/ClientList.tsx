import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { reading, under, withParams } from '~/api/queries'
import type { Client, Page as List } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { Pager } from '~/features/common/Pager'
import { rowLink } from '~/features/common/row-link'
import { Badge } from '~/ui/Badge'
import { Button, buttonClass } from '~/ui/Button'
import { CopyId } from '~/ui/Copy'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { type Column, Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { NewClient } from './NewClient'
import { CLIENT_TYPES } from './types-of-client'

const route = getRouteApi('/inside/apps/$slug/clients')

export function ClientList() {
  const { id, slug } = useApplication()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const path = withParams('/clients', { limit: 50, cursor: search.cursor })
  const found = useQuery(reading<List<Client>>(under(id, path)))
  const create = (
    <Button variant="primary" icon="plus" onClick={() => void navigate({ search: { ...search, new: '1' } })}>
      New client
    </Button>
  )
  const columns: Column<Client>[] = [
    {
      head: 'Name',
      cell: ({ client_id, client_name, enabled }) => (
        <span className="flex min-w-0 items-center gap-2">
          <Link
            data-row=""
            to="/apps/$slug/clients/$clientId"
            params={{ slug, clientId: client_id }}
            className={`${rowLink} min-w-0 truncate`}
          >
            {client_name}
          </Link>
          {!enabled && <Badge tone="warn">disabled</Badge>}
        </span>
      ),
    },
    { head: 'Type', className: 'w-40', cell: ({ type }) => CLIENT_TYPES[type].name },
    {
      head: 'client_id',
      wide: true,
      className: 'w-72',
      cell: ({ client_id }) => <CopyId value={client_id} label="client_id" className="relative" />,
    },
    { head: 'Changed', wide: true, className: 'w-36', cell: ({ updated_at }) => <Time at={updated_at} /> },
  ]
  return (
    <Page
      title="Clients"
      sub="What may ask for tokens: apps, servers and services."
      actions={
        <>
          <Inspect path={`/api${path}`} value={found.data} />
          {create}
        </>
      }
    >
      <Loaded of={found} needs="clients:read">
        {({ data, next_cursor }) =>
          data.length === 0 && search.cursor === undefined ? (
            <EmptyState
              icon="code"
              title="No client yet"
              actions={
                <>
                  <Link to="/apps/$slug/quickstart" params={{ slug }} className={buttonClass()}>
                    Pick a framework
                  </Link>
                  {create}
                </>
              }
            >
              <p>A quickstart makes the client and fills its id into the code.</p>
            </EmptyState>
          ) : (
            <Table
              label="Clients"
              columns={columns}
              rows={data}
              id={({ client_id }) => client_id}
              footer={
                <Pager
                  count={data.length}
                  noun="client"
                  next={next_cursor}
                  isFirst={search.cursor === undefined}
                  onNext={(cursor) => void navigate({ search: { cursor } })}
                  onFirst={() => void navigate({ search: {} })}
                />
              }
            />
          )
        }
      </Loaded>
      {search.new !== undefined && (
        <NewClient onClose={() => void navigate({ search: { cursor: search.cursor }, replace: true })} />
      )}
    </Page>
  )
}
