import { afterEach, expect, test, vi } from 'vitest'
import { call } from '~/api/client'
import type { Settings } from '~/api/types'
import { merged, written } from './settings'

const PATH = '/api/applications/app_1/settings'
const settings = { session_ttl: 600, auth_methods: {}, mfa_methods: {} } as Settings

/** A server with one version of the settings, and what it was asked. */
function server(there: { settings: Settings; version: number }): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', (_path: string, { method, headers, body }: RequestInit) => {
    const match = new Headers(headers).get('if-match')
    asked.push(`${method} ${match ?? '-'}`)
    if (method === 'PATCH' && match !== `"${there.version}"`) {
      return Promise.resolve(Response.json({ code: 'version_conflict', detail: 'x' }, { status: 412 }))
    }
    if (method === 'PATCH') {
      there.settings = merged(there.settings, JSON.parse(String(body)))
      there.version += 1
    }
    return Promise.resolve(Response.json(there.settings, { headers: { etag: `"${there.version}"` } }))
  })
  return asked
}

afterEach(() => vi.unstubAllGlobals())

test('a change is for the version that was read', async () => {
  const there = { settings, version: 4 }
  const asked = server(there)
  await call('GET', PATH)
  await written(PATH, { session_ttl: 900 }, { ...settings, session_ttl: 900 })
  await written(PATH, { session_ttl: 901 }, { ...settings, session_ttl: 901 })
  expect(asked).toEqual(['GET -', 'PATCH "4"', 'PATCH "5"'])
})

test('a version that counted something else loses nothing', async () => {
  const there = { settings, version: 4 }
  server(there)
  await call('GET', PATH)
  there.version = 9
  await written(PATH, { session_ttl: 900 }, { ...settings, session_ttl: 900 })
  expect(there).toEqual({ settings: { ...settings, session_ttl: 900 }, version: 10 })
})

test('what somebody else changed meanwhile is not written over', async () => {
  const there = { settings, version: 4 }
  server(there)
  await call('GET', PATH)
  Object.assign(there, { settings: { ...settings, password_min_length: 64 }, version: 5 })
  await expect(written(PATH, { session_ttl: 900 }, { ...settings, session_ttl: 900 })).rejects.toMatchObject({ status: 412 })
  expect(there.settings.session_ttl).toBe(600)
})
