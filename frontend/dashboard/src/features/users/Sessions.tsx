import { useQuery } from '@tanstack/react-query'
import { call } from '~/api/client'
import { reading } from '~/api/queries'
import type { Page, User, UserSession } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { EmptyState, Loaded, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { browserName } from './browser'
import { userPaths } from './paths'

export function Sessions({ user }: { user: User }) {
  const { path, stale } = userPaths(useApplication().id, user.id)
  const found = useQuery(reading<Page<UserSession>>(`${path}/sessions`))
  const end = useWrite((id: string) => call('DELETE', `${path}/sessions/${id}`), {
    stale,
    done: () => toast('The session is ended.'),
  })
  return (
    <>
      <Problem error={end.error} />
      <Loaded of={found} needs="users:read">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="screen" title="Not signed in anywhere" />
          ) : (
            <Table
              label="Sessions"
              rows={data}
              id={({ id }) => id}
              columns={[
                {
                  head: 'Browser',
                  cell: ({ user_agent, ip_address }) => (
                    <>
                      <span className="block">{browserName(user_agent)}</span>
                      <span className="block font-mono text-xs text-muted">{ip_address}</span>
                    </>
                  ),
                },
                { head: 'Methods', wide: true, cell: ({ amr }) => <code className="text-[13px]">{amr.join(' ')}</code> },
                { head: 'Signed in', className: 'w-36', cell: ({ auth_time }) => <Time at={auth_time} /> },
                { head: 'Ends', wide: true, className: 'w-36', cell: ({ expires_at }) => <Time at={expires_at} /> },
                {
                  head: 'Actions',
                  className: 'w-24 text-end!',
                  cell: ({ id }) => (
                    <Button onClick={() => end.mutate(id)} busy={end.isPending && end.variables === id}>
                      End
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
