import { expect, test } from 'vitest'
import { isFast, type Place, piecesOf, spanOf } from './window'

const keyAt = (at: number) => `row ${at}`
const span = (from: number, to: number, isLight = false) => ({ from, to, isLight })
const place = (more: Partial<Place>): Place => ({ at: 10_000, moved: 0, window: 800, isFast: false, ...more })
const keys = (...args: Parameters<typeof piecesOf>) => piecesOf(...args).map(({ key }) => key)

test('the rows in the window and some beyond it are there, and never more than there are', () => {
  const { from, to, isLight } = spanOf(place({}), 50, 1_000)
  expect(isLight).toBe(false)
  expect(from).toBeLessThanOrEqual(200 - 6)
  expect(to).toBeGreaterThanOrEqual(216 + 6)
  expect(to - from).toBeLessThan(40)
  expect(spanOf(place({ at: -300 }), 50, 1_000).from).toBe(0)
  expect(spanOf(place({ at: 49_000 }), 50, 1_000).to).toBe(1_000)
  expect(spanOf(place({ at: 90_000 }), 50, 1_000)).toMatchObject({ from: 1_000, to: 1_000 })
})

test('while rows fly by, those of the next frame are there as well; after a jump there is nothing to foresee', () => {
  expect(isFast(-900, 800)).toBe(true)
  expect(isFast(120, 800)).toBe(false)
  expect(spanOf(place({ moved: 900, isFast: true }), 50, 1_000)).toEqual(span(199, 235, true))
  expect(spanOf(place({ moved: -900, isFast: true }), 50, 1_000)).toEqual(span(181, 217, true))
  expect(spanOf(place({ moved: 40_000, isFast: true }), 50, 1_000)).toEqual(span(199, 217, true))
})

test('rows that are not there leave their room, and all of it adds up', () => {
  const pieces = piecesOf(span(7, 9), 3, 12, keyAt)
  expect(pieces.map((piece) => (piece.kind === 'room' ? piece.rows : piece.at))).toEqual([2, 2, 3, 4, 2, 7, 8, 3])
  expect(piecesOf(span(0, 2), undefined, 2, keyAt).map(({ kind }) => kind)).toEqual(['row', 'row'])
  expect(piecesOf(span(0, 0), undefined, 0, keyAt)).toEqual([])
})

test('the row with the focus stays a whole one, with its neighbours, in the order of the list', () => {
  expect(keys(span(1, 3), undefined, 4, keyAt)).toEqual(['start', 'row 1', 'row 2', 'end'])
  expect(keys(span(2, 5, true), 3, 9, keyAt)).toEqual(['start', 'row 2', 'row 3', 'row 4', 'end'])
  expect(keys(span(0, 1), 9, 10, keyAt)).toEqual(['row 0', 'between before', 'row 8', 'row 9'])
  expect(keys(span(8, 9), 0, 10, keyAt)).toEqual(['row 0', 'row 1', 'between after', 'row 8', 'end'])
})

test('light rows keep their elements while they move, and have others before and after the one with the focus', () => {
  expect(keys(span(4, 6, true), undefined, 20, keyAt)).toEqual(keys(span(9, 11, true), undefined, 20, keyAt))
  const passing = [10, 14, 16, 18].map((from) => keys(span(from, from + 3, true), 15, 40, keyAt))
  const order = [/^start$/, /^before/, /^between before$/, /^row/, /^between after$/, /^after/, /^end$/]
  for (const all of passing) {
    const places = all.map((key) => order.findIndex((one) => one.test(key)))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  }
})
