import { expect, test } from 'vitest'
import type { User } from '~/api/types'
import { askedOf, csvOf, filtersOf, isFiltered } from './asked'

test('a day of the address is the whole day', () => {
  const asked = askedOf({ status: 'active', created_after: '2026-01-31', created_before: '2026-01-31' })
  expect(asked).toEqual({
    status: 'active',
    created_after: '2026-01-31T00:00:00Z',
    created_before: '2026-02-01T00:00:00.000Z',
  })
})

test('what the page looks like is no filter', () => {
  expect(isFiltered(filtersOf({ columns: 'id', density: 'compact', cursor: 'x', job: 'job_1', new: '1' }))).toBe(false)
  expect(isFiltered(filtersOf({ factor: 'none' }))).toBe(true)
})

test('a spreadsheet takes a name for a name', () => {
  const user = { id: 'usr_1', email: null, name: '=HYPERLINK("x")', status: 'active', roles: ['rol_1'], mfa_enabled: false }
  const text = csvOf([user as unknown as User], () => 'admin')
  expect(text.split('\r\n')[1]).toBe(`usr_1,,,"'=HYPERLINK(""x"")",active,admin,false,,`)
})
