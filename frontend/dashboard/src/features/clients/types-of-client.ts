import type { ClientType } from '~/api/types'

type About = { name: string; about: string; isPublic: boolean; redirects: boolean; example: string }

export const CLIENT_TYPES: Record<ClientType, About> = {
  web: {
    name: 'Web server',
    about: 'Rendered on a server that keeps a secret: Next.js, Express, Rails, Django',
    isPublic: false,
    redirects: true,
    example: 'http://localhost:3000/callback',
  },
  spa: {
    name: 'Single-page app',
    about: 'Runs in the browser: React, Vue, Angular. Code with PKCE, no secret',
    isPublic: true,
    redirects: true,
    example: 'http://localhost:5173/',
  },
  native: {
    name: 'Native app',
    about: 'On a phone, a desk or a terminal. Code with PKCE, no secret',
    isPublic: true,
    redirects: true,
    example: 'com.example.app:/callback',
  },
  machine: {
    name: 'Machine',
    about: 'A service that acts for itself: client_credentials, nobody signs in',
    isPublic: false,
    redirects: false,
    example: '',
  },
}

/** One a line, without what is empty. */
export function lines(text: FormDataEntryValue | null): string[] {
  return String(text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
