import type { Usage } from '~/api/types'

/** Part of a chart: what it is called, how it is drawn, and the type of event behind it. */
export type Part = { name: string; fill: string; values: number[]; type: string | undefined }
export type Chart = { id: string; title: string; sub?: string; parts: Part[]; noun: string; canSum: boolean }

type Wanted = { name: string; fill: string; type?: string; of: (usage: Usage) => number[] }
type Drawn = { id: string; title: string; sub?: string; noun: string; canSum?: boolean; parts: Wanted[]; onlyDays?: boolean }

/** The values of a metric, or of one part of it, added up. */
export function valuesOf(usage: Usage, metric: string, by?: string): number[] {
  const found = usage.series.filter((one) => one.metric === metric && (by === undefined || one.by === by))
  return usage.buckets.map((_, at) => found.reduce((sum, { values }) => sum + (values[at] ?? 0), 0))
}

export const sum = (values: number[]) => values.reduce((all, value) => all + value, 0)

const of = (metric: string, by?: string) => (usage: Usage) => valuesOf(usage, metric, by)

function less(one: (usage: Usage) => number[], other: (usage: Usage) => number[]) {
  return (usage: Usage) => {
    const taken = other(usage)
    return one(usage).map((value, at) => Math.max(0, value - (taken[at] ?? 0)))
  }
}

const SIGNED_IN = 'user.signed_in'
const REFUSED: [string, string, string][] = [
  ['client.authentication_failed', 'Client authentication', 'fill-wrong'],
  ['authorize.denied', 'Authorisation', 'fill-warn'],
  ['mfa.failed', 'Second factor', 'fill-link'],
  ['rate_limit.exceeded', 'Rate limit', 'fill-edge'],
  ['token.reuse_detected', 'Refresh token used twice', 'fill-string'],
  ['token.introspection_denied', 'Introspection', 'fill-good'],
  ['token.too_large', 'Token too large', 'fill-muted'],
  ['tenant.mismatch', 'Another application', 'fill-ink'],
  ['api_key.refused_in_browser', 'Secret key in a browser', 'fill-brand'],
]

const ALL: Drawn[] = [
  {
    id: 'sign-ins',
    title: 'Sign-ins',
    noun: 'sign-ins',
    parts: [
      { name: 'Succeeded', fill: 'fill-link', type: SIGNED_IN, of: of('sign_ins') },
      { name: 'Failed', fill: 'fill-wrong', type: 'user.sign_in_failed', of: of('failed_sign_ins') },
    ],
  },
  {
    id: 'active',
    title: 'Active users',
    sub: 'Who signed in, proved it again or let an app in. Each once a day.',
    noun: 'people',
    canSum: false,
    onlyDays: true,
    parts: [{ name: 'Active users', fill: 'fill-link', type: SIGNED_IN, of: of('active_users') }],
  },
  {
    id: 'methods',
    title: 'Methods',
    sub: 'By what people signed in.',
    noun: 'sign-ins',
    parts: [
      { name: 'Password', fill: 'fill-link', type: SIGNED_IN, of: of('sign_ins', 'password') },
      { name: 'E-mail', fill: 'fill-warn', type: SIGNED_IN, of: of('sign_ins', 'email') },
      { name: 'Passkey', fill: 'fill-good', type: SIGNED_IN, of: of('sign_ins', 'passkey') },
      { name: 'Identity provider', fill: 'fill-edge', type: 'user.federated_sign_in', of: of('sign_ins', 'federation') },
      { name: 'Other', fill: 'fill-muted', type: SIGNED_IN, of: of('sign_ins', 'other') },
    ],
  },
  {
    id: 'factors',
    title: 'Second factors and passkeys',
    sub: 'How well people were recognised. A passkey is two factors by itself.',
    noun: 'sign-ins',
    parts: [
      { name: 'Passkey', fill: 'fill-good', type: SIGNED_IN, of: of('sign_ins', 'passkey') },
      {
        name: 'Two factors',
        fill: 'fill-link',
        type: SIGNED_IN,
        of: less(of('multi_factor_sign_ins'), of('sign_ins', 'passkey')),
      },
      { name: 'One factor', fill: 'fill-edge', type: SIGNED_IN, of: less(of('sign_ins'), of('multi_factor_sign_ins')) },
    ],
  },
  {
    id: 'people',
    title: 'New people',
    noun: 'people',
    parts: [
      { name: 'Signed up', fill: 'fill-link', type: 'user.created', of: of('new_users', 'signup') },
      { name: 'Identity provider', fill: 'fill-edge', type: 'user.created', of: of('new_users', 'federation') },
      { name: 'Invited', fill: 'fill-good', type: 'user.created', of: of('new_users', 'invitation') },
      { name: 'Made by an admin', fill: 'fill-warn', type: 'user.created', of: of('new_users', 'admin') },
      { name: 'Imported', fill: 'fill-muted', type: 'user.created', of: of('new_users', 'import') },
      { name: 'Other', fill: 'fill-ink', type: 'user.created', of: of('new_users', 'other') },
    ],
  },
  {
    id: 'grants',
    title: 'Grants',
    sub: 'What people let apps do, on a page. Tokens follow from it silently.',
    noun: 'grants',
    parts: [
      { name: 'Given', fill: 'fill-link', type: 'grant.created', of: of('grants') },
      { name: 'Ended', fill: 'fill-edge', type: 'grant.revoked', of: of('ended_grants') },
    ],
  },
  {
    id: 'tokens',
    title: 'Tokens',
    sub: 'Access tokens by grant. Told in sums, some minutes late.',
    noun: 'tokens',
    parts: [
      { name: 'For a code', fill: 'fill-link', of: of('tokens', 'authorization_code') },
      { name: 'Refreshed', fill: 'fill-good', of: of('tokens', 'refresh_token') },
      { name: 'For machines', fill: 'fill-warn', of: of('tokens', 'client_credentials') },
    ],
  },
  {
    id: 'token-errors',
    title: 'Errors of the token endpoint',
    sub: 'What clients were answered that had proved who they are.',
    noun: 'errors',
    parts: [
      { name: 'invalid_grant', fill: 'fill-wrong', of: of('token_errors', 'invalid_grant') },
      { name: 'invalid_scope', fill: 'fill-warn', of: of('token_errors', 'invalid_scope') },
      { name: 'invalid_target', fill: 'fill-link', of: of('token_errors', 'invalid_target') },
      { name: 'invalid_request', fill: 'fill-edge', of: of('token_errors', 'invalid_request') },
      { name: 'unauthorized_client', fill: 'fill-string', of: of('token_errors', 'unauthorized_client') },
      { name: 'Other', fill: 'fill-muted', of: of('token_errors', 'other') },
    ],
  },
  {
    id: 'messages',
    title: 'Mails and SMS',
    noun: 'messages',
    parts: [
      { name: 'Mails', fill: 'fill-link', of: of('mails') },
      { name: 'SMS', fill: 'fill-warn', type: 'sms.sent', of: of('sms') },
    ],
  },
  {
    id: 'refusals',
    title: 'Refusals',
    sub: 'What was asked for and not given.',
    noun: 'refusals',
    parts: REFUSED.map(([type, name, fill]) => ({ name, fill, type, of: of('refusals', type) })),
  },
]

/** The charts of what was counted. A part that never happened is left out where others did. */
export function chartsOf(usage: Usage): Chart[] {
  return ALL.filter(({ onlyDays }) => onlyDays !== true || usage.granularity === 'day').map((drawn) => {
    const parts = drawn.parts.map(({ of: read, type, ...part }) => ({ ...part, type, values: read(usage) }))
    const happened = parts.filter(({ values }) => sum(values) > 0)
    const { id, title, sub, noun, canSum = true } = drawn
    const shown = happened.length > 0 ? happened : parts.slice(0, 1)
    return { id, title, noun, canSum, parts: shown, ...(sub === undefined ? {} : { sub }) }
  })
}

/** The same chart of the time before: what it came to. */
export function totalOf(usage: Usage, id: string): number {
  const drawn = ALL.find((one) => one.id === id)
  return drawn === undefined ? 0 : sum(drawn.parts.flatMap((part) => part.of(usage)))
}

/** How much more or less than before, in words; nothing where there was nothing before. */
export function change(now: number, before: number): string | undefined {
  if (before === 0) return undefined
  const percent = Math.round((100 * (now - before)) / before)
  if (percent === 0) return 'as many as'
  return percent > 0 ? `${percent} % more than` : `${-percent} % fewer than`
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A chart as comma-separated values, a line a bar. */
export function csvOf(chart: Chart, buckets: string[]): string {
  const head = ['time', ...chart.parts.map(({ name }) => quoted(name))]
  const lines = buckets.map((at, index) => [at, ...chart.parts.map(({ values }) => String(values[index] ?? 0))])
  return [head, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('')
}
