import { describe, expect, it } from 'vitest'
import { ApiError } from '~/api/error'
import { bodyOf, claimProblems, draftOf, FIRST, read, withPlaceholder } from './draft'

describe('the draft of a JWT template', () => {
  it('is what was saved, and goes back as it came', () => {
    const saved = { name: 'Plan', targets: ['id' as const], client_id: null, claims: { plan: 'gold', n: 1 } }
    expect(bodyOf(draftOf(saved))).toEqual(saved)
    expect(bodyOf({ ...FIRST, clientId: 'cli_1' })?.client_id).toBe('cli_1')
  })

  it('says what keeps a text from being claims', () => {
    expect(read('{"a": ')).toHaveProperty('problem', expect.stringContaining('no JSON'))
    expect(read('[1]')).toHaveProperty('problem', expect.stringContaining('object'))
    expect(read('null')).toHaveProperty('problem')
    expect(bodyOf({ ...FIRST, text: '"x"' })).toBeUndefined()
  })

  it('puts a placeholder where the cursor is, with quotes where there are none', () => {
    expect(withPlaceholder('{"a": }', 6, 'user.name')).toEqual({ text: '{"a": "{{user.name}}"}', at: 21 })
    expect(withPlaceholder('{"a": ""}', 7, 'user.name').text).toBe('{"a": "{{user.name}}"}')
  })

  it('names the claims that the server refuses', () => {
    const error = new ApiError({
      status: 422,
      code: 'template_invalid',
      detail: 'x',
      errors: [
        { field: 'claims.sub', code: 'template_invalid', detail: 'sub is reserved.' },
        { field: 'name', code: 'template_invalid', detail: 'Too long.' },
        { field: 'claims', code: 'template_invalid', detail: 'Too large.' },
      ],
    })
    expect(claimProblems(error)).toEqual([
      { at: 'sub', detail: 'sub is reserved.' },
      { at: '', detail: 'Too large.' },
    ])
    expect(claimProblems(new Error('x'))).toEqual([])
  })
})
