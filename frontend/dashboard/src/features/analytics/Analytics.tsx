import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { reading, under, withParams } from '~/api/queries'
import type { Adoption, Usage } from '~/api/types'
import type { AnalyticsSearch } from '~/app/search'
import { useApplication } from '~/features/common/application'
import { Inspect } from '~/features/common/Inspect'
import { Page } from '~/ui/Page'
import { EmptyState, Loaded } from '~/ui/states'
import { Time } from '~/ui/Time'
import { ChartCard } from './ChartCard'
import { chartsOf, sum } from './charts'
import { RangePicker } from './RangePicker'
import { type Range, rangeOf } from './range'

const route = getRouteApi('/inside/apps/$slug/analytics')

export function Analytics() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  // What is asked stays the same while the page is open: a minute later it would be another question.
  const [now] = useState(Date.now)
  const range = rangeOf(search, now)
  const set = (next: AnalyticsSearch) => void navigate({ search: next })
  const isRange = typeof range !== 'string'
  return (
    <Page
      title="Analytics"
      sub="What happened, by hours and days in UTC. A bar leads to the events behind it."
      wide
      actions={isRange && <Call range={range} />}
    >
      <RangePicker search={search} onChange={set} problem={isRange ? undefined : range} />
      {isRange && <Charts range={range} />}
    </Page>
  )
}

function usageOf(id: string, { granularity }: Range, from: string, to: string | undefined) {
  return reading<Usage>(withParams(under(id, '/usage'), { granularity, from, to }))
}

function Call({ range }: { range: Range }) {
  const { id } = useApplication()
  const { granularity, from, to } = range
  const { data } = useQuery(usageOf(id, range, from, to))
  return <Inspect path={withParams('/api/applications/usage', { granularity, from, to })} value={data} />
}

function Charts({ range }: { range: Range }) {
  const { id, slug } = useApplication()
  const found = useQuery({ ...usageOf(id, range, range.from, range.to), placeholderData: (before) => before })
  const before = useQuery(usageOf(id, range, range.before.from, range.before.to))
  return (
    <Loaded of={found} needs="apps:read" rows={10}>
      {(usage) =>
        usage.series.every(({ values }) => sum(values) === 0) ? (
          <EmptyState icon="pulse" title="Nothing was counted in this range">
            <p>The first sign-in appears here a moment after it happens. Take a longer range to see older ones.</p>
          </EmptyState>
        ) : (
          <div className="grid gap-4" aria-busy={found.isPlaceholderData || undefined}>
            <Facts usage={usage} />
            <div className="grid min-w-0 gap-4 lg:grid-cols-2">
              {chartsOf(usage).map((chart) => (
                <ChartCard key={chart.id} chart={chart} usage={usage} before={before.data} range={range} slug={slug} />
              ))}
            </div>
          </div>
        )
      }
    </Loaded>
  )
}

const MONTH = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** As of when, the month's people, and how many have a second factor now. */
function Facts({ usage }: { usage: Usage }) {
  const { id } = useApplication()
  const adoption = useQuery(reading<Adoption>(under(id, '/adoption'))).data
  const month = usage.months.at(-1)
  const share = (some: number, all: number) => (all === 0 ? 0 : Math.round((100 * some) / all))
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1 text-[13px] text-muted">
      <li>
        Counted as of <Time at={usage.as_of} none="never" />
      </li>
      {month !== undefined && (
        <li>
          <strong className="font-semibold text-ink">{month.active_users.toLocaleString('en')}</strong> active in{' '}
          {MONTH.format(new Date(`${month.month}-01T00:00:00Z`))}
        </li>
      )}
      {adoption !== undefined && adoption.users > 0 && (
        <li>
          Of <strong className="font-semibold text-ink">{adoption.users.toLocaleString('en')}</strong>{' '}
          {adoption.users === 1 ? 'user' : 'users'}, {share(adoption.any, adoption.users)} % have a second factor and{' '}
          {share(adoption.passkey, adoption.users)} % a passkey, as of <Time at={adoption.as_of} none="never" />
        </li>
      )}
    </ul>
  )
}
