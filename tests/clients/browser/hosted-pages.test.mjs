/**
 * Looks at every hosted page as people see it: wide and narrow, light and dark, judged by axe (WCAG 2.2 AA); then signs up, resets a password and
 * changes the account by keyboard alone, and once more with scripts switched off. Takes a picture of every page.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { advance, application, mailedCode, mailedLink, manage, person, textedCode } from '../node/lib/platform.mjs'
import { look as lookAt, picture, visitor } from './chrome.mjs'

const PASSWORD = 'seven quiet otters paint maps'
const NEXT = 'four loud badgers sketch rivers'
const look = (page, name) => lookAt(page, `page-${name}`)

/** Fills in the fields by keyboard and presses Enter in the last one. */
async function type(page, fields) {
  const arrived = page.waitForNavigation()
  for (const [name, value] of Object.entries(fields)) {
    await page.focus(`[name=${name}]`)
    await page.keyboard.type(value)
  }
  if (!('code' in fields && Object.keys(fields).at(-1) === 'code')) await page.keyboard.press('Enter')
  await arrived
}

test('every page of an account’s life, by keyboard', async () => {
  const app = application('acme')
  const email = 'june@people.example'
  const { context, page, complaints } = await visitor()
  await page.goto(`${app.issuer}/login`)
  await look(page, 'login')
  await page.goto(`${app.issuer}/signup`)
  await look(page, 'signup')
  await type(page, { email, name: 'June Example', password: 'password1234' })
  await look(page, 'signup-refused')
  await page.fill('[name=password]', '')
  await type(page, { password: PASSWORD })
  await look(page, 'verify')
  await type(page, { code: await mailedCode(email) })
  await page.waitForURL(`${app.issuer}/account`)
  await look(page, 'account')
  await type(page, { given_name: 'June' })
  assert.match(await page.textContent('.notice'), /Saved/)
  for (const name of ['security', 'connections', 'sessions', 'activity', 'data']) {
    await page.goto(`${app.issuer}/account/${name}`)
    await look(page, `account-${name}`)
  }
  await page.goto(`${app.issuer}/account/security`)
  await type(page, { email: 'june@elsewhere.example' })
  await look(page, 'account-security-code')
  await page.goto(await mailedLink(email, '/account/email/undo'))
  await look(page, 'account-undo')
  await page.goto(`${app.issuer}/logout`)
  await look(page, 'logout')
  await page.click('button.primary')
  await look(page, 'goodbye')

  await page.goto(`${app.issuer}/login`)
  await type(page, { email })
  await look(page, 'password')
  await type(page, { password: 'not the password' })
  await look(page, 'password-refused')
  await page.click('text=Forgot your password?')
  await look(page, 'reset')
  await page.focus('[name=email]')
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  await look(page, 'reset-code')
  await page.goto(await mailedLink(email, '/reset'))
  assert.equal(new URL(page.url()).search, '', 'the token left the address bar')
  await look(page, 'reset-link')
  await type(page, { password: NEXT })
  await look(page, 'login-after-reset')
  await page.goto(`${app.issuer}/reset?token=gone`)
  await look(page, 'reset-dead-link')
  await page.goto(`${app.issuer}/login?request=broken`)
  await look(page, 'error')
  assert.deepEqual(complaints, [], 'no error and no CSP violation in any console')
  await context.close()
})

test('invited, asked for more, gone and back', async () => {
  const app = application('globex')
  const email = 'lou@people.example'
  await manage(app, 'PATCH', '/api/applications/current', { terms_url: 'https://globex.example/terms' })
  await manage(app, 'PATCH', '/api/applications/settings', { signup_required_fields: ['given_name', 'terms'] })
  await manage(app, 'POST', '/api/invitations', { email })
  const { context, page, complaints } = await visitor()
  await page.goto(await mailedLink(email, '/invite'))
  await look(page, 'invite')
  await type(page, { name: 'Lou Example', password: PASSWORD })
  assert.equal(new URL(page.url()).pathname, '/login/profile')
  await look(page, 'profile-step')
  await page.focus('[name=terms]')
  await page.keyboard.press('Space')
  await type(page, { given_name: 'Lou' })
  await page.goto(`${app.issuer}/signup`)
  await look(page, 'signup-required')
  await page.goto(`${app.issuer}/account/data`)
  const download = page.waitForEvent('download')
  await page.click('text=Download my data')
  assert.match((await download).suggestedFilename(), /\.json$/)
  assert.equal(await page.getAttribute('form[action$=export]', 'aria-busy'), null, 'it can be pressed again')
  await type(page, { confirm: 'somebody@else.example' })
  await look(page, 'data-refused')
  await type(page, { confirm: email })
  assert.match(await page.textContent('.notice'), /will be deleted/)
  await look(page, 'leaving')
  await type(page, { email })
  await type(page, { password: PASSWORD })
  assert.equal(new URL(page.url()).pathname, '/login/reactivate')
  await look(page, 'reactivate')
  await Promise.all([page.waitForNavigation(), page.click('text=Keep my account')])
  await page.goto(`${app.issuer}/account`)
  assert.equal(page.url(), `${app.issuer}/account`)
  await manage(app, 'PATCH', '/api/applications/settings', { signup_required_fields: [] })
  assert.deepEqual(complaints, [])
  await context.close()
})

test('the same with scripts off', async () => {
  const app = application('globex')
  const email = 'kai@people.example'
  const { context, page } = await visitor({ javaScriptEnabled: false })
  const send = async (fields) => {
    for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value)
    await Promise.all([page.waitForNavigation(), page.locator(`form:has([name=${Object.keys(fields)[0]}]) button[type=submit]`).first().click()])
  }
  await page.goto(`${app.issuer}/signup`)
  await send({ email, password: PASSWORD })
  await send({ code: await mailedCode(email) })
  assert.equal(page.url(), `${app.issuer}/account`)
  await page.goto(`${app.issuer}/account/security`)
  await send({ password: NEXT })
  assert.match(await page.textContent('.notice'), /password is changed/)
  await picture(page, 'page-scripts-off')
  await page.goto(`${app.issuer}/logout`)
  await Promise.all([page.waitForNavigation(), page.click('button.primary')])
  await page.goto(`${app.issuer}/login`)
  await send({ email })
  await Promise.all([page.waitForNavigation(), page.click('text=Forgot your password?')])
  await send({ email })
  await send({ code: await mailedCode(email), password: PASSWORD })
  assert.match(await page.textContent('.notice'), /new password is set/)
  await send({ email })
  await send({ password: PASSWORD })
  assert.equal(page.url(), `${app.issuer}/account`)
  await context.close()
})

test('codes by SMS: in the account, at a sign-in, at a step-up', async () => {
  const app = application('acme')
  const { email, password } = person(app)
  const number = '+4915112345678'
  const host = new URL(app.issuer).hostname
  await manage(app, 'PATCH', '/api/applications/settings', { mfa_methods: { sms: true }, sms_allowed_countries: ['DE'], sms_daily_limit: 20 })
  const { context, page, complaints } = await visitor()
  const signIn = async () => {
    await page.goto(`${app.issuer}/login`)
    await type(page, { email })
    await type(page, { password })
  }
  const press = (step) => Promise.all([page.waitForNavigation(), page.click(`form:has([value=${step}]) button[type=submit]`)])
  await signIn()
  await page.goto(`${app.issuer}/account/mfa`)
  await look(page, 'account-sms')
  await type(page, { phone: number })
  await look(page, 'account-sms-code')
  await page.fill('[name=code]', await textedCode(number, host))
  await press('phone-code')
  await look(page, 'account-sms-recovery-codes')
  await context.clearCookies()
  await advance(31)
  await signIn()
  assert.equal(new URL(page.url()).pathname, '/mfa')
  await look(page, 'mfa-sms')
  await press('send')
  await look(page, 'mfa-sms-code')
  await press('send')
  await look(page, 'mfa-sms-limited')
  await page.fill('[name=code]', await textedCode(number, host))
  await Promise.all([page.waitForURL(`${app.issuer}/account`), page.click('form:has([name=code]) button[type=submit]')])
  await advance(301)
  await page.goto(`${app.issuer}/step-up?return_to=/account/mfa`)
  await look(page, 'step-up-sms')
  await Promise.all([page.waitForNavigation(), page.click('button.primary')])
  await look(page, 'step-up-sms-code')
  // The form sends itself at the sixth digit.
  await Promise.all([page.waitForURL(`${app.issuer}/account/mfa`), page.fill('[name=code]', await textedCode(number, host))])
  await press('phone-remove')
  assert.match(await page.textContent('.notice'), /phone number is removed/)
  assert.deepEqual(complaints, [], 'no error and no CSP violation in any console')
  await context.close()
})
