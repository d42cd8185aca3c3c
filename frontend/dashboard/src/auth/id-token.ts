import { fromBase64url } from './pkce'

export type Expected = { issuer: string; clientId: string; nonce: string; now: number }

/** Seconds that two clocks may differ. */
const TOLERANCE = 60

/** What a JWT says, unverified. */
export function claimsOf(jwt: string): Record<string, unknown> {
  const [, payload = ''] = jwt.split('.')
  return JSON.parse(new TextDecoder().decode(fromBase64url(payload))) as Record<string, unknown>
}

/**
 * What is wrong with an ID token that came straight from the token endpoint (OpenID Connect Core 3.1.3.7: over TLS the signature need not be checked),
 * or `undefined`.
 */
export function problemOf(idToken: string, expected: Expected): string | undefined {
  const claims = claimsOf(idToken)
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud]
  if (claims.iss !== expected.issuer) return 'The ID token is of another issuer.'
  if (audience.length !== 1 || audience[0] !== expected.clientId) return 'The ID token is for another client.'
  if (claims.nonce !== expected.nonce) return 'The ID token is of another sign-in.'
  if (typeof claims.exp !== 'number' || claims.exp + TOLERANCE < expected.now) return 'The ID token has expired.'
  return undefined
}
