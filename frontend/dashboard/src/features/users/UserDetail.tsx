import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { reading, under } from '~/api/queries'
import type { User } from '~/api/types'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { CopyId } from '~/ui/Copy'
import { Page } from '~/ui/Page'
import { Loaded, Notice } from '~/ui/states'
import { Tabs, tabClass } from '~/ui/Tabs'
import { Time } from '~/ui/Time'
import { Actions } from './Actions'
import { Events } from './Events'
import { Factors } from './Factors'
import { UserGrants } from './Grants'
import { Identities } from './Identities'
import { Profile } from './Profile'
import { Sessions } from './Sessions'
import { StatusBadge } from './StatusBadge'
import { UserRoles } from './UserRoles'

const route = getRouteApi('/inside/apps/$slug/users/$userId')

const TABS = [
  ['profile', 'Profile'],
  ['sessions', 'Sessions'],
  ['factors', 'Second factors'],
  ['identities', 'Identities'],
  ['grants', 'Grants'],
  ['events', 'Events'],
] as const

/** One person: a summary, what can be done, and the parts as tabs in the address. */
export function UserDetail() {
  const { id, slug } = useApplication()
  const { userId } = route.useParams()
  const { tab = 'profile' } = route.useSearch()
  const path = `/users/${userId}`
  const found = useQuery(reading<User>(under(id, path)))
  const user = found.data
  return (
    <Page
      title={user?.name ?? user?.email ?? 'User'}
      badge={user && <StatusBadge status={user.status} />}
      sub={
        <span className="flex flex-wrap items-center gap-x-4">
          {user?.name && user.email !== null && <span className="break-all">{user.email}</span>}
          <CopyId value={userId} label="user id" />
        </span>
      }
      actions={
        user && (
          <>
            <Inspect path={`/api${path}`} value={user} />
            <Actions user={user} />
          </>
        )
      }
    >
      <Loaded of={found} needs="users:read" rows={8}>
        {(user) => (
          <>
            {user.deletion_at !== null && (
              <Notice tone="warn">
                This account is deleted <Time at={user.deletion_at} />. Until then it can be restored, by you or by the person
                signing in.
              </Notice>
            )}
            <Tabs label="Parts of this user">
              {TABS.map(([name, label]) => (
                <Link
                  key={name}
                  to="/apps/$slug/users/$userId"
                  params={{ slug, userId }}
                  search={name === 'profile' ? {} : { tab: name }}
                  replace
                  className={tabClass}
                  activeOptions={{ exact: true, includeSearch: true }}
                >
                  {label}
                </Link>
              ))}
            </Tabs>
            <Part tab={tab} user={user} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Part({ tab, user }: { tab: string; user: User }) {
  switch (tab) {
    case 'sessions':
      return <Sessions user={user} />
    case 'factors':
      return <Factors user={user} />
    case 'identities':
      return <Identities user={user} />
    case 'grants':
      return <UserGrants user={user} />
    case 'events':
      return <Events user={user} />
    default:
      return (
        <>
          <Profile key={user.version} user={user} />
          <UserRoles user={user} />
        </>
      )
  }
}
