import { expect, test } from 'vitest'
import type { Settings } from '~/api/types'
import { refusal, warnings } from './lock-out'

const settings = {
  auth_methods: { password: true, email_code: false, magic_link: false, passkey: true, social: true },
  mfa_policy: 'optional',
  mfa_methods: { totp: true, passkey: true, sms: false },
  sms_allowed_countries: [],
  sms_daily_limit: 0,
  signup_mode: 'open',
  signup_allowed_domains: [],
  signup_blocked_domains: [],
} as unknown as Settings

test('the last way in cannot be turned off; a passkey is none, and a provider only where one is enabled', () => {
  expect(refusal(settings, 'password', 0)).toContain('only way')
  expect(refusal(settings, 'password', 1)).toBeUndefined()
  expect(refusal(settings, 'passkey', 0)).toBeUndefined()
})

test('what is allowed and hurts is said', () => {
  expect(warnings(settings, 1)).toEqual([])
  expect(warnings(settings, 0)).toHaveLength(1)
  const closed = {
    ...settings,
    signup_mode: 'restricted',
    mfa_policy: 'required',
    mfa_methods: { totp: false, passkey: true, sms: false },
  } as Settings
  expect(warnings(closed, 1)).toHaveLength(2)
})

test('a required factor that not everybody can set up is said', () => {
  const required = { ...settings, mfa_policy: 'required', mfa_methods: { totp: false, passkey: true, sms: false } } as Settings
  const keyless = { ...required, auth_methods: { ...required.auth_methods, passkey: false } }
  const texting = { mfa_methods: { ...required.mfa_methods, sms: true }, sms_allowed_countries: ['DE'], sms_daily_limit: 50 }
  expect(warnings(required, 1)).toEqual([expect.stringContaining('cannot make a passkey')])
  expect(warnings(keyless, 1)).toEqual([expect.stringContaining('none can be set up')])
  expect(warnings({ ...required, ...texting }, 1)).toEqual([])
  expect(warnings({ ...keyless, ...texting }, 1)).toEqual([expect.stringContaining('the only one')])
})
