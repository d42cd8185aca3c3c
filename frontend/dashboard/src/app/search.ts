import * as v from 'valibot'

/** A text in the address; anything else is as if it were not there. */
export const text = v.fallback(v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_048))), undefined)

/** `1`, or not there. */
export const flag = v.fallback(v.optional(v.literal('1')), undefined)

export function oneOf<const T extends readonly string[]>(values: T) {
  return v.fallback(v.optional(v.picklist(values)), undefined)
}

export const USER_STATUSES = ['pending', 'active', 'disabled', 'deletion_scheduled'] as const
export const OUTCOMES = ['success', 'failure', 'denied'] as const

export const FACTORS = ['any', 'none', 'totp', 'passkey', 'sms'] as const

const day = v.fallback(v.optional(v.pipe(v.string(), v.isoDate())), undefined)

/** What the list of users is filtered by and looks like; `job` is the bulk action that is looked at. */
export const userSearch = v.object({
  search: text,
  status: oneOf(USER_STATUSES),
  role: text,
  provider: text,
  factor: oneOf(FACTORS),
  created_after: day,
  created_before: day,
  columns: text,
  density: oneOf(['compact']),
  cursor: text,
  job: text,
  new: flag,
})
export type UserSearch = v.InferOutput<typeof userSearch>

/** What the audit log is filtered by; `event` is the one that is open. */
export const auditSearch = v.object({
  type: text,
  user_id: text,
  actor_id: text,
  outcome: oneOf(OUTCOMES),
  ip: text,
  from: text,
  to: text,
  cursor: text,
  event: text,
})
export type AuditSearch = v.InferOutput<typeof auditSearch>

export const clientSearch = v.object({ cursor: text, new: flag })

export const RANGES = ['24h', '7d', '30d', '90d', 'custom'] as const

/** What is counted over; `from` and `to` are the days of a custom range, and both are in it. */
export const analyticsSearch = v.object({ range: oneOf(RANGES), from: text, to: text })
export type AnalyticsSearch = v.InferOutput<typeof analyticsSearch>
