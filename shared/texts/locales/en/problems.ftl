# What went wrong. A message called said-… has as its English text the very sentence that the code says, with a variable for each number: the
# sentence is what finds it. A message called title-… has the title of an error code.

## Fields

said-empty = Enter a value.
said-required = This field is required.
said-long = Use at most { $most } characters.
said-invisible = Remove the invisible or control characters.
said-email = Enter an e-mail address like name@example.com.
said-same-address = That is your address already.

## Passwords: said one after the other

weak = Choose another password.
weak-short = Use at least { $least } characters.
weak-long = Use at most 128 characters.
weak-breached = It is known from a breach of another site: never use it again anywhere.
weak-personal = Do not use your name, your e-mail address or the application’s name.
weak-common = It is easy to guess: use a few unrelated words.

## Signing in

said-wrong-password = That e-mail address and password do not belong together.
said-locked-minute = Too many attempts. Wait a minute, or sign in with a code by e-mail.
said-locked = Too many attempts. Wait { $minutes } minutes, or sign in with a code by e-mail.
said-mail-off = Signing in by mail is switched off here. Use your password.
said-password-off = Signing in with a password is switched off here. Use a code by e-mail.
said-passwords-off = Passwords are switched off here.
said-passwords-off-code = Passwords are switched off here. Sign in with a code by e-mail.
said-sent-just-now = A code was sent a moment ago. Wait { $seconds } s, then ask again.
said-too-slow = This took too long. Start again.
said-support = That did not work. Ask the application’s support.
said-step-done = This step was done already, or the address was taken in the meantime. Sign in to go on.
said-other-browser = This link works only in the browser where it was asked for. Go back there, and type the code from the mail or follow the link again.
said-over = This sign-in is over, or was begun in another browser. Start again.
said-other-step = This sign-in is at another step.
said-complete = This sign-in is complete already. Go back to the application.
said-code-wrong-last = That code is not right, and no tries are left. Ask for a new one.
said-code-wrong-one = That code is not right. One try left.
said-code-wrong = That code is not right. { $left } tries left.
said-code-old = That code no longer works. Ask for a new one.
said-tries-at-once = Too many tries at once. Wait a moment.
said-link-dead = This link was used, has expired, or a newer mail replaced it. Ask for a new one.
said-too-often = That was too often. Wait a moment, then try again.
said-busy = Many people are signing in right now. Try again in a moment.
said-whose = Say first whose password it is.
said-step-up-other-way = You cannot confirm it that way. Use another one.
said-step-up-changed = Your sign-in changed meanwhile: you confirmed it in another tab, or were signed out. Try again.

## Signing up

said-invited-only = New accounts are by invitation only.
said-domain = Addresses of this domain cannot sign up here.

## Other providers

said-provider-off = Signing in that way is not possible here. Use another one.
said-provider-denied = The provider did not sign you in. Try again, or use another way.
said-provider-failed = The provider answered in a way that cannot be trusted. Try again, or use another way.
said-provider-late = That took too long, was done already, or was begun in another browser. Try again.
said-provider-closed = There is no account for you here, and new ones are not open.
said-provider-domain = Addresses of that domain cannot sign up here.
said-provider-account = You have an account here already. Sign in to it in the way you did before.
said-provider-taken = That account at the provider belongs to another user here.
said-provider-limit = No more accounts can be connected. Remove one first.
said-provider-often = That was too often. Wait a while, then try again.
said-provider-again = Something else happened at the same moment. Try again.
said-provider-unknown = There is no such identity provider here.

## More of signing in

said-request-old = This sign-in took too long or was changed. Go back to the application and start again.
said-not-fresh = Confirm that it is you to do this: your last sign-in is too long ago.
said-too-weak = Confirm that it is you by a second factor to do this.
said-provider-new = New accounts are not open to this one.

## The own account

said-address-failed = The address could not be changed. Ask for a new code, or choose another address.
said-last-way = This is the only way to sign in. Set up another one first.
said-no-session = There is no such session.
said-this-session = This is the session you are using. Sign out instead.
said-no-connection = There is no such connection.
said-other-person = Somebody else is signed in in this browser now. Nothing was changed: go back to your account and look again.
said-sign-in-first = Sign in first.

## Applications

said-redirect = The application that sent you here asked to return to an address it has not registered.
said-client = The application that sent you here is not known, or is switched off.
said-consent-session = You are no longer signed in. Go back to the application and start again.
said-consent-choose = Choose Allow or Deny.
said-consent-none = Allow at least one scope, or deny.
said-application-unknown = No application lives at this address. Check its spelling.
said-application-suspended = This application was suspended by the operator of the platform.
said-back-and-tell = Go back to the application and try again. If it happens again, tell its support what you see here.

## Requests

said-late = That took too long. Try again.
said-nothing-here = There is nothing at this address.
said-no-page = There is no such page here.
said-no-thing = There is no such thing here.
said-form-old = This page was open for too long. Start again; nothing was changed.
said-no-cookie = Your browser sent no cookie. Allow cookies for this site, then reload the page.
said-not-our-page = This request did not come from our own page. Go back, reload the page and try again.

## Titles of error codes; an unknown one has the last

title-malformed-body = The body could not be read
title-invalid-host = The host header is not usable
title-invalid-parameter = A query parameter is not valid
title-code-invalid = The code is wrong
title-code-expired = The code is too old
title-link-invalid = The link is no longer valid
title-wrong-browser = The link belongs to another browser
title-invitation-invalid = The invitation is no longer valid
title-unauthenticated = Authentication is required
title-invalid-credentials = The sign-in failed
title-tx-expired = The sign-in has expired
title-forbidden = Permission is missing
title-csrf-failed = The request did not come from our page
title-step-up-required = A fresh sign-in is required
title-application-suspended = The application is suspended
title-method-disabled = The method is switched off
title-signup-closed = Sign-up is not open
title-signup-domain-not-allowed = Sign-up is not open to this domain
title-invitation-wrong-email = The invitation is for another address
title-not-found = Not found
title-application-not-found = There is no application here
title-not-issuer-host = The issuer has moved
title-method-not-allowed = The method is not allowed here
title-wrong-state = The sign-in is at another step
title-email-taken = The address is in use
title-email-change-failed = The address could not be changed
title-last-sign-in-method = A way to sign in must remain
title-identity-in-use = The identity belongs to another user
title-session-is-current = This is the current session
title-session-changed = Somebody else is signed in now
title-payload-too-large = The body is too large
title-uri-too-long = The URL is too long
title-validation-error = Some values are not valid
title-weak-password = The password is too weak
title-limit-exceeded = A limit is reached
title-too-many-attempts = Too many attempts
title-rate-limited = Too many requests
title-internal-error = Something went wrong on our side
title-upstream-failed = Another service answered badly
title-upstream-timeout = Another service was too slow
title-unavailable = Temporarily unavailable
title-busy = Temporarily too busy
title-invalid-request = The request is not valid
title-invalid-client = The client could not be authenticated
title-invalid-redirect-uri = The redirect URI is not registered
title-access-denied = Access was denied
title-other = Something went wrong

## The end of an account, and invitations

said-no-deletion = No deletion is scheduled.
said-keep-or-leave = Choose to keep the account, or to leave it.
said-last-admin = Delete the applications of your team, or make somebody else its admin, first.
said-type-address = Type the address of this account to delete it.
said-terms = Agree to the terms to go on.
said-invitation-over = This invitation was used, was revoked, or is too old. Ask whoever sent it for a new one.
said-invitation-other = This invitation is for another address. Sign out here, then follow its link again.
said-invitation-account = You have an account already. Sign in, then accept the invitation.
title-last-admin = An admin must remain

## Passkeys

said-passkey-wrong = That passkey did not work. Try again, or use another way.
said-passkey-off = Passkeys are switched off here. Use another way.
said-passkey-none = There is no passkey on this account. Use another way.
said-passkey-limit = No more passkeys can be added. Remove one first.

## Second factors

said-factor-wrong = That code is not right, or was used already. Wait for the next one.
said-recovery-wrong = That recovery code is not right, or was used already.
said-factor-unavailable = This way to confirm is not available to you. Use another one.
said-factor-often = Too many codes were tried. Wait a moment, then try again.
said-factor-off = Authenticator apps are switched off here.
said-factor-there = An authenticator app is set up already.
said-factor-none = There is no authenticator app.
said-factor-required = A second factor is required here. Set up another one first.
said-factor-first = Set up a second factor first: recovery codes stand in for one.
said-device-none = There is no such device.
said-account-changed = Your account was changed at the same moment. Look at it again.
said-codes-save = Say that you have saved the codes.

## Codes by SMS

said-sms-off = Codes by SMS are switched off here.
said-sms-country = No codes are sent to numbers of that country.
said-sms-wrong = That code is not right, or a newer one was sent. Look at the newest message.
said-sms-there = Codes by SMS are set up already.
said-phone-none = There is no phone number.
said-phone-invalid = That is not a phone number. Begin with + and the code of the country.
