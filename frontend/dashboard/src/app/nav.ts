import type { IconName } from '~/ui/Icon'

export type Place = { to: string; label: string; words?: string }
export type Group = { label: string; icon: IconName; places: Place[] }

/** The rail of an application: what there is, in the order of a day's work. Paths are below `/apps/$slug`. */
export const GROUPS: Group[] = [
  {
    label: 'Sign-in',
    icon: 'login',
    places: [
      { to: 'sign-in', label: 'Methods', words: 'password passkey code sign-up mfa sms rp id' },
      { to: 'providers', label: 'Identity providers', words: 'google github social oidc' },
      { to: 'branding', label: 'Branding', words: 'logo colour' },
      { to: 'emails', label: 'E-mails', words: 'mail templates' },
    ],
  },
  {
    label: 'People',
    icon: 'people',
    places: [
      { to: 'users', label: 'Users', words: 'people accounts invite' },
      { to: 'roles', label: 'Roles', words: 'permissions matrix' },
    ],
  },
  {
    label: 'Build',
    icon: 'code',
    places: [
      { to: 'quickstart', label: 'Quickstart', words: 'snippet framework' },
      { to: 'clients', label: 'Clients', words: 'oauth client_id redirect' },
      { to: 'keys', label: 'API keys', words: 'secret sk pk' },
      { to: 'tokens', label: 'Token claims', words: 'jwt template custom claims' },
    ],
  },
  {
    label: 'Configure',
    icon: 'sliders',
    places: [
      { to: 'domains', label: 'Domains', words: 'dns custom host' },
      { to: 'security', label: 'Security', words: 'signing keys tokens sessions origins' },
      { to: 'settings', label: 'Settings', words: 'name delete legal' },
    ],
  },
  {
    label: 'Monitor',
    icon: 'pulse',
    places: [
      { to: 'audit', label: 'Audit log', words: 'events history' },
      { to: 'analytics', label: 'Analytics', words: 'charts statistics usage active' },
    ],
  },
]
