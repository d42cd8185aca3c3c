import { expect, test } from 'vitest'
import { chosenColumns, columnsText } from './columns'

test('columns are named in the address, and the usual ones are not', () => {
  expect(columnsText(chosenColumns(undefined))).toBeUndefined()
  expect(columnsText(['id', 'status'])).toBe('status.id')
  expect(chosenColumns('status.id.evil')).toEqual(['status', 'id'])
  expect(chosenColumns('evil')).toEqual(chosenColumns(undefined))
})
