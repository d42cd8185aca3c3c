export type Preset = { id: string; name: string; from: string; isApple: boolean }

/** Providers whose endpoints Aero2 knows: only an id and a secret are needed. `from` is where those are made. */
export const PRESETS: Preset[] = [
  { id: 'google', name: 'Google', from: 'https://console.cloud.google.com/apis/credentials', isApple: false },
  { id: 'github', name: 'GitHub', from: 'https://github.com/settings/developers', isApple: false },
  { id: 'apple', name: 'Apple', from: 'https://developer.apple.com/account/resources/identifiers/list/serviceId', isApple: true },
  { id: 'microsoft', name: 'Microsoft', from: 'https://entra.microsoft.com/', isApple: false },
  { id: 'gitlab', name: 'GitLab', from: 'https://gitlab.com/-/user_settings/applications', isApple: false },
  { id: 'discord', name: 'Discord', from: 'https://discord.com/developers/applications', isApple: false },
  { id: 'linkedin', name: 'LinkedIn', from: 'https://www.linkedin.com/developers/apps', isApple: false },
]

export type Choice = { kind: 'preset'; preset: Preset } | { kind: 'oidc' } | { kind: 'oauth2' }
