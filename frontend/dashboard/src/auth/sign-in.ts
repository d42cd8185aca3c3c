import { CALLBACK, CLIENT_ID, SCOPE } from './client'
import { problemOf } from './id-token'
import { challengeOf, random } from './pkce'

type Pending = { verifier: string; state: string; nonce: string; returnTo: string }

const PLACE = 'aero2-sign-in'
const redirectUri = () => `${location.origin}${CALLBACK}`

/** Where to go after a sign-in: a path of ours, nothing else. */
export function safeReturn(path: string | undefined): string {
  return path?.startsWith('/') && !path.startsWith('//') && !path.startsWith('/\\') && !path.startsWith(CALLBACK) ? path : '/apps'
}

/** Leaves for the hosted sign-in page (RFC 6749 section 4.1 with PKCE). */
export async function startSignIn(returnTo: string): Promise<void> {
  const pending: Pending = { verifier: random(), state: random(), nonce: random(), returnTo: safeReturn(returnTo) }
  sessionStorage.setItem(PLACE, JSON.stringify(pending))
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: CLIENT_ID,
    redirect_uri: redirectUri(),
    scope: SCOPE,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
  })
  location.assign(`/oauth2/authorize?${query}`)
}

/** Comes back with the answer, and says where the person was going. The tokens are thrown away: the session cookie of this host is the credential. */
export async function finishSignIn(query: URLSearchParams): Promise<string> {
  const pending = taken()
  if (pending === undefined) throw new Error('This sign-in was begun in another tab, or is finished already.')
  if (query.get('state') !== pending.state) throw new Error('The answer belongs to another sign-in.')
  if (query.get('iss') !== location.origin) throw new Error('The answer is of another issuer.')
  const refused = query.get('error')
  if (refused !== null) throw new Error(query.get('error_description') ?? `The sign-in ended with ${refused}.`)
  const idToken = await exchange(query.get('code') ?? '', pending.verifier)
  const expected = { issuer: location.origin, clientId: CLIENT_ID, nonce: pending.nonce, now: Date.now() / 1000 }
  const problem = problemOf(idToken, expected)
  if (problem !== undefined) throw new Error(problem)
  return pending.returnTo
}

function taken(): Pending | undefined {
  const kept = sessionStorage.getItem(PLACE)
  sessionStorage.removeItem(PLACE)
  return kept === null ? undefined : (JSON.parse(kept) as Pending)
}

async function exchange(code: string, verifier: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri(),
    client_id: CLIENT_ID,
    code_verifier: verifier,
  })
  const answer = await fetch('/oauth2/token', { method: 'POST', body })
  const said = (await answer.json()) as { id_token?: string; error_description?: string }
  if (!answer.ok || said.id_token === undefined) throw new Error(said.error_description ?? 'The code was refused.')
  return said.id_token
}
