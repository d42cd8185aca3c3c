import { queryOptions } from '@tanstack/react-query'
import { call } from './client'
import type { Application, Page, SessionAnswer } from './types'

/** The path of an application's own API as this host mounts it. */
export function under(appId: string, path = ''): string {
  return `/api/applications/${appId}${path}`
}

/** A path with those parameters that have a value. */
export function withParams(path: string, params: Record<string, string | number | undefined>): string {
  const said = Object.entries(params).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`
}

/** Whatever a path answers, kept under the path itself. */
export function reading<T>(path: string) {
  return queryOptions({ queryKey: keyOf(path), queryFn: ({ signal }) => call<T>('GET', path, { signal }) })
}

/** `['/api/applications/app_1/users', '?status=active']`: what is written to a path makes every list below it stale. */
export function keyOf(path: string): string[] {
  const [base = '', query] = path.split('?')
  const parts = base.split('/').filter(Boolean)
  return query === undefined ? parts : [...parts, `?${query}`]
}

export const applications = reading<Page<Application>>('/api/applications')

export const currentSession = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => call<SessionAnswer>('GET', '/api/auth/session', { signal }),
  staleTime: 60_000,
  retry: false,
})
