import { expect, test } from 'vitest'
import type { Role } from '~/api/types'
import { byArea, changes, has, toggled } from './matrix'

const times = { created_at: '', updated_at: '', version: 1 }
const admin: Role = { ...times, id: 'rol_a', name: 'admin', description: '', permissions: ['*'], system: true }
const support: Role = {
  ...times,
  id: 'rol_s',
  name: 'support',
  description: '',
  permissions: ['users:read', 'audit:read'],
  system: false,
}

test('everything is every permission', () => {
  expect(has(admin, {}, 'keys:write')).toBe(true)
  expect(has(support, {}, 'keys:write')).toBe(false)
})

test('a cell that is ticked and cleared again is no edit', () => {
  const once = toggled(support, {}, 'users:write')
  expect(has(support, once, 'users:write')).toBe(true)
  expect(toggled(support, once, 'users:write')).toEqual({})
})

test('the diff names what comes and what goes, of the roles that change', () => {
  const edits = toggled(support, toggled(support, {}, 'users:write'), 'audit:read')
  expect(changes([admin, support], edits)).toEqual([{ role: support, added: ['users:write'], removed: ['audit:read'] }])
})

test('permissions are grouped by the word before the colon, in their order', () => {
  const named = ['users:read', 'keys:read', 'users:write'].map((name) => ({ name, description: '', source: 'built_in' }))
  expect(byArea(named).map(([area, list]) => [area, list.length])).toEqual([
    ['users', 2],
    ['keys', 1],
  ])
})
