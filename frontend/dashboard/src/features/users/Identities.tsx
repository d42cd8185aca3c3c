import { useQuery } from '@tanstack/react-query'
import { call } from '~/api/client'
import { reading } from '~/api/queries'
import type { Identity, Page, User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { EmptyState, Loaded, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { userPaths } from './paths'

export function Identities({ user }: { user: User }) {
  const { path, stale } = userPaths(useApplication().id, user.id)
  const found = useQuery(reading<Page<Identity>>(`${path}/identities`))
  const unlink = useWrite((id: string) => call('DELETE', `${path}/identities/${id}`), {
    stale,
    done: () => toast('The identity is unlinked.'),
  })
  return (
    <>
      <Problem error={unlink.error} />
      <Loaded of={found} needs="users:read">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="globe" title="No linked identity">
              <p>They sign in here, not through another provider.</p>
            </EmptyState>
          ) : (
            <Table
              label="Identities"
              rows={data}
              id={({ id }) => id}
              columns={[
                {
                  head: 'Provider',
                  cell: ({ display_name, idp, issuer, email }) => (
                    <>
                      <span className="block font-medium">{display_name ?? idp ?? issuer}</span>
                      <span className="block text-[13px] break-all text-muted">{email}</span>
                    </>
                  ),
                },
                { head: 'Subject', wide: true, cell: ({ subject }) => <code className="text-[13px] break-all">{subject}</code> },
                { head: 'Last used', wide: true, className: 'w-36', cell: ({ last_used_at }) => <Time at={last_used_at} /> },
                {
                  head: 'Actions',
                  className: 'w-28 text-end!',
                  cell: ({ id }) => (
                    <Button onClick={() => unlink.mutate(id)} busy={unlink.isPending && unlink.variables === id}>
                      Unlink
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
