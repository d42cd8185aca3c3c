import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { applications, currentSession, reading } from '~/api/queries'
import type { AuditEvent, Page as List, Member, Organization } from '~/api/types'
import { Dot } from '~/features/audit/EventRow'
import { MoreRow } from '~/features/common/MoreRow'
import { usePages } from '~/features/common/pages'
import { Button, buttonClass } from '~/ui/Button'
import { Select } from '~/ui/Field'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { Time } from '~/ui/Time'
import { AREAS, doer, happened, type Names } from './happened'
import { Current, ORGANIZATIONS, useTeam } from './team'

/** What happened in a team, newest first; for its admins. */
export function TeamAudit() {
  const { team: chosen } = useSearch({ from: '/inside/team/audit' })
  const found = useQuery(reading<List<Organization>>(ORGANIZATIONS))
  const all = found.data?.data ?? []
  const current = all.find(({ id }) => id === chosen) ?? all[0]
  if (current !== undefined)
    return (
      <Current key={current.id} value={current}>
        <Happened />
      </Current>
    )
  return (
    <Page title="Team events">
      <Loaded of={found}>
        {() => (
          <EmptyState icon="people" title="You are in no team">
            <p>Make one, or ask an admin of a team to invite you.</p>
          </EmptyState>
        )}
      </Loaded>
    </Page>
  )
}

function Happened() {
  const { id, name, path } = useTeam()
  const { area, cursor } = useSearch({ from: '/inside/team/audit' })
  const navigate = useNavigate()
  const asked = { type: area === undefined ? undefined : `${area}.*`, cursor }
  const { list: found, more } = usePages<AuditEvent>(`${path}/audit`, asked)
  const names = useNames(path, id)
  const go = (area: string | undefined) => void navigate({ to: '/team/audit', search: { team: id, area: area as never } })
  return (
    <Page
      title={`Events of ${name}`}
      sub="Who came, who left, who may do what, and which applications moved."
      actions={
        <Link to="/team" search={{ team: id }} className={buttonClass()}>
          Back to the team
        </Link>
      }
    >
      <div className="max-w-xs">
        <Select label="About" value={area ?? ''} onChange={(event) => go(event.currentTarget.value || undefined)}>
          <option value="">Everything</option>
          {AREAS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </div>
      <Loaded of={found} needs="org:audit:read" rows={6}>
        {({ data, examined, next_cursor }) =>
          data.length === 0 && next_cursor === null ? (
            <EmptyState
              icon="search"
              title={area === undefined ? 'Nothing has happened yet' : 'No event of that kind'}
              actions={area !== undefined && <Button onClick={() => go(undefined)}>Show everything</Button>}
            >
              <p>Events are kept for a year.</p>
            </EmptyState>
          ) : (
            <div className="min-w-0 rounded-xl border border-line bg-raised">
              <ul aria-label="Events">
                {data.map((event) => (
                  <Row key={event.id} event={event} names={names} />
                ))}
              </ul>
              <div className="border-t border-line px-4 py-2.5 text-[13px] text-muted">
                <MoreRow
                  count={data.length}
                  noun="event"
                  examined={examined}
                  more={more}
                  isFirst={cursor === undefined}
                  onFirst={() => go(area)}
                />
              </div>
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}

function Row({ event, names }: { event: AuditEvent; names: Names }) {
  return (
    <li className="flex items-center gap-3 border-line px-4 py-2.5 not-first:border-t">
      <Dot outcome={event.outcome} />
      <p className="min-w-0 flex-1 break-words">
        <bdi className="font-medium">{doer(event, names)}</bdi> {happened(event, names)}
      </p>
      <span className="hidden font-mono text-xs text-muted sm:block">{event.type}</span>
      <span className="w-24 text-end text-xs text-muted max-sm:w-auto">
        <Time at={event.at} />
      </span>
    </li>
  )
}

/** Whoever is in the team is named; of those who left, the team knows no name any more. */
function useNames(path: string, teamId: string): Names {
  const members = useQuery(reading<List<Member>>(`${path}/members?limit=100`)).data?.data
  const own = useQuery(currentSession).data?.user.id
  const known = useQuery(applications).data?.data
  const person = (id: string): string => {
    if (id === own) return 'you'
    const member = members?.find(({ user_id }) => user_id === id)
    return member?.name ?? member?.email ?? 'a former member'
  }
  return { teamId, person, application: (id) => known?.find((one) => one.id === id)?.name ?? `the application ${id}` }
}
