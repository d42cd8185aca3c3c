import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { under, withParams } from '~/api/queries'
import type { AuditEvent } from '~/api/types'
import type { AuditSearch } from '~/app/search'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { MoreRow } from '~/features/common/MoreRow'
import { usePages } from '~/features/common/pages'
import { Button } from '~/ui/Button'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { AuditFilters } from './AuditFilters'
import { EventDrawer } from './EventDrawer'
import { EventList } from './EventList'
import { askedOf } from './filter'

const route = getRouteApi('/inside/apps/$slug/audit')
const EVERY_MS = 2_000

export function AuditLog() {
  const { id, slug } = useApplication()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [isLive, setLive] = useState(false)
  const asked = askedOf(search)
  const path = withParams('/audit', { ...asked, limit: 50 })
  const isFirst = asked.cursor === undefined
  const { list: found, more } = usePages<AuditEvent>(under(id, '/audit'), asked, isLive && isFirst ? EVERY_MS : false)
  const set = (next: AuditSearch) => void navigate({ search: next })
  const { cursor: _cursor, ...filters } = asked
  const isFiltered = Object.values(filters).some((value) => value !== undefined)
  return (
    <Page
      title="Audit log"
      sub="What people, developers and Aero2 did, newest first."
      wide
      actions={
        <>
          <Inspect path={`/api${path}`} value={found.data?.first} />
          <Button icon={isLive ? 'pause' : 'play'} aria-pressed={isLive} onClick={() => setLive(!isLive)}>
            {isLive ? 'Pause' : 'Live'}
          </Button>
        </>
      }
    >
      <AuditFilters search={filters} onChange={set} />
      <Loaded of={found} needs="audit:read" rows={10}>
        {({ data, next_cursor, examined }) =>
          data.length === 0 && isFirst && next_cursor === null ? (
            <EmptyState
              icon={isFiltered ? 'search' : 'pulse'}
              title={isFiltered ? 'No event matches' : 'Nothing has happened yet'}
              actions={isFiltered && <Button onClick={() => set({})}>Clear filters</Button>}
            >
              <p>{isFiltered ? 'Widen the range, or take a filter off.' : 'The first sign-in appears here as it happens.'}</p>
            </EmptyState>
          ) : (
            <div className="min-w-0 rounded-xl border border-line bg-raised">
              <EventList events={data} slug={slug} open={search.event} hasMore={more.isThere} />
              <div className="border-t border-line px-4 py-2.5 text-[13px] text-muted">
                <MoreRow
                  count={data.length}
                  noun="event"
                  examined={examined}
                  more={more}
                  isFirst={isFirst}
                  onFirst={() => set(filters)}
                />
              </div>
            </div>
          )
        }
      </Loaded>
      {search.event !== undefined && (
        <EventDrawer eventId={search.event} onClose={() => set(asked)} onFilter={(filter) => set({ ...filters, ...filter })} />
      )}
    </Page>
  )
}
