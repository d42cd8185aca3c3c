import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { words } from '~/api/error'
import { under, withParams } from '~/api/queries'
import type { User } from '~/api/types'
import type { UserSearch } from '~/app/search'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { MoreRow } from '~/features/common/MoreRow'
import { usePages } from '~/features/common/pages'
import { Button } from '~/ui/Button'
import { CodeBlock } from '~/ui/Code'
import { Menu, MenuItem } from '~/ui/Menu'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { Table } from '~/ui/Table'
import { toast } from '~/ui/toast'
import { askedOf, csvOf, filtersOf, isFiltered } from './asked'
import { type Begun, BulkBar, useBulk } from './BulkBar'
import { chosenColumns, columnsOf } from './columns'
import { Filters } from './Filters'
import { Invitations } from './Invitations'
import { JobProgress } from './JobProgress'
import { NewUser } from './NewUser'
import { useRoles } from './roles'
import { download } from './save-file'
import { ViewDialog } from './ViewDialog'

const route = getRouteApi('/inside/apps/$slug/users')

export function UserList() {
  const { id, slug } = useApplication()
  const { new: isNew, ...search } = route.useSearch()
  const navigate = route.useNavigate()
  const [isViewing, setViewing] = useState(false)
  const [picked, setPicked] = useState<ReadonlyMap<string, User>>(new Map())
  const [begun, setBegun] = useState<Begun>()
  const filters = filtersOf(search)
  const asked = askedOf(filters)
  const path = withParams('/users', { ...asked, cursor: search.cursor, limit: 50 })
  const { list: found, more } = usePages<User>(under(id, '/users'), { ...asked, cursor: search.cursor })
  const set = (next: UserSearch, replace = false) => void navigate({ search: next, replace })
  const { cursor: _at, ...first } = search
  /** What is filtered anew begins at its beginning, and nobody is selected who may not be shown. */
  const refilter = (next: UserSearch, replace = false) => {
    setPicked(new Map())
    set({ ...next, cursor: undefined }, replace)
  }
  const follow = (next: Begun) => {
    setPicked(new Map())
    setBegun(next)
    set({ ...search, job: next.job.id }, true)
  }
  const takeBack = useBulk(follow)
  const shown = found.data?.data ?? []
  const pick = (ids: string[], isOn: boolean) => {
    const next = new Map(picked)
    const meant = new Set(ids)
    for (const user of shown.filter((one) => meant.has(one.id))) {
      if (isOn) next.set(user.id, user)
      else next.delete(user.id)
    }
    setPicked(next)
  }
  const undo = begun?.job.id === search.job ? begun?.undo : undefined
  const isCompact = search.density === 'compact'
  const roles = useRoles().data?.data ?? []
  const picking = { picked: new Set(picked.keys()), pick, shown }
  const columns = columnsOf({ slug, names: chosenColumns(search.columns), compact: isCompact, roles }, picking)
  return (
    <Page
      title="Users"
      sub={filters.provider === undefined ? 'Everybody who can sign in, newest first.' : 'Those who linked it last, first.'}
      wide
      actions={
        <>
          <Inspect path={`/api${path}`} value={found.data?.first} />
          <SaveMenu users={shown} />
          <Button icon="sliders" onClick={() => setViewing(true)}>
            View
          </Button>
          <Button variant="primary" icon="plus" onClick={() => set({ ...search, new: '1' })}>
            New user
          </Button>
        </>
      }
    >
      <Filters search={first} onChange={refilter} />
      {search.job !== undefined && (
        <JobProgress
          key={search.job}
          jobId={search.job}
          onUndo={undo && (() => takeBack.mutate({ wish: undo }, { onError: (error) => toast(words(error)) }))}
          onClose={() => set({ ...search, job: undefined }, true)}
        />
      )}
      <Loaded of={found} needs="users:read" rows={8}>
        {({ data, next_cursor, examined, filtered_after_reading }) =>
          data.length > 0 || search.cursor !== undefined || next_cursor !== null ? (
            <Table
              label="Users"
              columns={columns}
              rows={data}
              id={(user) => user.id}
              compact={isCompact}
              isFixed
              hasMore={more.isThere}
              footer={
                <MoreRow
                  count={data.length}
                  noun="user"
                  examined={examined}
                  filteredAfter={filtered_after_reading}
                  more={more}
                  isFirst={search.cursor === undefined}
                  onFirst={() => set(first)}
                />
              }
            />
          ) : isFiltered(filters) ? (
            <EmptyState
              icon="search"
              title="Nobody matches"
              actions={<Button onClick={() => refilter({})}>Clear filters</Button>}
            >
              <p>The search looks at the beginning of the e-mail address, the name and the id.</p>
            </EmptyState>
          ) : (
            <NoUsers />
          )
        }
      </Loaded>
      {picked.size > 0 && (
        <BulkBar
          picked={[...picked.values()]}
          filter={isFiltered(filters) ? asked : undefined}
          onBegun={follow}
          onClear={() => setPicked(new Map())}
        />
      )}
      {/* Below a list that goes on by itself nobody gets there. */}
      {!isFiltered(filters) && search.cursor === undefined && !more.isGoing && <Invitations />}
      {isViewing && <ViewDialog slug={slug} search={search} onChange={refilter} onClose={() => setViewing(false)} />}
      {isNew !== undefined && <NewUser onClose={() => set(search, true)} />}
    </Page>
  )
}

/** What is listed, as a file. Everybody of an application comes out by an export, page by page. */
function SaveMenu({ users }: { users: User[] }) {
  const roles = useRoles().data?.data ?? []
  const nameOf = (id: string) => roles.find((role) => role.id === id)?.name ?? id
  return (
    <Menu label="Export" name="Export what is listed">
      <MenuItem disabled={users.length === 0} onClick={() => download('users.csv', 'text/csv', csvOf(users, nameOf))}>
        This page as CSV
      </MenuItem>
      <MenuItem
        disabled={users.length === 0}
        onClick={() => download('users.json', 'application/json', `${JSON.stringify(users, undefined, 2)}\n`)}
      >
        This page as JSON
      </MenuItem>
    </Menu>
  )
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
