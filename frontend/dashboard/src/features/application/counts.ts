import { reading, under, withParams } from '~/api/queries'
import type { EventCounts } from '~/api/types'

const DAY_MS = 86_400_000

/** The counts of the last days by type; from the start of a day, so that the answer can be kept. */
export function countsOf(appId: string, days: number, now: number = Date.now()) {
  const from = new Date(now - days * DAY_MS)
  from.setUTCHours(0, 0, 0, 0)
  return reading<EventCounts>(withParams(under(appId, '/audit/events'), { from: from.toISOString() }))
}

/** How many of some types there were. */
export function sum({ data }: EventCounts, ...types: string[]): number {
  return data.filter(({ type }) => types.includes(type)).reduce((all, { count }) => all + count, 0)
}

export const SIGN_INS = ['user.signed_in', 'user.federated_sign_in']
