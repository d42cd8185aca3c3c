# What the hosted pages say. One message is one sentence or label; { $name } is filled in.

## Around every page

frame-description = { $app }: sign in, and look after your account.
frame-environment = Environment
frame-development = Development – do not enter real people’s data
frame-privacy = Privacy
frame-terms = Terms
frame-help = Help
frame-language = Language
frame-show-password = Show password
frame-hide-password = Hide password

## Words of several pages

to-client = to continue to { $client }
continue = Continue
change = Change
start-again = Start again
email-address = E-mail address
name = Name
optional = optional
password = Password
new-password = New password
password-hint = At least { $least } characters. A few unrelated words are best.
code = Code
sign-in = Sign in
sign-up = Create an account
sign-out = Sign out
signed-in = Signed in
signed-in-as = Signed in as { $email }
use-another-account = Use another account
provider-continue = Continue with { $provider }
fields-problem = Look again at what is marked below.
fields-check = Check the fields below.

## Signing in

identifier-new = New here?
identifier-notice-undone = Your address is back, and everybody is signed out. Set a new password, or sign in with a code.
identifier-notice-password = Your new password is set. Sign in with it.
chooser-title = Choose an account
password-heading = Enter your password
password-forgot = Forgot your password?
password-mail-code = Mail me a code instead
password-mail-link = Mail me a link instead
code-heading-sign-in = Check your mail
code-heading-sign-up = Confirm your address
code-heading-setup = Confirm it is you
code-expired = What was sent to { $address } has expired.
code-sent =
    { $minutes ->
        [one] A six-digit code is on its way to { $address }. It works for { $minutes } minute, in this browser.
       *[other] A six-digit code is on its way to { $address }. It works for { $minutes } minutes, in this browser.
    }
code-link-sent =
    { $minutes ->
        [one] A link is on its way to { $address }. It works for { $minutes } minute, in this browser.
       *[other] A link is on its way to { $address }. It works for { $minutes } minutes, in this browser.
    }
code-send-new = Send a new code
code-send-new-link = Send a new link
code-wrong-address = Wrong address?
connect-title = Confirm it is you
connect-why = { $provider } gave us the address { $address }. Confirm once that this address, or the account that has it, is yours. After that, you can sign in with { $provider }.
connect-mail-code = Mail me a code
connect-password = Enter my password
provider-tested-title = Provider test
provider-tested-works = { $provider } works
provider-tested-failed = The test of { $provider } failed
provider-tested-nobody = Nobody was signed in, and nothing was stored. You can close this page.
provider-tested-cause = The cause:
provider-tested-absent = not sent
link-title = Is it you?
link-dead = This link does not work here
link-sign-in-instead = Sign in here instead

## Signing up

sign-up-have = Have an account?

## A forgotten password

reset-title = Reset your password
reset-how = We mail you a code and a link. Your password stays as it is until you use one of them.
reset-send = Send
reset-remembered = Remembered it?
new-password-title = Set a new password
new-password-sent = If { $address } has an account here, a code is on its way. It works for 30 minutes.
new-password-whose = for { $address }. You will be signed out everywhere.
new-password-set = Set the password
new-password-nothing = Nothing arrived?
new-password-again = Send a new code

## Consent

consent-title = Allow access
consent-heading = Allow { $client }?
consent-who = { $client } at { $host } is not made by { $app }. It asks to:
consent-scope-openid = Know who you are here
consent-scope-profile = See your name, picture and language
consent-scope-email = See your e-mail address
consent-scope-roles = See your roles
consent-scope-offline = Stay connected while you are away
consent-scope-other = Use “{ $scope }”
consent-allow = Allow
consent-deny = Deny
consent-privacy = Its privacy policy
consent-terms = Its terms

## On the way

hop-back = Go back to the app. This window can be closed then.
hop-open = Open the app
hop-on = You go on to { $host }.
sign-out-title = Sign out of { $app }?
sign-out-stay = Stay signed in
goodbye-title = Signed out
goodbye-heading = You are signed out
goodbye-shared = On a shared computer, close this window too.
sign-in-again = Sign in again

## The platform

setup-title = Set up
setup-heading = Set up this platform
setup-how = You were invited to operate it. Choose a password; then confirm your address with the code we mail you.
error-home = Back to { $app }
error-reference = Reference
error-our-side = Something failed on our side. Nothing was changed.

## Staying, and what is still missing

identifier-notice-leaving = Your account will be deleted, and you are signed out everywhere. Sign in to keep it.
identifier-notice-deleted = Your account is deleted.
reactivate-title = Keep your account?
reactivate-when = It will be deleted on { $day }, with everything in it.
reactivate-keep = Keep my account
reactivate-leave = Leave it to be deleted
step-title = One more step
step-why = { $app } needs this from everybody.
terms-agree = I agree to the terms
terms-read = Read the terms

## An invitation

invited-title = You are invited
invited-heading = You are invited to { $app }
invited-new = Create your account to accept. Your address is confirmed already.
invited-create = Accept and create the account
invited-known = You have an account already. Sign in to accept.
invited-consent = Accept the invitation with your account.
invited-accept = Accept

## Proving oneself again

step-up-title = Confirm that it is you
step-up-why = What comes next is well guarded, so { $app } asks once more.
step-up-totp-code = Code from your app
step-up-recovery-code = Recovery code
step-up-recovery-hint = Each of them works once.
step-up-by-password = Use my password
step-up-by-totp = Use my authenticator app
step-up-by-recovery-code = Use a recovery code
step-up-by-passkey = Use a passkey
step-up-by-provider = Sign in through my provider

## Passkeys

passkey-use = Sign in with a passkey
passkey-offer-title = Sign in faster next time
passkey-offer-why = A passkey signs you in with your fingerprint, your face or the PIN of your device. It cannot be guessed, and no false page can take it.
passkey-create = Create a passkey
passkey-later = Not now
passkey-never = Do not ask again on this device

## A second factor

mfa-title = Confirm it is you
mfa-app-how = Six digits, from your authenticator app for { $app }.
mfa-recovery-code = Recovery code
mfa-recovery-how = One of the codes you saved. Each works once.
mfa-few-left =
    { $left ->
        [one] { $left } is left.
       *[other] { $left } are left.
    }
mfa-remember =
    { $days ->
        [one] Do not ask again in this browser for { $days } day
       *[other] Do not ask again in this browser for { $days } days
    }
mfa-use-app = Use the authenticator app
mfa-use-recovery = Use a recovery code
mfa-lost = No way left? Ask the application’s support.
mfa-setup-title = Set up a second factor
mfa-setup-why = To go on, protect your account with a second factor, besides how you sign in.
mfa-setup-passkey = Passkey
mfa-setup-app-how = You need an authenticator app, or a password manager that makes such codes.
mfa-setup-begin = Set up the app
mfa-scan = Scan this with your authenticator app. Then type the six digits it shows.
mfa-qr = QR code for your authenticator app
mfa-key-instead = Type a key instead
mfa-key-how = Choose “enter a key” in the app, with codes by time, and type:
mfa-other-key = Make another key
mfa-codes-title = Save your recovery codes
mfa-codes-how = Each of them stands in once for your second factor, if you lose it. Keep them where nobody else finds them: they are not shown again.
mfa-codes-saved = I have saved these codes
mfa-codes-gone = The recovery codes are no longer shown. If you have not saved them, make new ones in your account.
mfa-codes-seen = I understand

## Codes by SMS

mfa-sms-to = We send a six-digit code to { $phone }.
mfa-sms-send = Send me the code
mfa-use-sms = Use a code by SMS
