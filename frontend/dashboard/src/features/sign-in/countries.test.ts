import { expect, test } from 'vitest'
import table from '../../../../../shared/domain/src/phone/countries.rs?raw'
import { byName, COUNTRIES, countryName } from './countries'

test('the countries are those of the server', () => {
  const theirs = [...table.matchAll(/^\s*\(?\s*"([A-Z]{2})",/gm)].map(([, code]) => code)
  expect(theirs.length).toBeGreaterThan(200)
  expect(COUNTRIES).toEqual(theirs.toSorted())
})

test('each has a name; what is no code stays as it is', () => {
  expect(COUNTRIES.filter((code) => countryName(code) === code)).toEqual([])
  expect(countryName('Germany')).toBe('Germany')
  expect(byName(['CH', 'AT', 'DE'])).toEqual(['AT', 'DE', 'CH'])
})
