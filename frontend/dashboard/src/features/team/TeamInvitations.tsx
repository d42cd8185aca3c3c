import { useQuery } from '@tanstack/react-query'
import { call } from '~/api/client'
import { keyOf, reading } from '~/api/queries'
import type { Invitation, Page as List } from '~/api/types'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Section } from '~/ui/Page'
import { EmptyState, Loaded, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { roleName, useTeam } from './team'

/** Invitations that nobody accepted yet. */
export function TeamInvitations() {
  const { path, isAdmin } = useTeam()
  const invitations = `${path}/invitations`
  const found = useQuery(reading<List<Invitation>>(`${invitations}?status=pending`))
  const stale = [keyOf(invitations)]
  const resend = useWrite((one: Invitation) => call('POST', `${invitations}/${one.id}/resend`), {
    stale,
    done: () => toast('Sent again, with a new link.'),
  })
  const revoke = useWrite((one: Invitation) => call('DELETE', `${invitations}/${one.id}`), {
    stale,
    done: () => toast('Revoked. Its link no longer works.'),
  })
  const isBusy = (write: typeof resend, one: Invitation) => write.isPending && write.variables.id === one.id
  return (
    <Section title="Invitations" sub="Sent, and not accepted yet.">
      <Problem error={resend.error ?? revoke.error} />
      <Loaded of={found} rows={2}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="mail" title="Nobody is invited" />
          ) : (
            <Table
              label="Invitations"
              rows={data}
              id={({ id }) => id}
              columns={[
                {
                  head: 'E-mail',
                  cell: ({ email, role, delivery_failed_at }) => (
                    <span className="flex flex-wrap items-center gap-2 break-all">
                      {email}
                      {role !== null && <Badge>{roleName(role)}</Badge>}
                      {delivery_failed_at !== null && <Badge tone="wrong">not delivered</Badge>}
                    </span>
                  ),
                },
                { head: 'Ends', wide: true, className: 'w-36', cell: ({ expires_at }) => <Time at={expires_at} /> },
                {
                  head: 'Actions',
                  className: 'w-56 max-md:w-32',
                  cell: (one) =>
                    isAdmin && (
                      <span className="flex flex-wrap justify-end gap-2">
                        <Button onClick={() => resend.mutate(one)} busy={isBusy(resend, one)}>
                          Send again
                        </Button>
                        <Button onClick={() => revoke.mutate(one)} busy={isBusy(revoke, one)}>
                          Revoke
                        </Button>
                      </span>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
