import type { User } from '~/api/types'
import type { UserSearch } from '~/app/search'

/** What filters, without what the page looks like or where it is. */
export type UserFilters = Omit<UserSearch, 'columns' | 'density' | 'cursor' | 'job' | 'new'>

export function filtersOf({ columns: _c, density: _d, cursor: _at, job: _j, new: _n, ...filters }: UserSearch): UserFilters {
  return filters
}

export function isFiltered(filters: UserFilters): boolean {
  return Object.values(filters).some((value) => value !== undefined)
}

const DAY_MS = 86_400_000

/** The filters as the API has them: days of the address are whole days of UTC, the last one included. */
export function askedOf({ created_after, created_before, ...rest }: UserFilters): Record<string, string> {
  const asked: Record<string, string | undefined> = {
    ...rest,
    created_after: created_after && `${created_after}T00:00:00Z`,
    created_before: created_before && new Date(Date.parse(`${created_before}T00:00:00Z`) + DAY_MS).toISOString(),
  }
  return Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** A text that a spreadsheet takes for what it is, not for a formula (CSV injection). */
function cell(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

const FIELDS = ['id', 'email', 'email_verified', 'name', 'status', 'roles', 'mfa_enabled', 'external_id', 'created_at'] as const

/** The users of a page as a table for spreadsheets (RFC 4180); roles by their names. */
export function csvOf(users: User[], nameOf: (role: string) => string): string {
  const line = (user: User) =>
    FIELDS.map((field) => {
      const value = user[field]
      return cell(Array.isArray(value) ? value.map(nameOf).join(' ') : String(value ?? ''))
    }).join(',')
  return `${[FIELDS.join(','), ...users.map(line)].join('\r\n')}\r\n`
}
