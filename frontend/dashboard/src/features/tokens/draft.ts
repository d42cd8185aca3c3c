import { ApiError } from '~/api/error'
import type { JwtTemplateTarget } from '~/api/types'

/** What the editor holds: the claims are the text that was typed, JSON or not yet. */
export type Draft = { name: string; targets: JwtTemplateTarget[]; clientId: string; text: string }
type Saved = { name: string; targets: JwtTemplateTarget[]; client_id: string | null; claims: Record<string, unknown> }

export const TARGETS: { id: JwtTemplateTarget; label: string; hint: string }[] = [
  { id: 'access', label: 'Access tokens', hint: 'Every API the token is sent to reads it. Machines’ tokens too.' },
  { id: 'id', label: 'ID tokens', hint: 'The client alone reads it.' },
  { id: 'userinfo', label: 'UserInfo', hint: 'Told when the client asks.' },
]

export const targetName = (target: JwtTemplateTarget) => TARGETS.find(({ id }) => id === target)?.label ?? target

/** A new template says something that works for everybody. */
export const FIRST: Draft = {
  name: '',
  targets: ['id'],
  clientId: '',
  text: JSON.stringify({ plan: 'free', language: '{{user.locale}}', roles_here: '{{user.roles}}' }, null, 2),
}

export function draftOf({ name, targets, client_id, claims }: Saved): Draft {
  return { name, targets, clientId: client_id ?? '', text: JSON.stringify(claims, null, 2) }
}

/** The claims that a text is, or what keeps it from being some. */
export function read(text: string): { claims: Record<string, unknown> } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `This is no JSON yet. ${error instanceof Error ? error.message : ''}`.trim() }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problem: 'Claims are an object: names in quotes, each with a value.' }
  }
  return { claims: value as Record<string, unknown> }
}

/** A draft as the API takes it; `undefined` while its text is no JSON. */
export function bodyOf({ name, targets, clientId, text }: Draft) {
  const found = read(text)
  if ('problem' in found) return undefined
  return { name, targets, client_id: clientId === '' ? null : clientId, claims: found.claims }
}

/** What the server says about claims: the place, and what is wrong there. */
export function claimProblems(error: unknown): { at: string; detail: string }[] {
  if (!(error instanceof ApiError)) return []
  return error.fields.flatMap(({ field, detail }) =>
    field === 'claims' || field.startsWith('claims.') ? [{ at: field.replace(/^claims\.?/, ''), detail }] : [],
  )
}

/** A text with a placeholder where the cursor is: with its quotes, unless it stands between two already. */
export function withPlaceholder(text: string, at: number, name: string): { text: string; at: number } {
  const isQuoted = text[at - 1] === '"' && text[at] === '"'
  const put = isQuoted ? `{{${name}}}` : `"{{${name}}}"`
  return { text: text.slice(0, at) + put + text.slice(at), at: at + put.length }
}
