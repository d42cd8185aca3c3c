import { expect, test } from 'vitest'
import { judge } from './redirect'

const registered = ['https://shop.example/callback', 'http://localhost:3000/callback']

test('an exact URI is registered', () => {
  expect(judge('https://shop.example/callback', registered)).toEqual({ isRegistered: true })
})

test.each([
  ['https://shop.example/callback/', 'slash'],
  ['http://shop.example/callback', 'scheme'],
  ['https://shop.example/callback?next=1', 'query'],
  ['https://shop.example/back', 'path'],
  ['http://localhost:3001/callback', 'port'],
  ['https://other.example/callback', 'No registered'],
  ['/callback', 'absolute'],
  ['https://shop.example/callback#x', 'fragment'],
])('%s is not, and why', (uri, word) => {
  expect(judge(uri, registered)).toMatchObject({ isRegistered: false, why: expect.stringContaining(word) })
})
