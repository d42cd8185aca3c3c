import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '~/api/client'
import { keyOf, reading, under } from '~/api/queries'
import type { Authorisation, Client, Page } from '~/api/types'
import { Who } from '~/features/audit/Who'
import { useApplication } from '~/features/common/application'
import { rowLink } from '~/features/common/row-link'
import { useWrite } from '~/features/common/write'
import { Button } from '~/ui/Button'
import { Confirm } from '~/ui/Confirm'
import { Section } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'

/** Who let this client in. */
export function Grants({ client }: { client: Client }) {
  const { id, slug } = useApplication()
  const [isAsked, setAsked] = useState(false)
  const path = under(id, `/clients/${client.client_id}/grants`)
  const found = useQuery(reading<Page<Authorisation>>(path))
  const revoke = useWrite(() => call<{ revoked_count: number }>('DELETE', path), {
    stale: [keyOf(path)],
    done: ({ revoked_count }) => {
      setAsked(false)
      toast(`Revoked ${revoked_count} ${revoked_count === 1 ? 'grant' : 'grants'}.`)
    },
  })
  const hasSome = (found.data?.data.length ?? 0) > 0
  return (
    <Section
      title="Grants"
      sub="People who let this client act for them."
      actions={hasSome && <Button onClick={() => setAsked(true)}>Revoke all</Button>}
    >
      <Loaded of={found} needs="clients:read">
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title="Nobody has come through this client yet" />
          ) : (
            <Table
              label="Grants"
              rows={data}
              id={({ user_id }) => user_id}
              columns={[
                {
                  head: 'User',
                  cell: ({ user_id }) => (
                    <Link data-row="" to="/apps/$slug/users/$userId" params={{ slug, userId: user_id }} className={rowLink}>
                      <Who userId={user_id} />
                    </Link>
                  ),
                },
                { head: 'Scope', wide: true, cell: ({ scope }) => <code className="text-[13px]">{scope}</code> },
                { head: 'Changed', className: 'w-36', cell: ({ updated_at }) => <Time at={updated_at} /> },
              ]}
            />
          )
        }
      </Loaded>
      {isAsked && (
        <Confirm
          title="Revoke all grants?"
          action="Revoke all grants"
          busy={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate()}
          onClose={() => setAsked(false)}
        >
          <p>Everybody who came through {client.client_name} is signed out of it, and asked again the next time.</p>
        </Confirm>
      )}
    </Section>
  )
}
