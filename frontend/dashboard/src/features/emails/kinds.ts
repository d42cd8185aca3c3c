/** Mails in the order people meet them; a kind that is new to this page comes last, under its own name. */
export const KINDS: Record<string, string> = {
  sign_up_code: 'Code to sign up',
  sign_in_code: 'Code to sign in',
  step_up_code: 'Code to confirm that it is you',
  already_registered: 'Signing up with a known address',
  invitation: 'Invitation',
  reset_password: 'Password reset',
  password_changed: 'Password changed',
  email_change_code: 'Code for a new address',
  email_change_notice: 'Notice to the old address',
  new_device: 'Sign-in from a new browser',
  identity_linked: 'Identity linked',
  mfa_enrolled: 'Second factor added',
  mfa_removed: 'Second factor removed',
  mfa_reset: 'Second factors reset by an admin',
  passkey_added: 'Passkey added',
  passkey_removed: 'Passkey removed',
  phone_added: 'Phone added',
  phone_removed: 'Phone removed',
  recovery_codes_made: 'Recovery codes made',
  recovery_code_used: 'Recovery code used',
  deletion_scheduled: 'Deletion scheduled',
  account_deleted: 'Account deleted',
}

export function kindName(kind: string): string {
  return KINDS[kind] ?? kind.replaceAll('_', ' ')
}

const names = new Intl.DisplayNames('en', { type: 'language' })

export function localeName(locale: string): string {
  return names.of(locale) ?? locale
}
