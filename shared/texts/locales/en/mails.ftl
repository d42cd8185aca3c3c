# What mails say around their code or link. { $app } is the application's name, { $life } one of the first two messages.

mail-life-minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
mail-life-hours =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }

## How a code or link is used

mail-how-code = Type it where you began. It works for { $life }, once.
mail-how-link = Follow the link in the browser where you began. It works for { $life }, once.
mail-how-both = Type it where you began, or follow the link in the same browser. Either works for { $life }, once.
mail-action-sign-in = Sign in
mail-action-confirm = Confirm the address

## A code that signs in

mail-sign-in-code-subject = { $code } is your code for { $app }
mail-sign-in-code-heading = Sign in to { $app }
mail-sign-in-code-note = If it was not you, ignore this mail: without the code nobody gets in. Never pass it on, not even to us.
mail-sign-in-link-subject = Sign in to { $app }
mail-sign-in-link-note = If it was not you, ignore this mail: the link works only in the browser that asked for it.

## Somebody who is signed in

mail-step-up-code-subject = { $code } confirms that it is you at { $app }
mail-step-up-code-heading = Confirm that it is you
mail-step-up-code-note = If it was not you, somebody is signed in to your account: sign out everywhere and set a new password. Never pass the code on, not even to us.

## A sign-up

mail-sign-up-code-subject = { $code } confirms your address for { $app }
mail-sign-up-link-subject = Confirm your address for { $app }
mail-sign-up-code-heading = Welcome to { $app }
mail-sign-up-code-note = If it was not you, ignore this mail: no account is made without the code.
mail-sign-up-link-note = If it was not you, ignore this mail: no account is made unless the link is followed.
mail-already-registered-subject = You already have an account with { $app }
mail-already-registered-heading = You already have an account
mail-already-registered-body = Somebody, probably you, tried to sign up to { $app } with this address. It has an account already: just sign in.
mail-already-registered-note = If it was not you, ignore this mail. Nothing was changed.

## Passwords

mail-reset-password-subject = Set a new password for { $app }
mail-reset-password-heading = Set a new password
mail-reset-password-body = Type the code where you asked for it, or follow the link. Either works for { $life }, once.
mail-reset-password-action = Set a new password
mail-reset-password-note = If it was not you, ignore this mail: your password stays as it is. Never pass the code on, not even to us.
mail-password-changed-subject = Your password for { $app } was changed
mail-password-changed-heading = Your password was changed
mail-password-changed-body = You are signed out everywhere else. If it was you, there is nothing to do.
mail-password-changed-action = It was not me: set a new one
mail-password-changed-note = You get this mail because it is about the safety of your account with { $app }.

## Another address

mail-email-change-code-subject = { $code } confirms your new address for { $app }
mail-email-change-code-heading = Confirm your new address
mail-email-change-code-note = If it was not you, ignore this mail: without the code nothing changes.
mail-email-change-notice-subject = Your account with { $app } gets another address
mail-email-change-notice-heading = Your account gets another address
mail-email-change-notice-body = Somebody, probably you, asked to move your account to { $about }. If it was you, there is nothing to do.
mail-email-change-notice-action = It was not me: keep this address
mail-email-change-notice-note = The link works for { $life }. It brings this address back and signs everybody out.

## Accounts elsewhere

mail-identity-linked-subject = You can sign in to { $app } with { $about } now
mail-identity-linked-heading = { $about } was connected to your account
mail-identity-linked-body = Somebody, probably you, signed in to { $app } with an account at { $about } that has this address. From now on it signs you in.
mail-identity-linked-action = Look at your account
mail-identity-linked-note = If it was not you, remove the connection in your account and tell the application’s support.

## For those who run the platform or an application

mail-operator-code-subject = { $code } confirms your address for { $app }
mail-operator-code-heading = Operate { $app }
mail-operator-code-note = If it was not you, tell whoever runs this deployment.
mail-operator-invitation-subject = You are invited to operate { $app }
mail-operator-invitation-heading = Operate { $app }
mail-operator-invitation-body = You are invited to run this deployment of { $app }. The link works for { $life }, once.
mail-operator-invitation-action = Set up your account
mail-operator-invitation-note = If you did not expect this, ignore it: without your mailbox nobody can use the invitation.
mail-domain-degraded-subject = { $about } is missing a DNS record
mail-domain-degraded-heading = A DNS record of { $about } is missing
mail-domain-degraded-body = The records that { $about } needs for { $app } are not what they were. It is still served; if they do not come back, it stops after 14 days.
mail-domain-degraded-action = See which record it is
mail-domain-degraded-note = You get this mail because you are an admin of the team that owns the application.

## Second factors taken away

mail-mfa-reset-subject = The second factors of your account with { $app } were removed
mail-mfa-reset-heading = Your second factors were removed
mail-mfa-reset-body = An administrator removed them, and you are signed out everywhere. From now on you sign in without them, until you set one up again.
mail-mfa-reset-action = Look at your account
mail-mfa-reset-note = If you did not ask for this, tell the application’s support.

## An invitation, and the end of an account

mail-life-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
mail-invitation-subject = You are invited to { $app }
mail-invitation-heading = You are invited to { $app }
mail-invitation-body = You are invited to have an account with { $app }. The link works for { $life }, once.
mail-invitation-action = Accept the invitation
mail-invitation-note = If you did not expect this, ignore it: no account is made without the link. Never pass it on.
mail-team-invitation-subject = You are invited to the team { $about }
mail-team-invitation-heading = You are invited to { $about }
mail-team-invitation-body = You are invited to the team { $about } at { $app }. The link works for { $life }, once.
mail-team-invitation-action = Accept the invitation
mail-team-invitation-note = If you did not expect this, ignore it: nobody joins without the link. Never pass it on.
mail-transfer-requested-subject = { $about } is offered to your team
mail-transfer-requested-heading = { $about } is offered to your team
mail-transfer-requested-body = Another team wants to hand the application { $about } over to yours. As an admin, accept or decline it in { $app } within 7 days.
mail-transfer-requested-action = See the offer
mail-transfer-requested-note = You get this mail because you are an admin of the team that the application is offered to.
mail-deletion-scheduled-subject = Your account with { $app } will be deleted on { $about }
mail-deletion-scheduled-heading = Your account will be deleted on { $about }
mail-deletion-scheduled-body = You are signed out everywhere. If you want to keep your account, sign in before { $about } and say so.
mail-deletion-scheduled-action = Sign in to keep it
mail-deletion-scheduled-note = If it was not you who asked for this, sign in, keep the account and set a new password.
mail-account-deleted-subject = Your account with { $app } was deleted
mail-account-deleted-heading = Your account was deleted
mail-account-deleted-body = You are signed out everywhere, and what was kept about you is being erased. Nothing of it can be brought back.
mail-account-deleted-note = This is the last mail about that account. The address is free for a new one with { $app }.

## Passkeys

mail-passkey-added-subject = A passkey was added to your account with { $app }
mail-passkey-added-heading = You have a new passkey
mail-passkey-added-body = The passkey “{ $about }” signs you in to { $app } from now on.
mail-passkey-added-action = Look at your passkeys
mail-passkey-added-note = If it was not you, remove the passkey and change your password.
mail-passkey-removed-subject = A passkey was removed from your account with { $app }
mail-passkey-removed-heading = A passkey is gone
mail-passkey-removed-body = The passkey “{ $about }” does not sign you in to { $app } any more.
mail-passkey-removed-action = Look at your passkeys
mail-passkey-removed-note = If it was not you, change your password and tell the application’s support.

## Second factors, and new browsers

mail-mfa-enrolled-subject = An authenticator app protects your account with { $app }
mail-mfa-enrolled-heading = An authenticator app was set up
mail-mfa-enrolled-body = From now on signing in needs a code from it. You are signed out everywhere else. If it was you, there is nothing to do.
mail-mfa-enrolled-action = Look at your account
mail-mfa-enrolled-note = If it was not you, set a new password and tell the application’s support.
mail-mfa-removed-subject = The authenticator app of your account with { $app } was removed
mail-mfa-removed-heading = The authenticator app was removed
mail-mfa-removed-body = Signing in needs no code from it any more. You are signed out everywhere else. If it was you, there is nothing to do.
mail-mfa-removed-action = Look at your account
mail-mfa-removed-note = If it was not you, set a new password and tell the application’s support.
mail-recovery-codes-made-subject = New recovery codes for { $app }
mail-recovery-codes-made-heading = New recovery codes were made
mail-recovery-codes-made-body = The old ones have stopped working. If it was you, there is nothing to do.
mail-recovery-codes-made-action = Look at your account
mail-recovery-codes-made-note = If it was not you, set a new password and tell the application’s support.
mail-recovery-code-used-subject = A recovery code was used for { $app }
mail-recovery-code-used-heading = A recovery code was used
mail-recovery-code-used-body = It stood in for your second factor and does not work again. Codes left: { $about }.
mail-recovery-code-used-action = Look at your account
mail-recovery-code-used-note = If it was not you, set a new password, make new recovery codes and tell the application’s support.
mail-new-device-subject = You signed in to { $app } from a new browser
mail-new-device-heading = A new browser signed in
mail-new-device-body = Your account with { $app } was used from a browser that was not seen before: { $about }. If it was you, there is nothing to do.
mail-new-device-action = See where you are signed in
mail-new-device-note = If it was not you, sign out there and set a new password.

## A phone number, and the SMS with a code: of letters that every phone shows in one part

mail-phone-added-subject = A phone number was added to your account with { $app }
mail-phone-added-heading = A phone number was added
mail-phone-added-body = { $about } can get codes by SMS for your account now. If it was you, there is nothing to do.
mail-phone-added-action = Look at your account
mail-phone-added-note = If it was not you, set a new password and tell the application’s support.
mail-phone-removed-subject = The phone number of your account with { $app } was removed
mail-phone-removed-heading = The phone number was removed
mail-phone-removed-body = { $about } gets no codes any more. You are signed out everywhere else. If it was you, there is nothing to do.
mail-phone-removed-action = Look at your account
mail-phone-removed-note = If it was not you, set a new password and tell the application’s support.
mail-sms-code = { $code } is your code for { $app }. It works for { $minutes } min.
mail-sms-code-short = { $code } is your code. It works for { $minutes } min.
