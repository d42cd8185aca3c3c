import { useQuery } from '@tanstack/react-query'
import { call } from '~/api/client'
import { keyOf, reading, under } from '~/api/queries'
import type { Invitation, Page } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Section } from '~/ui/Page'
import { Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'

/** Invitations that nobody accepted yet; nothing where there are none. */
export function Invitations() {
  const { id } = useApplication()
  const path = under(id, '/invitations')
  const { data } = useQuery(reading<Page<Invitation>>(path))
  const stale = [keyOf(path), keyOf(under(id, '/users'))]
  const resend = useWrite((one: Invitation) => call('POST', `${path}/${one.id}/resend`), {
    stale,
    done: () => toast('Sent again, with a new link.'),
  })
  const revoke = useWrite((one: Invitation) => call('DELETE', `${path}/${one.id}`), {
    stale,
    done: () => toast('Revoked. Its link no longer works.'),
  })
  const waiting = data?.data.filter(({ status }) => status === 'pending') ?? []
  if (waiting.length === 0) return null
  return (
    <Section title="Invitations" sub="Sent, and not accepted yet.">
      <Problem error={resend.error ?? revoke.error} />
      <Table
        label="Invitations"
        rows={waiting}
        id={(one) => one.id}
        columns={[
          {
            head: 'E-mail',
            cell: ({ email, delivery_failed_at }) => (
              <span className="flex flex-wrap items-center gap-2 break-all">
                {email}
                {delivery_failed_at !== null && <Badge tone="wrong">not delivered</Badge>}
              </span>
            ),
          },
          { head: 'Ends', wide: true, className: 'w-36', cell: ({ expires_at }) => <Time at={expires_at} /> },
          {
            head: 'Actions',
            className: 'w-56 max-md:w-28',
            cell: (one) => (
              <span className="flex flex-wrap justify-end gap-2">
                <Button onClick={() => resend.mutate(one)} busy={resend.isPending && resend.variables.id === one.id}>
                  Send again
                </Button>
                <Button onClick={() => revoke.mutate(one)} busy={revoke.isPending && revoke.variables.id === one.id}>
                  Revoke
                </Button>
              </span>
            ),
          },
        ]}
      />
    </Section>
  )
}
