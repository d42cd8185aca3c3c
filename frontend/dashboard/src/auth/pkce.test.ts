import { expect, test } from 'vitest'
import { base64url, challengeOf, fromBase64url, random } from './pkce'

test('the challenge of RFC 7636, appendix B', async () => {
  expect(await challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
})

test('what is made is 43 unreserved characters, and another one each time', () => {
  const [one, two] = [random(), random()]
  expect(one).toMatch(/^[\w-]{43}$/)
  expect(one).not.toBe(two)
})

test('base64url there and back', () => {
  const bytes = Uint8Array.from([0, 251, 255, 62, 63])
  expect(fromBase64url(base64url(bytes))).toEqual(bytes)
})
