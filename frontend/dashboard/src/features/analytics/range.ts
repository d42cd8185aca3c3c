import type { AnalyticsSearch, RANGES } from '~/app/search'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** The longest range that the server counts over, in days. */
const MOST_DAYS = 366
/** Up to so many days, hours are shown. */
const HOURLY_DAYS = 3

export type RangeName = (typeof RANGES)[number]

export const RANGE_NAMES: Record<RangeName, string> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  custom: 'Custom',
}

export type Range = {
  name: RangeName
  granularity: 'hour' | 'day'
  from: string
  /** Nothing from then on; left out where it is now. */
  to: string | undefined
  /** As long, just before. */
  before: { from: string; to: string }
  /** "7 days" */
  length: string
}

const iso = (at: number) => new Date(at).toISOString()
const floor = (at: number, step: number) => Math.floor(at / step) * step

function range(name: RangeName, granularity: 'hour' | 'day', from: number, to: number, isNow: boolean): Range {
  const span = to - from
  const days = Math.round(span / DAY_MS)
  return {
    name,
    granularity,
    from: iso(from),
    to: isNow ? undefined : iso(to),
    before: { from: iso(from - span), to: iso(from) },
    length: name === 'custom' ? `${days} day${days === 1 ? '' : 's'}` : RANGE_NAMES[name],
  }
}

const PRESETS: Record<Exclude<RangeName, 'custom'>, number> = { '24h': 1, '7d': 7, '30d': 30, '90d': 90 }

/** A day as an address says it: `2026-11-28`. */
function dayOf(said: string | undefined): number | undefined {
  if (said === undefined || !/^\d{4}-\d\d-\d\d$/.test(said)) return undefined
  const at = Date.parse(`${said}T00:00:00Z`)
  return Number.isNaN(at) || !iso(at).startsWith(said) ? undefined : at
}

/** The range of an address, or what is wrong with its two days. */
export function rangeOf(search: AnalyticsSearch, now: number): Range | string {
  const name = search.range ?? '7d'
  if (name !== 'custom') {
    const step = name === '24h' ? HOUR_MS : DAY_MS
    const to = floor(now, step) + step
    return range(name, name === '24h' ? 'hour' : 'day', to - PRESETS[name] * DAY_MS, to, true)
  }
  const from = dayOf(search.from)
  const last = dayOf(search.to)
  if (from === undefined || last === undefined) return 'Choose the first and the last day.'
  const days = (last - from) / DAY_MS + 1
  if (days < 1) return 'The first day is after the last.'
  if (days > MOST_DAYS) return `At most ${MOST_DAYS} days can be counted over.`
  return range('custom', days <= HOURLY_DAYS ? 'hour' : 'day', from, last + DAY_MS, false)
}

/** When what began at `at` ends. */
export function endOf(at: string, granularity: 'hour' | 'day'): string {
  return iso(Date.parse(at) + (granularity === 'hour' ? HOUR_MS : DAY_MS))
}

const HOUR_NAME = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})
const DAY_NAME = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

export function nameOf(at: string, granularity: 'hour' | 'day'): string {
  return (granularity === 'hour' ? HOUR_NAME : DAY_NAME).format(new Date(at))
}
