import { afterEach, expect, test, vi } from 'vitest'
import { proof } from '~/auth/step-up'
import { call } from './client'
import { ApiError, fieldError, isPassing, words } from './error'

const answer = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers })

function server(...answers: (Response | Error)[]) {
  const fetch = vi.fn(async (_path: string, _init: RequestInit) => {
    const next = answers.shift()
    if (next === undefined || next instanceof Error) throw next ?? new Error('asked too often')
    return next
  })
  vi.stubGlobal('fetch', fetch)
  return fetch
}

afterEach(() => vi.unstubAllGlobals())

test('a problem becomes an error with its code, reference and fields', async () => {
  const problem = {
    code: 'validation_error',
    detail: 'No.',
    request_id: 'r1',
    errors: [{ field: 'redirect_uris[0]', code: 'x', detail: 'Use https.' }],
  }
  server(answer(422, problem))
  const error = await call('PATCH', '/api/x', { body: {} }).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ status: 422, code: 'validation_error', requestId: 'r1', message: 'No.' })
  expect(fieldError(error, 'redirect_uris')).toBe('Use https.')
  expect(fieldError(error, 'redirect')).toBeUndefined()
})

test('no answer, a limit and our own fault may pass; a refusal does not', async () => {
  server(
    new TypeError('fetch failed'),
    answer(429, {}, { 'retry-after': '20' }),
    answer(503, {}),
    answer(403, { code: 'forbidden' }),
  )
  const errors = []
  for (let at = 0; at < 4; at += 1) errors.push(await call('GET', '/api/x').catch((error: unknown) => error))
  expect(errors.map(isPassing)).toEqual([true, true, true, false])
  expect(errors[1]).toMatchObject({ retryAfter: 20 })
})

test('a call that needs a fresh proof waits for it, and goes on with the same Idempotency-Key', async () => {
  const fetch = server(answer(403, { code: 'step_up_required' }), answer(201, { id: 'key_1' }))
  const made = call<{ id: string }>('POST', '/api/keys', { body: {} })
  await vi.waitFor(() => expect(proof.isWanted()).toBe(true))
  const { hearProofs, announceProof } = await import('~/auth/step-up')
  const stop = hearProofs()
  announceProof()
  expect(await made).toEqual({ id: 'key_1' })
  stop()
  const keys = fetch.mock.calls.map(([, init]) => new Headers(init.headers).get('idempotency-key'))
  expect(keys[0]).toMatch(/^[\w-]{36}$/)
  expect(keys[1]).toBe(keys[0])
})

test('giving up the proof leaves the refusal', async () => {
  server(answer(403, { code: 'step_up_required', detail: 'Prove it.' }))
  const made = call('DELETE', '/api/keys/1')
  await vi.waitFor(() => expect(proof.isWanted()).toBe(true))
  proof.giveUp()
  await expect(made).rejects.toMatchObject({ code: 'step_up_required' })
})

test('a version goes out as If-Match, and a conflict says what to do', async () => {
  const fetch = server(answer(412, { code: 'version_conflict', detail: 'x' }))
  const error = await call('PATCH', '/api/x', { body: {}, version: 3 }).catch((error: unknown) => error)
  expect(new Headers(fetch.mock.calls[0]?.[1].headers).get('if-match')).toBe('"3"')
  expect(words(error)).toContain('Somebody else')
})
