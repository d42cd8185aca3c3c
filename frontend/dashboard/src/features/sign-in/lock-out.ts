import type { Settings } from '~/api/types'
import { offersSms, smsWarnings } from './sms'

export type Method = keyof Settings['auth_methods']

/** What a setting may not become, before the server has to refuse it. */
export function refusal(settings: Settings, method: Method, enabledProviders: number): string | undefined {
  if (!settings.auth_methods[method]) return undefined
  const left = waysIn({ ...settings.auth_methods, [method]: false }, enabledProviders)
  return left.length === 0 ? 'This is the only way to sign in. Turn another one on first.' : undefined
}

/** By which methods somebody can get in from nothing: a passkey comes after another one, a provider has to be there. */
export function waysIn(methods: Settings['auth_methods'], enabledProviders: number): Method[] {
  const all: Method[] = ['password', 'email_code', 'magic_link', 'social']
  return all.filter((method) => methods[method] && (method !== 'social' || enabledProviders > 0))
}

/** What is allowed and still hurts somebody. */
export function warnings(settings: Settings, enabledProviders: number): string[] {
  const { auth_methods, signup_mode, signup_allowed_domains, signup_blocked_domains } = settings
  const found: string[] = []
  if (auth_methods.social && enabledProviders === 0) found.push('No identity provider is enabled, so no button of one is shown.')
  const ways = waysIn(auth_methods, enabledProviders)
  if (ways.length === 1 && ways[0] === 'social')
    found.push('People can sign in through identity providers only. When one fails, they are locked out.')
  if (!auth_methods.email_code && !auth_methods.magic_link && !auth_methods.password) {
    found.push('Nobody can recover an account by mail: there is neither a password nor a code.')
  }
  const factors = factorWarning(settings)
  if (factors !== undefined) found.push(factors)
  found.push(...smsWarnings(settings))
  if (signup_mode === 'restricted' && signup_allowed_domains.length === 0) {
    found.push('Sign-up is for listed domains only, and none is listed: nobody can sign up.')
  }
  const both = signup_allowed_domains.filter((domain) => signup_blocked_domains.includes(domain))
  if (both.length > 0) found.push(`${both.join(', ')} is both allowed and blocked; the block wins.`)
  return found
}

/** Where everybody needs a second factor, whom the enabled ones leave outside. */
function factorWarning(settings: Settings): string | undefined {
  const { auth_methods, mfa_policy, mfa_methods } = settings
  if (mfa_policy !== 'required' || mfa_methods.totp) return undefined
  const hasPasskeys = mfa_methods.passkey && auth_methods.passkey
  if (offersSms(settings)) {
    return hasPasskeys
      ? undefined
      : 'A second factor is required and codes by SMS are the only one: outside their countries and above their daily limit nobody can sign in.'
  }
  return hasPasskeys
    ? 'A second factor is required and apps are off: whoever cannot make a passkey cannot sign in.'
    : 'A second factor is required and none can be set up: whoever has none cannot sign in.'
}
