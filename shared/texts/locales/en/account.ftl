# The account portal: what a person sees and changes of their own account.

portal-label = Account
portal-profile = Profile
portal-security = Security
portal-connections = Connections
portal-sessions = Sessions
portal-activity = Activity
portal-confirm-first = To change anything here, confirm first that it is you.

notice-profile = Saved.
notice-password = Your password is changed. You are signed out everywhere else.
notice-code = A code is on its way to the new address.
notice-email = Your address is changed.
notice-disconnected = Disconnected.
notice-session = Signed out there.

profile-title = Your profile
profile-heading = Your account
profile-given-name = First name
profile-family-name = Last name
profile-language = Language of mails
profile-language-any = As in the browser
profile-save = Save

security-how = How you sign in.
security-code-to = Code sent to { $address }
security-confirm = Confirm the new address
security-new-address = New address
security-address-hint = It gets a code. Your present address gets a notice, and 72 hours to take the change back.
security-change-address = Change the address
security-password-hint = At least { $least } characters. You will be signed out everywhere else.
security-change-password = Change the password
security-set-password = Set a password
security-has-password = You have a password.
security-no-password = You sign in without a password.

connections-what = Accounts elsewhere that sign you in here.
connections-none = Nothing is connected.
connections-disconnect = Disconnect
connections-disconnect-one = Disconnect { $provider }
connections-connect = Connect { $provider }

sessions-heading = Where you are signed in
sessions-this = this browser
sessions-end-one = Sign out { $browser }
sessions-end-others = Sign out everywhere else
sessions-sign-out-here = Sign out here
browser-unknown = Unknown browser
browser-on = { $browser } on { $system }
since = since { $time }
since-from = since { $time }, from { $place }

activity-what = What happened to your account in the last 90 days.
activity-not-you = Something you did not do?
activity-change-password = Change your password; that signs everybody else out.
activity-by-other = not by you
activity-none = Nothing yet.
activity-older = Older

undo-title = Keep your address
undo-heading = Keep your address?
undo-how = Your account gets its old address back, everybody is signed out, and a password has to be set anew.
undo-keep = Keep my address

## What happened

event-signed-in = Signed in
event-sign-in-failed = A sign-in failed
event-locked = Signing in was locked after wrong passwords
event-unlocked = Signing in was unlocked
event-created = The account was made
event-updated = The profile was changed
event-disabled = The account was switched off
event-enabled = The account was switched on
event-password-changed = The password was changed
event-password-asked = A new password was asked for
event-password-reset = The password was reset
event-email-asked = Another address was asked for
event-email-changed = The address was changed
event-email-undone = The change of the address was taken back
event-role-added = A role was given
event-role-removed = A role was taken
event-session-stepped-up = You confirmed that it was you
event-mfa-reset = An administrator removed your second factors
event-session-ended = Signed out
event-session-revoked = A session was ended
event-sessions-revoked = All sessions were ended
event-grant-created = An application got access
event-grant-revoked = An application’s access was ended
event-consent-granted = An application was allowed
event-consent-denied = An application was refused
event-consent-withdrawn = An application’s permission was withdrawn
event-token-reused = A used token was shown again, and its access ended
event-code-mailed = A code was mailed
event-other = Something about the account changed

## The own data, and the end of the account

portal-data = Data
data-title = Your data
data-confirm-first = To do anything here, confirm first that it is you.
data-export-heading = Take it along
data-export-what = One file with your profile, connections, sessions, what applications may do, and what happened to your account.
data-export = Download my data
data-delete-heading = Delete the account
data-delete-what = You will be signed out everywhere, and every application loses its access at once.
data-delete-now = The account is deleted at once and cannot be brought back.
data-delete-days =
    { $days ->
        [one] For { $days } day you can sign in and keep it; then it is deleted and cannot be brought back.
       *[other] For { $days } days you can sign in and keep it; then it is deleted and cannot be brought back.
    }
data-type-address = Type your address to confirm
data-type-id = Type { $id } to confirm
data-delete = Delete my account
event-deletion-scheduled = The account is to be deleted
event-deletion-cancelled = The account is kept
event-exported = The data was downloaded

passkeys-title = Passkeys
passkeys-what = A passkey signs you in with your fingerprint, your face or the PIN of your device.
passkeys-none = You have no passkey.
passkeys-add = Add a passkey
passkeys-needs-script = To add a passkey, allow scripts for this page.
passkeys-added = added on { $day }
passkeys-used = last used on { $day }
passkeys-unused = never used
passkeys-synced = on several devices
passkeys-bound = on one device only
passkeys-name = Name
passkeys-rename = Rename
passkeys-rename-one = Rename { $name }
passkeys-remove = Remove
passkeys-remove-one = Remove { $name }
notice-passkey-added = Your passkey is ready.
notice-passkey-renamed = Renamed.
notice-passkey-removed = Removed. It signs nobody in any more.
event-passkey-added = A passkey was added
event-passkey-renamed = A passkey was renamed
event-passkey-removed = A passkey was removed
event-passkey-copied = A passkey was refused that may have been copied

## A second factor, and remembered browsers

mfa-heading = Second factor
mfa-what = A code from your phone, besides how you sign in.
mfa-app = Authenticator app
mfa-since = set up on { $day }
mfa-none = No authenticator app is set up.
mfa-add = Set up an authenticator app
mfa-replace = Move to another app
mfa-remove = Remove the app
mfa-stays = A second factor is required here: you can move to another app, but not remove it.
mfa-codes = Recovery codes
mfa-codes-left =
    { $left ->
        [one] { $left } recovery code is left.
       *[other] { $left } recovery codes are left.
    }
mfa-new-codes = Make new recovery codes
mfa-new-codes-how = The old ones stop working.
mfa-manage = Change the second factor
notice-mfa = Your authenticator app is set up. You are signed out everywhere else.
notice-mfa-removed = The app is removed. You are signed out everywhere else.
notice-codes-saved = Your recovery codes are ready.
notice-device = Forgotten.
devices-heading = Remembered browsers
devices-trusted = no second factor until { $day }
devices-forget = Forget
devices-forget-one = Forget { $browser }
event-mfa-enrolled = An authenticator app was set up
event-mfa-removed = The authenticator app was removed
event-codes-made = New recovery codes were made
event-code-used = A recovery code was used
event-mfa-asked = A second factor was asked for
event-mfa-given = A second factor was given
event-mfa-failed = A second factor was wrong
event-device-trusted = A browser was remembered
event-device-forgotten = A browser was forgotten
