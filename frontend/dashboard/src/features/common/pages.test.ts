import { expect, test } from 'vitest'
import { joined } from './pages'

const page = (ids: string[], next_cursor: string | null, more = {}) => ({ data: ids, next_cursor, ...more })

test('pages are one list that goes on where the last one does', () => {
  const pages = [page(['a', 'b'], 'x', { examined: 2 }), page(['c'], null, { examined: 50 })]
  expect(joined({ pages, pageParams: [undefined, 'x'] })).toEqual({
    first: pages[0],
    data: ['a', 'b', 'c'],
    next_cursor: null,
    examined: 52,
  })
})

test('what was not counted is not said', () => {
  expect(joined({ pages: [page(['a'], 'x')], pageParams: [undefined] })).not.toHaveProperty('examined')
})
