import { expect, test } from 'vitest'
import type { Settings } from '~/api/types'
import { refusal, warnings } from './lock-out'

const settings = {
  auth_methods: { password: true, email_code: false, magic_link: false, passkey: true, social: true },
  mfa_policy: 'optional',
  mfa_methods: { totp: true, passkey: true, sms: false },
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
