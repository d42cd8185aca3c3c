import { expect, test } from 'vitest'
import { understood } from './filter'

test.each([
  ['user.*', { type: 'user.*' }],
  ['user', { type: 'user.*' }],
  ['user.signed_in', { type: 'user.signed_in' }],
  ['user.sign*', { type: 'user.sign*' }],
  ['usr_01m8fk4hw1e4c92zxyp6ynrmba', { user_id: 'usr_01m8fk4hw1e4c92zxyp6ynrmba' }],
  ['key_01m8fk4hw1f5dabhent18hz3g8', { actor_id: 'key_01m8fk4hw1f5dabhent18hz3g8' }],
  ['203.0.113.9', { ip: '203.0.113.9' }],
  ['2001:db8::1', { ip: '2001:db8::1' }],
])('%s is understood', (typed, filter) => {
  expect(understood(typed)).toEqual(filter)
})

test.each(['', '  ', 'what happened'])('%j is not', (typed) => {
  expect(understood(typed)).toBeUndefined()
})
