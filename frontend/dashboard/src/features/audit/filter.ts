import type { AuditSearch } from '~/app/search'
import { AREAS, TYPES } from './sentence'

/** What somebody typed into the one filter field: a type, a wildcard, an id or an address. */
export function understood(typed: string): Partial<AuditSearch> | undefined {
  const text = typed.trim()
  if (text === '') return undefined
  if (/^usr_/.test(text)) return { user_id: text }
  if (/^(key|cli|evt)_/.test(text)) return text.startsWith('evt_') ? { event: text } : { actor_id: text }
  if (/^[\da-f]*[.:][\da-f.:]+$/i.test(text)) return { ip: text }
  if (TYPES.includes(text)) return { type: text }
  const area = text.replace(/\.?\*?$/, '')
  if (AREAS.includes(area)) return { type: `${area}.*` }
  if (/^[a-z_]+(\.[a-z_]*)?\*$/.test(text)) return { type: text }
  return undefined
}

/** The ranges that are offered, in hours. */
export const RANGES: [string, number][] = [
  ['Last hour', 1],
  ['Last 24 hours', 24],
  ['Last 7 days', 24 * 7],
  ['Last 30 days', 24 * 30],
]

/** What the list is asked with: the open event is no filter. */
export function askedOf({ event: _open, ...filters }: AuditSearch): Omit<AuditSearch, 'event'> {
  return filters
}
