import { proveAgain } from '~/auth/step-up'
import { ApiError, type Problem } from './error'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Options = { body?: unknown; version?: number; key?: string; signal?: AbortSignal }

/** The `ETag` of what was read last at a path. */
const versions = new Map<string, number>()

export function versionOf(path: string): { version?: number } {
  const version = versions.get(path)
  return version === undefined ? {} : { version }
}

/** What an answer without content is. */
const NOTHING = 204

async function once(method: Method, path: string, { body, version, key, signal }: Options): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' })
  const isFile = body instanceof Blob
  if (body !== undefined) headers.set('content-type', isFile ? body.type : 'application/json')
  if (version !== undefined) headers.set('if-match', `"${version}"`)
  if (key !== undefined) headers.set('idempotency-key', key)
  const init: RequestInit = { method, headers, credentials: 'same-origin', signal: signal ?? null }
  if (body !== undefined) init.body = isFile ? body : JSON.stringify(body)
  return fetch(path, init).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ApiError({ status: 0, code: 'network', detail: 'There was no answer. Check the connection, then try again.' })
  })
}

/** One call of the API, authorised by the session cookie of this host; repeated once where a person had to prove themself first. */
export async function call<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  // A repeated POST makes nothing twice: it carries the key of the first one.
  const sent: Options = method === 'POST' ? { key: crypto.randomUUID(), ...options } : options
  let answer = await once(method, path, sent)
  if (answer.status === 403 && (await problem(answer.clone())).code === 'step_up_required' && (await proveAgain())) {
    answer = await once(method, path, sent)
  }
  if (!answer.ok) throw new ApiError(await problem(answer))
  const tag = /^"(\d+)"$/.exec(answer.headers.get('etag') ?? '')?.[1]
  if (tag !== undefined) versions.set(path, Number(tag))
  return (answer.status === NOTHING ? undefined : await answer.json()) as T
}

async function problem(answer: Response): Promise<Problem> {
  const said = (await answer.json().catch(() => ({}))) as Partial<Problem>
  const unknown = { code: 'unknown', detail: `The server answered ${answer.status}.` }
  return { ...unknown, ...said, status: answer.status, retryAfter: Number(answer.headers.get('retry-after')) || undefined }
}
