import { fromBase64url } from '~/auth/pkce'

export type Inspected =
  | { header: Record<string, unknown>; claims: Record<string, unknown>; notes: string[] }
  | { problem: string }

const NUMERIC_DATES = ['exp', 'iat', 'nbf', 'auth_time'] as const

/** Reads a JWT without believing it: nothing leaves this page, and no signature is checked. */
export function inspect(token: string, now: number = Date.now() / 1000): Inspected {
  const parts = token.trim().split('.')
  if (parts.length === 5) return { problem: 'This is an encrypted JWT (JWE). Only its receiver can read it.' }
  if (parts.length !== 3) return { problem: 'A JWT has three parts with dots between them.' }
  try {
    const [header, claims] = parts.slice(0, 2).map(decoded)
    if (header === undefined || claims === undefined) return { problem: 'A part is empty.' }
    return { header, claims, notes: notesOn(header, claims, now) }
  } catch {
    return { problem: 'A part is not base64url of JSON.' }
  }
}

function decoded(part: string): Record<string, unknown> {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(part))) as Record<string, unknown>
}

function notesOn(header: Record<string, unknown>, claims: Record<string, unknown>, now: number): string[] {
  const notes: string[] = []
  if (header.alg === 'none') notes.push('alg is none: nobody signed this.')
  if (header.typ === 'at+jwt') notes.push('An access token (RFC 9068).')
  for (const name of NUMERIC_DATES) {
    const value = claims[name]
    if (typeof value === 'number') notes.push(`${name}: ${new Date(value * 1000).toISOString()}`)
  }
  if (typeof claims.exp === 'number' && claims.exp < now) notes.push(`It expired ${Math.round(now - claims.exp)} s ago.`)
  if (typeof claims.nbf === 'number' && claims.nbf > now) notes.push('It is not valid yet.')
  return notes
}
