import { reading, under, withParams } from '~/api/queries'
import type { Usage } from '~/api/types'

const DAY_MS = 86_400_000

/** What was counted in the last days, today included; from the start of a day, so that the answer can be kept. */
export function countsOf(appId: string, days: number, now: number = Date.now()) {
  const from = new Date(now - (days - 1) * DAY_MS)
  from.setUTCHours(0, 0, 0, 0)
  return reading<Usage>(withParams(under(appId, '/usage'), { from: from.toISOString() }))
}

/** How many of something there were, in all of the days or the last of them. */
export function sum({ series }: Usage, metric: string, days = Number.POSITIVE_INFINITY): number {
  const found = series.filter((one) => one.metric === metric)
  return found.flatMap(({ values }) => values.slice(-days)).reduce((all, value) => all + value, 0)
}
