import { expect, test } from 'vitest'
import type { AuditEvent } from '~/api/types'
import { sentence, shortId, targetName } from './sentence'

function event(part: Partial<AuditEvent>): AuditEvent {
  const rest = {
    id: 'evt_1',
    at: '',
    outcome: 'success' as const,
    reason: null,
    request_id: null,
    ip_address: null,
    user_agent: null,
    data: {},
  }
  return { ...rest, type: 'user.updated', actor: { type: 'user', id: 'usr_1' }, target: null, ...part }
}

test('a target comes in where the sentence has a place for it', () => {
  const rotated = event({ type: 'client.secret_rotated', target: { type: 'client', id: 'cli_1' }, data: { client_name: 'web' } })
  expect(sentence(rotated)).toEqual({ before: 'rotated the secret of the client ', after: '', hasTarget: true })
  expect(targetName(rotated)).toBe('web')
})

test('who does something to themself is not named twice', () => {
  const own: Partial<AuditEvent> = { actor: { type: 'user', id: 'usr_1' }, target: { type: 'user', id: 'usr_1' } }
  expect(sentence(event({ ...own, type: 'user.created' })).before).toBe('signed up')
  expect(sentence(event({ ...own, type: 'user.password_changed' })).before).toBe('changed the password of their own account')
})

test('a type that is newer than this page is still said', () => {
  expect(sentence(event({ type: 'webhook.made_up' })).before).toBe('webhook: made up')
  expect(shortId('usr_01m8fk4hw1e4c92zxyp6ynrmba')).toBe('usr_…ynrmba')
})
