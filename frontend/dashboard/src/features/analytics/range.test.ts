import { describe, expect, it } from 'vitest'
import { endOf, nameOf, rangeOf } from './range'

const NOW = Date.parse('2026-11-28T10:30:00Z')
const none = { range: undefined, from: undefined, to: undefined }

describe('the range of an address', () => {
  it('is seven days, today included, where it says none', () => {
    expect(rangeOf(none, NOW)).toEqual({
      name: '7d',
      granularity: 'day',
      from: '2026-11-22T00:00:00.000Z',
      to: undefined,
      before: { from: '2026-11-15T00:00:00.000Z', to: '2026-11-22T00:00:00.000Z' },
      length: '7 days',
    })
  })

  it('is hours for a day', () => {
    expect(rangeOf({ ...none, range: '24h' }, NOW)).toMatchObject({
      granularity: 'hour',
      from: '2026-11-27T11:00:00.000Z',
      before: { from: '2026-11-26T11:00:00.000Z' },
    })
  })

  it('holds both of its days', () => {
    const custom = rangeOf({ range: 'custom', from: '2026-11-01', to: '2026-11-30' }, NOW)
    expect(custom).toMatchObject({ from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', length: '30 days' })
    expect(rangeOf({ range: 'custom', from: '2026-11-01', to: '2026-11-01' }, NOW)).toMatchObject({ granularity: 'hour' })
  })

  it('says what is wrong with it', () => {
    const said = (from: string | undefined, to: string | undefined) => rangeOf({ range: 'custom', from, to }, NOW)
    expect(said(undefined, '2026-11-01')).toMatch(/Choose/)
    expect(said('2026-02-30', '2026-11-01')).toMatch(/Choose/)
    expect(said('2026-11-02', '2026-11-01')).toMatch(/after/)
    expect(said('2025-01-01', '2026-11-01')).toMatch(/366/)
  })
})

it('an hour and a day are named and end in UTC', () => {
  expect(nameOf('2026-11-28T09:00:00.000Z', 'hour')).toBe('28 Nov, 09:00')
  expect(nameOf('2026-11-28T00:00:00.000Z', 'day')).toBe('28 Nov 2026')
  expect(endOf('2026-11-28T23:00:00.000Z', 'hour')).toBe('2026-11-29T00:00:00.000Z')
})
