import { expect, test } from 'vitest'
import type { User } from '~/api/types'
import { changedBy } from './bulk'

test('only whom an action changed is changed back', () => {
  const user = (id: string, status: string, roles: string[] = []) => ({ id, status, roles }) as unknown as User
  const users = [user('a', 'active'), user('b', 'disabled', ['rol_1']), user('c', 'deletion_scheduled')]
  const ids = (...asked: Parameters<typeof changedBy>) => changedBy(...asked).map(({ id }) => id)
  expect(ids('disable', users)).toEqual(['a'])
  expect(ids('delete', users)).toEqual(['a', 'b'])
  expect(ids('add_role', users, 'rol_1')).toEqual(['a', 'c'])
  expect(ids('remove_role', users, 'rol_1')).toEqual(['b'])
})
