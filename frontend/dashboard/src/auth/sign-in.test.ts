import { expect, test } from 'vitest'
import { safeReturn } from './sign-in'

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', '/callback?code=1', '', undefined])(
  '%s is nowhere to return to',
  (path) => {
    expect(safeReturn(path)).toBe('/apps')
  },
)

test('a path of ours is', () => {
  expect(safeReturn('/apps/acme/users?status=active')).toBe('/apps/acme/users?status=active')
})
