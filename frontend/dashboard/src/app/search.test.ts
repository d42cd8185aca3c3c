import * as v from 'valibot'
import { expect, test } from 'vitest'
import { parseSearch, stringifySearch } from './params'
import { auditSearch, userSearch } from './search'

test('filters come from the address as text, and what is no filter is dropped', () => {
  const read = v.parse(userSearch, parseSearch('?search=123&status=active&role=&cursor=abc&evil=1'))
  expect(read).toEqual({ search: '123', status: 'active', cursor: 'abc' })
})

test('a value that does not exist is as if it were not there', () => {
  expect(v.parse(userSearch, parseSearch('?status=gone&factor=fax&density=huge&created_after=soon'))).toEqual({})
  expect(v.parse(auditSearch, parseSearch('?outcome=maybe&type=user.*'))).toEqual({ type: 'user.*' })
})

test('what is written is what is read', () => {
  const filters = { search: 'mia & co', status: 'disabled', cursor: undefined }
  expect(stringifySearch(filters)).toBe('?search=mia+%26+co&status=disabled')
  expect(parseSearch(stringifySearch(filters))).toEqual({ search: 'mia & co', status: 'disabled' })
})
