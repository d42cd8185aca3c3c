import { expect, test } from 'vitest'
import { check } from './discovery'

const good = {
  issuer: 'https://id.example',
  authorization_endpoint: 'https://id.example/a',
  token_endpoint: 'https://id.example/t',
  jwks_uri: 'https://id.example/k',
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
}

test('a good document has nothing against it', () => {
  expect(check(JSON.stringify(good)).every(({ level }) => level === 'good')).toBe(true)
})

test('what is missing or dangerous is said', () => {
  const { jwks_uri: _gone, ...rest } = good
  const bad = { ...rest, issuer: 'http://id.example', id_token_signing_alg_values_supported: ['none'] }
  const wrong = check(JSON.stringify(bad)).filter(({ level }) => level === 'wrong')
  expect(wrong.map(({ text }) => text).join(' ')).toMatch(/jwks_uri.*https.*Unsigned/)
  expect(check('<html>')).toEqual([{ level: 'wrong', text: 'It is not JSON.' }])
})
