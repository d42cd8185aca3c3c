import { expect, test } from 'vitest'
import { piecesOf, withFocused } from './window'

const placed = (...indexes: number[]) => indexes.map((index) => ({ index, start: 100 + index * 10, end: 110 + index * 10 }))

test('rows that are not there leave their room, and all of it adds up', () => {
  const pieces = piecesOf(placed(2, 7, 8), 100, 200, 10)
  expect(pieces).toEqual([
    { kind: 'room', at: 2, height: 20 },
    { kind: 'row', at: 2 },
    { kind: 'room', at: 7, height: 40 },
    { kind: 'row', at: 7 },
    { kind: 'row', at: 8 },
    { kind: 'room', at: 10, height: 10 },
  ])
})

test('where all rows are there, no room is left', () => {
  expect(piecesOf(placed(0, 1), 100, 120, 2).map(({ kind }) => kind)).toEqual(['row', 'row'])
  expect(piecesOf([], 100, 100, 0)).toEqual([])
})

test('the row with the focus stays, with its neighbours, in the order of the list', () => {
  expect(withFocused([50, 51], undefined, 100)).toEqual([50, 51])
  expect(withFocused([50, 51], 0, 100)).toEqual([0, 1, 50, 51])
  expect(withFocused([50, 51], 52, 100)).toEqual([50, 51, 52, 53])
  expect(withFocused([50, 51], 99, 100)).toEqual([50, 51, 98, 99])
})
