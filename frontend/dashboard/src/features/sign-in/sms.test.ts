import { expect, test } from 'vitest'
import type { Settings } from '~/api/types'
import { ifTurnedOff, limitProblem, offersSms, smsWarnings } from './sms'

const off = {
  mfa_policy: 'optional',
  mfa_methods: { totp: true, passkey: true, sms: false },
  sms_allowed_countries: [],
  sms_daily_limit: 0,
} as unknown as Settings
const on: Settings = { ...off, mfa_methods: { ...off.mfa_methods, sms: true } }

test('all three settings are needed, and what is missing is said', () => {
  expect([offersSms(off), smsWarnings(off)]).toEqual([false, []])
  expect([offersSms(on), smsWarnings(on).length]).toEqual([false, 2])
  const half = { ...on, sms_allowed_countries: ['DE'] }
  expect([offersSms(half), smsWarnings(half).length]).toEqual([false, 1])
  const whole = { ...half, sms_daily_limit: 50 }
  expect([offersSms(whole), smsWarnings(whole)]).toEqual([true, []])
  expect(smsWarnings({ ...whole, mfa_policy: 'off' })).toHaveLength(1)
})

test('a limit is a whole number that the server takes', () => {
  for (const good of ['0', '50', ' 100000 ']) expect(limitProblem(good), good).toBeUndefined()
  for (const wrong of ['', '-1', '1.5', '1e3', '100001', 'many']) expect(limitProblem(wrong), wrong).toContain('100,000')
})

test('whoever has it is counted before it is turned off', () => {
  expect(ifTurnedOff(1, 'optional')).toContain('1 person has it')
  expect(ifTurnedOff(1200, 'required')).toContain('1,200 people have it. When it is off, whoever has nothing else has to set up')
})
