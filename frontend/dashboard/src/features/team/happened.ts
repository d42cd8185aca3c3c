import type { AuditEvent } from '~/api/types'
import { roleName } from './team'

/** Names of what a team's events speak of: of people, and of the applications it has. */
export type Names = { teamId: string; person: (id: string) => string; application: (id: string) => string }

/** What there is to look for. */
export const AREAS: [string, string][] = [
  ['org', 'The team'],
  ['member', 'Members'],
  ['invitation', 'Invitations'],
  ['application', 'Applications'],
]

/** Who did it. The system, and whoever came by a link and was nobody yet, have no id. */
export function doer({ actor }: AuditEvent, { person }: Names): string {
  if (actor.type === 'user' && typeof actor.id === 'string') return capital(person(actor.id))
  return actor.type === 'system' ? 'Aero2' : 'Somebody with the link'
}

/** What happened in a team, as the end of a sentence that begins with who did it. */
export function happened(event: AuditEvent, names: Names): string {
  const said = (name: string): string => String(event.data[name] ?? '')
  const role = () => roleName(said('role') as never)
  const moved = () => names.application(event.target?.id ?? '')
  const isGiver = said('from') === names.teamId
  switch (event.type) {
    case 'org.created':
      return 'made the team'
    case 'org.updated':
      return 'renamed the team'
    case 'member.role_changed':
      return said('user_id') === event.actor.id
        ? `took the role ${role()}`
        : `gave ${names.person(said('user_id'))} the role ${role()}`
    case 'member.removed':
      return said('user_id') === event.actor.id ? 'left' : `removed ${names.person(said('user_id'))}`
    case 'invitation.sent':
      return event.data.again === true ? `invited ${said('address')} again` : `invited ${said('address')} as ${role()}`
    case 'invitation.accepted':
      return `came in as ${role()}`
    case 'invitation.declined':
      return `declined the invitation to ${said('address')}`
    case 'invitation.revoked':
      return `revoked the invitation to ${said('address')}`
    case 'invitation.delivery_failed':
      return `could not deliver the invitation to ${said('address')}`
    case 'application.transfer_requested':
      return `offered ${moved()} to ${isGiver ? 'another team' : 'this team'}`
    case 'application.transfer_declined':
      return `ended the offer of ${moved()}`
    case 'application.transferred':
      return isGiver ? `took ${moved()} over for another team` : `took ${moved()} over`
    default:
      return event.type
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
