import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '~/api/client'
import { reading } from '~/api/queries'
import type { Grant, Page, User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { clientsOf } from '~/features/quickstart/client-of'
import { Button } from '~/ui/Button'
import { EmptyState, Loaded, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { userPaths } from './paths'

export function UserGrants({ user }: { user: User }) {
  const { id: appId, slug } = useApplication()
  const { path, stale } = userPaths(appId, user.id)
  const found = useQuery(reading<Page<Grant>>(`${path}/grants`))
  const clients = useQuery(clientsOf(appId)).data?.data
  const revoke = useWrite((id: string) => call('DELETE', `${path}/grants/${id}`), {
    stale,
    done: () => toast('The grant is revoked.'),
  })
  const nameOf = (id: string) => clients?.find(({ client_id }) => client_id === id)?.client_name ?? id
  return (
    <>
      <Problem error={revoke.error} />
      <Loaded of={found} needs="users:read">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="code" title="No client acts for this user" />
          ) : (
            <Table
              label="Grants"
              rows={data}
              id={({ id }) => id}
              columns={[
                {
                  head: 'Client',
                  cell: ({ client_id, offline }) => (
                    <>
                      <Link
                        to="/apps/$slug/clients/$clientId"
                        params={{ slug, clientId: client_id }}
                        className="font-medium text-ink"
                      >
                        {nameOf(client_id)}
                      </Link>
                      {offline && <span className="block text-[13px] text-muted">with refresh tokens</span>}
                    </>
                  ),
                },
                { head: 'Scope', wide: true, cell: ({ scope }) => <code className="text-[13px]">{scope}</code> },
                { head: 'Ends', wide: true, className: 'w-36', cell: ({ expires_at }) => <Time at={expires_at} /> },
                {
                  head: 'Actions',
                  className: 'w-28 text-end!',
                  cell: ({ id }) => (
                    <Button onClick={() => revoke.mutate(id)} busy={revoke.isPending && revoke.variables === id}>
                      Revoke
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </>
  )
}
