import { queryOptions } from '@tanstack/react-query'
import { call } from '~/api/client'

/** A mail of the laptop's outbox (docs/local.md). */
export type Mail = { to: string; subject: string; text: string; html: string; at: string }

/** Only the local process has it; deployed, nothing is asked and nothing is shown. */
const isLocal = location.hostname === 'dashboard.localhost'

export const mails = queryOptions({
  queryKey: ['local', 'mail'],
  queryFn: ({ signal }) => call<Mail[]>('GET', '/_local/mail', { signal }),
  enabled: isLocal,
  retry: false,
  staleTime: Number.POSITIVE_INFINITY,
})

/** The code that a mail is about: its own line, as every mail writes it. */
export function codeOf(text: string): string | undefined {
  return /^\s*(\d{6})\s*$/m.exec(text)?.[1]
}

/** The addresses that a mail leads to, each once; nothing else than web addresses is a link. */
export function linksOf(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"]+/g) ?? []
  return [...new Set(found.map((link) => link.replace(/[.,;)]+$/, '')))]
}
