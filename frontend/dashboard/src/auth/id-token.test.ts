import { expect, test } from 'vitest'
import { problemOf } from './id-token'
import { base64url } from './pkce'

const expected = { issuer: 'https://dashboard.example', clientId: 'cli_1', nonce: 'n', now: 1_000 }
const good = { iss: expected.issuer, aud: expected.clientId, nonce: 'n', exp: 1_300 }

function token(claims: object): string {
  return `e30.${base64url(new TextEncoder().encode(JSON.stringify(claims)))}.sig`
}

test('a token that is ours passes', () => {
  expect(problemOf(token(good), expected)).toBeUndefined()
  expect(problemOf(token({ ...good, aud: ['cli_1'] }), expected)).toBeUndefined()
})

test.each([
  ['issuer', { iss: 'https://evil.example' }],
  ['client', { aud: 'cli_2' }],
  ['client', { aud: ['cli_1', 'cli_2'] }],
  ['sign-in', { nonce: 'other' }],
  ['expired', { exp: 900 }],
  ['expired', { exp: undefined }],
])('a token of another %s is refused', (word, change) => {
  expect(problemOf(token({ ...good, ...change }), expected)).toContain(word)
})
