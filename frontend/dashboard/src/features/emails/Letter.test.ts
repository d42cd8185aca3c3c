import { expect, test } from 'vitest'
import { styleOf, unstyled } from './Letter'

test('a style attribute becomes properties, without what reaches out', () => {
  expect(
    styleOf('font-size:14px; background-color:#fff !important;mso-line-height-rule:exactly;background:url(https://x)'),
  ).toEqual({
    fontSize: '14px',
    backgroundColor: '#fff',
  })
})

test('style attributes wait under another name; the words of the mail do not change', () => {
  const mail = '<style>p{}</style><p style="color:red">Use style="x" here</p>'
  expect(unstyled(mail)).toBe('<p data-css="color:red">Use style="x" here</p>')
})
