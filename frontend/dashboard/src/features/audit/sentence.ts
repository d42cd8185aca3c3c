import type { AuditEvent } from '~/api/types'

/** What happened, as the end of a sentence that begins with who did it. `{target}` is where the other one comes in. */
const VERBS: Record<string, string> = {
  'platform.operator_added': 'made {target} an operator',
  'platform.operator_removed': 'removed the operator {target}',
  'platform.operator_invited': 'invited an operator',
  'platform.record_replayed': 'replayed a parked record',
  'platform.record_discarded': 'discarded a parked record',
  'org.created': 'created a team',
  'org.updated': 'renamed a team',
  'member.added': 'joined a team',
  'member.role_changed': 'gave a member of a team another role',
  'member.removed': 'ended a membership of a team',
  'identity.token_issued': 'was given a token of a provider',
  'identity.token_rejected': 'was refused a token of a provider',
  'application.created': 'created the application',
  'application.updated': 'changed the application',
  'application.deleted': 'deleted the application',
  'application.restored': 'restored the application',
  'application.transfer_requested': 'offered the application to another team',
  'application.transfer_declined': 'ended the offer of the application to another team',
  'application.transferred': 'took the application over for another team',
  'application.suspended': 'suspended the application',
  'application.resumed': 'resumed the application',
  'application.revoked_all': 'ended every session and grant',
  'settings.updated': 'changed the settings',
  'branding.updated': 'published a new look',
  'branding.drafted': 'changed the draft of the look',
  'branding.draft_discarded': 'took the draft of the look back',
  'branding.image_uploaded': 'uploaded an image for the look',
  'domain.added': 'added the domain {target}',
  'domain.verified': 'verified the domain {target}',
  'domain.failed': 'failed to verify the domain {target}',
  'domain.removed': 'removed the domain {target}',
  'domain.primary_changed': 'changed the primary domain',
  'domain.degraded': 'found the domain {target} degraded',
  'api_key.created': 'created the API key {target}',
  'api_key.updated': 'changed the API key {target}',
  'api_key.rotated': 'rotated the API key {target}',
  'api_key.revoked': 'revoked the API key {target}',
  'api_key.refused_in_browser': 'sent a secret key from a browser; it was refused',
  'signing_key.rotated': 'rotated the signing key {target}',
  'signing_key.revoked': 'revoked the signing key {target}',
  'user.sign_up_started': 'began to sign up',
  'user.created': 'created {target}',
  'user.updated': 'changed {target}',
  'user.disabled': 'disabled {target}',
  'user.enabled': 'enabled {target}',
  'user.deletion_scheduled': 'scheduled the deletion of {target}',
  'user.deletion_cancelled': 'cancelled the deletion of {target}',
  'user.deleted': 'deleted {target}',
  'user.exported': 'exported the data of {target}',
  'user.signed_in': 'signed in',
  'user.federated_sign_in': 'signed in through a provider',
  'user.sign_in_failed': 'failed to sign in',
  'user.locked': 'locked {target} after too many attempts',
  'user.lock_ended': 'ended the lock of {target}',
  'user.unlocked': 'unlocked {target}',
  'user.password_changed': 'changed the password of {target}',
  'user.password_removed': 'removed the password of {target}',
  'user.password_reset_requested': 'asked for a password reset of {target}',
  'user.password_reset': 'reset the password of {target}',
  'user.email_change_requested': 'asked to change the e-mail of {target}',
  'user.email_changed': 'changed the e-mail of {target}',
  'user.email_change_undone': 'took back the e-mail change of {target}',
  'user.phone_changed': 'changed the phone of {target}',
  'user.role_added': 'gave a role to {target}',
  'user.role_removed': 'took a role from {target}',
  'identity.linked': 'linked an identity to {target}',
  'identity.unlinked': 'unlinked an identity of {target}',
  'mfa.enrolled': 'set up a second factor',
  'mfa.removed': 'removed a second factor',
  'mfa.recovery_codes_made': 'made recovery codes',
  'mfa.recovery_code_used': 'used a recovery code',
  'mfa.reset_by_admin': 'reset the second factors of {target}',
  'mfa.challenged': 'was asked for a second factor',
  'mfa.succeeded': 'passed the second factor',
  'mfa.failed': 'failed the second factor',
  'device.trusted': 'chose to remember a browser',
  'device.forgotten': 'forgot a browser',
  'passkey.added': 'added a passkey',
  'passkey.renamed': 'renamed a passkey',
  'passkey.removed': 'removed a passkey',
  'passkey.clone_suspected': 'used a passkey that may have been copied',
  'session.ended': 'signed out',
  'session.stepped_up': 'confirmed that it is them',
  'session.revoked': 'ended a session',
  'session.revoked_all': 'ended all sessions of {target}',
  'grant.created': 'let a client in',
  'grant.revoked': 'revoked a grant',
  'grant.revoked_all': 'revoked all grants of {target}',
  'consent.granted': 'consented to a client',
  'consent.denied': 'refused a client',
  'consent.withdrawn': 'withdrew a consent',
  'authorize.denied': 'was refused at the authorization endpoint',
  'token.introspection_denied': 'was refused an introspection',
  'client.authentication_failed': 'failed to authenticate as a client',
  'rate_limit.exceeded': 'went over a rate limit',
  'tenant.mismatch': 'sent something that belongs to another application',
  'token.revoked': 'revoked a token',
  'token.reuse_detected': 'used a refresh token twice; its family was ended',
  'token.too_large': 'asked for a token that grew too large',
  'client.created': 'created the client {target}',
  'client.updated': 'changed the client {target}',
  'client.deleted': 'deleted the client {target}',
  'client.secret_rotated': 'rotated the secret of the client {target}',
  'role.created': 'created the role {target}',
  'role.updated': 'changed the role {target}',
  'role.deleted': 'deleted the role {target}',
  'idp.created': 'set up the identity provider {target}',
  'idp.updated': 'changed the identity provider {target}',
  'idp.tested': 'tested the identity provider {target}',
  'idp.deleted': 'deleted the identity provider {target}',
  'email_template.changed': 'changed the words of a mail',
  'email_template.tested': 'sent themself a test mail',
  'jwt_template.changed': 'changed the JWT template {target}',
  'invitation.sent': 'invited somebody',
  'invitation.revoked': 'revoked an invitation',
  'invitation.accepted': 'accepted an invitation',
  'invitation.declined': 'declined an invitation',
  'invitation.delivery_failed': 'could not be reached with an invitation',
  'import.started': 'began an import of users',
  'import.finished': 'finished an import of users',
  'export.started': 'began an export',
  'export.finished': 'finished an export',
  'job.started': 'began a bulk action',
  'job.finished': 'finished a bulk action',
  'job.cancelled': 'stopped a bulk action',
  'mail.code_requested': 'asked for a code by mail',
  'mail.bounced': 'has a mailbox that refused our mail',
  'mail.complained': 'marked our mail as unwanted',
  'sms.sent': 'was sent a code by SMS',
  'sms.half_spent': 'spent half of the day’s SMS',
}

export const TYPES = Object.keys(VERBS)

/** Types by their first word, for the filter. */
export const AREAS = [...new Set(TYPES.map((type) => type.split('.')[0] ?? type))]

/** Who did it, in words. */
export function actorOf({ actor, target, type }: AuditEvent): string {
  if (actor.type === 'system') return 'Aero2'
  if (actor.type === 'anonymous')
    return type.startsWith('user.') && target?.type === 'user' ? 'Somebody as this user' : 'Somebody'
  if (actor.type === 'user' && actor.id === target?.id) return 'The user'
  return (
    { api_key: 'An API key', client: 'A client', operator: 'An operator', user: 'A user', developer: 'A developer' }[
      actor.type
    ] ?? actor.type
  )
}

/** The sentence, cut where the target comes in. */
export function sentence(event: AuditEvent): { before: string; after: string; hasTarget: boolean } {
  const isOwn = typeof event.actor.id === 'string' && event.actor.id === event.target?.id
  if (isOwn && event.type === 'user.created') return { before: 'signed up', after: '', hasTarget: false }
  if (isOwn)
    return { before: (VERBS[event.type] ?? event.type).replace('{target}', 'their own account'), after: '', hasTarget: false }
  const verb = VERBS[event.type] ?? event.type.replaceAll('_', ' ').replace('.', ': ')
  const [before = '', after] = verb.split('{target}')
  return { before, after: after ?? '', hasTarget: after !== undefined && event.target !== null }
}

/** What the target is called in the event itself. */
export function targetName({ data, target }: AuditEvent): string {
  const said = data.client_name ?? data.name ?? data.hostname ?? data.email ?? data.hint
  if (typeof said === 'string') return said
  return target?.type === 'user' ? 'the user' : shortId(target?.id ?? '')
}

/** The kind and the end of an id: `usr_…rmba`. */
export function shortId(id: string): string {
  const [kind, rest] = id.split('_')
  return rest === undefined ? id : `${kind}_…${rest.slice(-6)}`
}
