import type { QueryClient } from '@tanstack/react-query'
import { call } from '~/api/client'
import { keyOf, reading, under } from '~/api/queries'
import type { Client, Page } from '~/api/types'
import type { Framework } from './frameworks'

/** Secrets of clients made here, until the page is left: no call gives them again. */
const secrets = new Map<string, string>()

export function secretOf(clientId: string): string | undefined {
  return secrets.get(clientId)
}

export function clientsOf(appId: string) {
  return reading<Page<Client>>(under(appId, '/clients?limit=100'))
}

/** The client that a framework's guide uses: one of its type that may go to its address. */
export function suiting(clients: Client[], framework: Framework): Client | undefined {
  return clients.find(
    ({ type, redirect_uris, enabled }) => enabled && type === framework.type && redirect_uris.includes(framework.redirectUri),
  )
}

/** Finds that client, or makes it; asked twice at once, it makes one. */
export async function ensureClient(queries: QueryClient, appId: string, framework: Framework): Promise<Client> {
  const known = await queries.fetchQuery(clientsOf(appId))
  const found = suiting(known.data, framework)
  if (found !== undefined) return found
  const body = {
    client_name: `${framework.name} quickstart`,
    type: framework.type,
    redirect_uris: [framework.redirectUri],
    post_logout_redirect_uris: [framework.postLogoutRedirectUri],
  }
  const made = await call<Client>('POST', under(appId, '/clients'), { body })
  if (made.client_secret !== undefined) secrets.set(made.client_id, made.client_secret)
  await queries.invalidateQueries({ queryKey: keyOf(under(appId, '/clients')) })
  return made
}
