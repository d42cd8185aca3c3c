import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { reading, under, withParams } from '~/api/queries'
import type { Page as List, User } from '~/api/types'
import type { UserSearch } from '~/app/search'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { Pager } from '~/features/common/Pager'
import { rowLink } from '~/features/common/row-link'
import { Avatar } from '~/ui/Badge'
import { Button } from '~/ui/Button'
import { CodeBlock } from '~/ui/Code'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { type Column, Table } from '~/ui/Table'
import { Time } from '~/ui/Time'
import { Filters } from './Filters'
import { Invitations } from './Invitations'
import { NewUser } from './NewUser'
import { RoleNames } from './RoleNames'
import { StatusBadge } from './StatusBadge'

const route = getRouteApi('/inside/apps/$slug/users')

export function UserList() {
  const { id, slug } = useApplication()
  const { new: isNew, ...filters } = route.useSearch()
  const navigate = route.useNavigate()
  const path = withParams('/users', { ...filters, limit: 50 })
  const found = useQuery({ ...reading<List<User>>(under(id, path)), placeholderData: (before) => before })
  const set = (search: UserSearch, replace = false) => void navigate({ search, replace })
  const { cursor, ...rest } = filters
  const isFiltered = Object.values(rest).some((value) => value !== undefined)
  return (
    <Page
      title="Users"
      sub="Everybody who can sign in, newest first."
      wide
      actions={
        <>
          <Inspect path={`/api${path}`} value={found.data} />
          <Button variant="primary" icon="plus" onClick={() => set({ ...filters, new: '1' })}>
            New user
          </Button>
        </>
      }
    >
      <Filters search={rest} onChange={set} />
      <Loaded of={found} needs="users:read" rows={8}>
        {({ data, next_cursor, examined }) =>
          data.length > 0 || cursor !== undefined ? (
            <Table
              label="Users"
              columns={columnsOf(slug)}
              rows={data}
              id={(user) => user.id}
              footer={
                <Pager
                  count={data.length}
                  noun="user"
                  examined={examined}
                  next={next_cursor}
                  isFirst={cursor === undefined}
                  onNext={(next) => set({ ...rest, cursor: next })}
                  onFirst={() => set(rest)}
                />
              }
            />
          ) : isFiltered ? (
            <EmptyState icon="search" title="Nobody matches" actions={<Button onClick={() => set({})}>Clear filters</Button>}>
              <p>The search looks at the beginning of the e-mail address, the names and the id.</p>
            </EmptyState>
          ) : (
            <NoUsers />
          )
        }
      </Loaded>
      {!isFiltered && cursor === undefined && <Invitations />}
      {isNew !== undefined && <NewUser onClose={() => set(filters, true)} />}
    </Page>
  )
}

function columnsOf(slug: string): Column<User>[] {
  return [
    {
      head: 'User',
      cell: ({ id, name, email }) => (
        <span className="flex min-w-0 items-center gap-3">
          <Avatar name={name ?? email ?? '?'} />
          <span className="min-w-0">
            <Link
              data-row=""
              to="/apps/$slug/users/$userId"
              params={{ slug, userId: id }}
              search={{}}
              className={`${rowLink} block truncate`}
            >
              <bdi>{name ?? email ?? id}</bdi>
            </Link>
            {name !== null && <span className="block truncate text-[13px] text-muted">{email}</span>}
          </span>
        </span>
      ),
    },
    { head: 'Status', className: 'w-32', cell: ({ status }) => <StatusBadge status={status} /> },
    { head: 'Roles', wide: true, className: 'w-48', cell: ({ roles }) => <RoleNames ids={roles} /> },
    {
      head: 'Second factor',
      wide: true,
      className: 'w-36',
      cell: ({ mfa_enabled }) => (mfa_enabled ? 'On' : <span className="text-muted">Off</span>),
    },
    { head: 'Created', wide: true, className: 'w-36', cell: ({ created_at }) => <Time at={created_at} /> },
  ]
}

function NoUsers() {
  const { issuer } = useApplication()
  const code = `curl ${issuer}/api/users \\
  -H "Authorization: Bearer $AERO2_SECRET_KEY" \\
  -H 'content-type: application/json' \\
  -d '{"email": "mia@example.com", "name": "Mia"}'`
  return (
    <EmptyState icon="people" title="Nobody has signed up yet">
      <p>
        People come through <a href={`${issuer}/signup`}>the sign-up page</a>, by an invitation, or over the API:
      </p>
      <CodeBlock code={code} title="cURL" />
    </EmptyState>
  )
}
