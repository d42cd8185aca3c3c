import { expect, test } from 'vitest'
import { contrast, inkOn, parse } from './contrast'

test('black on white is 21, grey #767676 just passes', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#767676', '#ffffff')).toBeGreaterThanOrEqual(4.5)
  expect(contrast('#777777', '#ffffff')).toBeLessThan(4.5)
})

test('yellow gets black text, blue gets white', () => {
  expect(inkOn('#ffd400')).toBe('#000000')
  expect(inkOn('#3b5bdb')).toBe('#ffffff')
})

test('what is no colour is none', () => {
  expect(parse('#fff')).toBeUndefined()
  expect(contrast('red', '#ffffff')).toBeUndefined()
})
