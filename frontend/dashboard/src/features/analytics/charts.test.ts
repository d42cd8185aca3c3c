import { describe, expect, it } from 'vitest'
import type { Usage } from '~/api/types'
import { change, chartsOf, csvOf, totalOf, valuesOf } from './charts'

const series = (metric: string, by: string | null, values: number[]) => ({ metric, by, values, total: null })
const usage: Usage = {
  granularity: 'day',
  from: '2026-11-27T00:00:00.000Z',
  to: '2026-11-28T10:00:00.000Z',
  as_of: null,
  buckets: ['2026-11-27T00:00:00.000Z', '2026-11-28T00:00:00.000Z'],
  series: [
    series('sign_ins', 'password', [3, 4]),
    series('sign_ins', 'passkey', [1, 0]),
    series('failed_sign_ins', 'password', [0, 2]),
    series('multi_factor_sign_ins', null, [2, 1]),
    series('active_users', null, [2, 3]),
    series('tokens', 'refresh_token', [5, 6]),
    series('token_errors', 'invalid_grant', [0, 1]),
  ],
  months: [],
}
const chart = (id: string, of: Usage = usage) => chartsOf(of).find((one) => one.id === id)

describe('charts', () => {
  it('add the parts of a metric up', () => {
    expect(valuesOf(usage, 'sign_ins')).toEqual([4, 4])
    expect(valuesOf(usage, 'sign_ins', 'passkey')).toEqual([1, 0])
    expect(totalOf(usage, 'sign-ins')).toBe(10)
  })

  it('split sign-ins by how well people were recognised', () => {
    const parts = chart('factors')?.parts.map(({ name, values }) => [name, values])
    expect(parts).toEqual([
      ['Passkey', [1, 0]],
      ['Two factors', [1, 1]],
      ['One factor', [2, 3]],
    ])
  })

  it('leave out what never happened, and hours of people', () => {
    expect(chart('methods')?.parts.map(({ name }) => name)).toEqual(['Password', 'Passkey'])
    expect(chart('refusals')?.parts).toHaveLength(1)
    expect(chart('tokens')?.parts.map(({ name }) => name)).toEqual(['Refreshed'])
    expect(chart('token-errors')?.parts.map(({ values }) => values)).toEqual([[0, 1]])
    expect(chart('active', { ...usage, granularity: 'hour' })).toBeUndefined()
  })

  it('are comma-separated values, too', () => {
    const found = chart('sign-ins')
    expect(found && csvOf(found, usage.buckets)).toBe(
      'time,Succeeded,Failed\r\n2026-11-27T00:00:00.000Z,4,0\r\n2026-11-28T00:00:00.000Z,4,2\r\n',
    )
  })
})

it('a change is said where there is something to compare with', () => {
  expect(change(3, 0)).toBeUndefined()
  expect(change(3, 2)).toBe('50 % more than')
  expect(change(1, 2)).toBe('50 % fewer than')
  expect(change(2, 2)).toBe('as many as')
})
