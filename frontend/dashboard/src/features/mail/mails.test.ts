import { expect, test } from 'vitest'
import { codeOf, linksOf } from './mails'

test('a code stands in its own line; other digits are none', () => {
  expect(codeOf('Hi,\n\n123456\n\nIt works for 10 minutes.')).toBe('123456')
  expect(codeOf('Order 123456 is here.\n1234567\n12345')).toBeUndefined()
})

test('links are web addresses, each once, without the end of the sentence', () => {
  expect(linksOf('Go to http://acme.localhost:8787/a?b=c.\nhttp://acme.localhost:8787/a?b=c (https://x.example/y)')).toEqual([
    'http://acme.localhost:8787/a?b=c',
    'https://x.example/y',
  ])
  expect(linksOf('javascript:alert(1) mailto:a@example.com')).toEqual([])
})
