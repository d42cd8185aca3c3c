import { expect, test } from 'vitest'
import type { AuditEvent } from '~/api/types'
import { doer, happened, type Names } from './happened'

const names: Names = { teamId: 'org_1', person: (id) => (id === 'usr_2' ? 'Theo' : 'Rosa'), application: () => 'Beacon' }

function event(part: Partial<AuditEvent>): AuditEvent {
  const rest = {
    id: 'evt_1',
    at: '',
    outcome: 'success' as const,
    reason: null,
    request_id: null,
    ip_address: null,
    user_agent: null,
  }
  return { ...rest, type: '', actor: { type: 'user', id: 'usr_1' }, target: null, data: {}, ...part }
}

test('a sentence says who did what to whom', () => {
  const promoted = event({ type: 'member.role_changed', data: { user_id: 'usr_2', role: 'admin' } })
  expect(`${doer(promoted, names)} ${happened(promoted, names)}`).toBe('Rosa gave Theo the role Admin')
  expect(happened(event({ type: 'member.removed', data: { user_id: 'usr_2' } }), names)).toBe('removed Theo')
  expect(happened(event({ type: 'member.removed', data: { user_id: 'usr_1' } }), names)).toBe('left')
})

test('an invitation that is sent again is no new one', () => {
  const sent = { type: 'invitation.sent', data: { address: 'i…@s….example', role: 'support' } }
  expect(happened(event(sent), names)).toBe('invited i…@s….example as Support')
  expect(happened(event({ ...sent, data: { ...sent.data, again: true } }), names)).toBe('invited i…@s….example again')
})

test('the team that gives an application hears it from its own side', () => {
  const moved = (from: string) =>
    event({ type: 'application.transferred', target: { type: 'application', id: 'app_1' }, data: { from } })
  expect(happened(moved('org_1'), names)).toBe('took Beacon over for another team')
  expect(happened(moved('org_2'), names)).toBe('took Beacon over')
})

test('a sentence begins with a capital, and who does something to themself is not named twice', () => {
  const own: Names = { ...names, person: () => 'you' }
  const changed = event({ type: 'member.role_changed', data: { user_id: 'usr_1', role: 'member' } })
  expect(`${doer(changed, own)} ${happened(changed, own)}`).toBe('You took the role Member')
})

test('who is nobody is named for what they are', () => {
  expect(doer(event({ actor: { type: 'system' } }), names)).toBe('Aero2')
  expect(doer(event({ actor: { type: 'anonymous' } }), names)).toBe('Somebody with the link')
})
