import { expect, test } from 'vitest'
import { keyOf, withParams } from './queries'

test('what is below a path has its key at the front', () => {
  expect(keyOf('/api/applications/app_1/users?status=active')).toEqual([
    'api',
    'applications',
    'app_1',
    'users',
    '?status=active',
  ])
  expect(keyOf('/api/applications/app_1/users')).toEqual(['api', 'applications', 'app_1', 'users'])
})

test('parameters without a value are left out', () => {
  expect(withParams('/x', { search: 'a b', status: undefined, cursor: '' })).toBe('/x?search=a+b')
  expect(withParams('/x', {})).toBe('/x')
})
