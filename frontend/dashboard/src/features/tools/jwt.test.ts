import { expect, test } from 'vitest'
import { base64url } from '~/auth/pkce'
import { inspect } from './jwt'

const part = (value: object) => base64url(new TextEncoder().encode(JSON.stringify(value)))

test('header and claims are read, and what is odd is said', () => {
  const read = inspect(`${part({ alg: 'none' })}.${part({ sub: 'usr_1', name: 'Zoë', exp: 100 })}.`, 160)
  expect(read).toMatchObject({ claims: { sub: 'usr_1', name: 'Zoë' } })
  expect('notes' in read && read.notes.join(' ')).toMatch(/none.*expired 60 s ago/)
})

test.each([
  ['abc', 'three parts'],
  ['a.b.c.d.e', 'encrypted'],
  ['!.?.x', 'base64url'],
])('%s is no JWT', (token, word) => {
  expect(inspect(token)).toMatchObject({ problem: expect.stringContaining(word) })
})
