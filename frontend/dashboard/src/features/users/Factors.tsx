import { useQuery } from '@tanstack/react-query'
import { call } from '~/api/client'
import { reading } from '~/api/queries'
import type { Page, Passkey, User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { useWrite } from '~/features/common/write'
import { Badge } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { Facts, Section } from '~/ui/Page'
import { EmptyState, Loaded, Problem } from '~/ui/states'
import { Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { toast } from '~/ui/toast'
import { userPaths } from './paths'

const NAMES: Record<string, string> = { passkey: 'Passkey', totp: 'Authenticator app', sms: 'Code by SMS' }

export function Factors({ user }: { user: User }) {
  const { path, stale } = userPaths(useApplication().id, user.id)
  const found = useQuery(reading<Page<Passkey>>(`${path}/passkeys`))
  const remove = useWrite((id: string) => call('DELETE', `${path}/passkeys/${id}`), {
    stale,
    done: () => toast('The passkey is removed, and the user was told.'),
  })
  const factors = user.mfa?.factors ?? []
  return (
    <>
      {factors.length === 0 ? (
        <EmptyState icon="shield" title="No second factor">
          <p>They can set one up in their account, under security.</p>
        </EmptyState>
      ) : (
        <Facts
          rows={[
            ...factors.map(({ method, count, enrolled_at }): [string, React.ReactNode] => [
              NAMES[method] ?? method,
              enrolled_at === null ? (
                `${count}`
              ) : (
                <span key={method}>
                  since <Time at={enrolled_at} />
                </span>
              ),
            ]),
            ['Recovery codes left', `${user.mfa?.recovery_codes_left ?? 0}`],
          ]}
        />
      )}
      {user.passkey_count > 0 && (
        <Section title="Passkeys">
          <Problem error={remove.error} />
          <Loaded of={found} needs="users:read">
            {({ data }) => (
              <Table
                label="Passkeys"
                rows={data}
                id={({ id }) => id}
                columns={[
                  {
                    head: 'Name',
                    cell: ({ name, provider, synced }) => (
                      <span className="flex flex-wrap items-center gap-2">
                        {name}
                        {provider !== null && <span className="text-muted">{provider}</span>}
                        {synced && <Badge>synced</Badge>}
                      </span>
                    ),
                  },
                  { head: 'Added', wide: true, cell: ({ created_at }) => <Time at={created_at} /> },
                  { head: 'Last used', wide: true, cell: ({ last_used_at }) => <Time at={last_used_at} /> },
                  {
                    head: 'Actions',
                    className: 'w-28 text-end!',
                    cell: ({ id }) => (
                      <Button
                        variant="danger"
                        onClick={() => remove.mutate(id)}
                        busy={remove.isPending && remove.variables === id}
                      >
                        Remove
                      </Button>
                    ),
                  },
                ]}
              />
            )}
          </Loaded>
        </Section>
      )}
    </>
  )
}
