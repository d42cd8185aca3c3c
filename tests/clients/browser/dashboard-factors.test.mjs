/**
 * What the dashboard says of second factors that cost or last: codes by SMS, switched on with countries and a limit until a number really gets one, and
 * the domain of passkeys, which is fixed by the first one and stays when the issuer moves. Each change is there after a reload.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fetch, manage, operator, textedCode } from '../node/lib/platform.mjs'
import { byPassword, intoDashboard, look as lookAt, visitor } from './chrome.mjs'

const developer = operator()
const { origin } = developer
const look = (page, name) => lookAt(page, `dashboard-factors-${name}`)
const SETTINGS = '/api/applications/settings'
const AUTHENTICATOR = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
const user = { email: 'una@harbour.example', password: 'violet-harbour-tractor-91' }

/** An application of its own: what is tried here stays out of other tests. */
let app
let admin
let una
before(async () => {
  admin = await visitor()
  const { page } = admin
  await intoDashboard(page, developer)
  app = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
    const body = JSON.stringify({ name: 'Harbour', environment: 'development' })
    return (await fetch('/api/applications', { method: 'POST', headers, body })).json()
  })
  await manage(app, 'POST', '/api/users', { ...user, name: 'Una', email_verified: true })
  una = await visitor({ offered: true })
})
after(async () => {
  for (const one of [admin, una]) await one?.context.close()
})

async function open(page) {
  await page.goto(`${origin}/apps/${app.slug}/sign-in`)
  await page.locator('h1', { hasText: 'Sign-in' }).waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
}

const limit = (page) => page.getByRole('textbox', { name: 'Daily limit' })
const saved = (page) => page.getByText('Saved.').first().waitFor()
/** The toasts of what was done, so that the next one is heard. */
async function dismiss(page) {
  const buttons = page.getByRole('button', { name: 'Dismiss' })
  while ((await buttons.count()) > 0) await buttons.first().click()
}

test('codes by SMS: switched on, with what is missing, a country by keyboard and a limit', async () => {
  const { page, complaints } = admin
  await open(page)
  await look(page, 'sms-off')
  await page.getByLabel('SMS as a second factor').check()
  await saved(page)
  await page.getByText('no country is listed').waitFor()
  await page.getByText('their daily limit is 0').waitFor()
  await dismiss(page)
  for (const country of ['Germany', 'Austria']) {
    await page.getByLabel('Country to add').focus()
    await page.keyboard.type(country)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Remove ${country}` }).waitFor()
    await saved(page)
    await dismiss(page)
  }
  await limit(page).fill('many')
  await page.getByText('Use a whole number from 0 to 100,000.').waitFor()
  assert.ok(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled())
  await look(page, 'sms-wrong')
  await limit(page).fill('50')
  await page.keyboard.press('Enter')
  await saved(page)
  await dismiss(page)
  await page.getByRole('button', { name: 'Remove Austria' }).click()
  await saved(page)
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'country', 'the focus is not lost')
  await open(page)
  assert.ok(await page.getByLabel('SMS as a second factor').isChecked())
  assert.equal(await limit(page).inputValue(), '50')
  await page.getByRole('button', { name: 'Remove Germany' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Remove Austria' }).count(), 0)
  assert.equal(await page.getByText('Codes by SMS are on').count(), 0, 'nothing is missing')
  await look(page, 'sms-on')
  const { mfa_methods, sms_allowed_countries, sms_daily_limit } = await manage(app, 'GET', SETTINGS)
  assert.deepEqual([mfa_methods.sms, sms_allowed_countries, sms_daily_limit], [true, ['DE'], 50])
  assert.deepEqual(complaints, [])
})

test('what somebody else changed meanwhile is not written over, and what was typed stays', async () => {
  const { page, complaints } = admin
  await open(page)
  await manage(app, 'PATCH', SETTINGS, { sms_allowed_countries: ['DE', 'CH'] })
  await limit(page).fill('60')
  await page.keyboard.press('Enter')
  await page.getByText('Somebody else changed this meanwhile').waitFor()
  await page.getByRole('button', { name: 'Remove Switzerland' }).waitFor()
  assert.equal((await manage(app, 'GET', SETTINGS)).sms_daily_limit, 50)
  assert.equal(await limit(page).inputValue(), '60')
  await page.keyboard.press('Enter')
  await saved(page)
  assert.equal((await manage(app, 'GET', SETTINGS)).sms_daily_limit, 60)
  assert.deepEqual(complaints, [])
})

/** What the server says to somebody who wants a code at a number. */
function asked(page, phone) {
  return page.evaluate(async (phone) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch('/api/users/me/phone', { method: 'POST', headers, body: JSON.stringify({ phone }) })
    return answer.status
  }, phone)
}

test('the domain of passkeys is chosen, and a person makes one: it is fixed', async () => {
  const { page, complaints } = admin
  const host = new URL(app.issuer).hostname
  await open(page)
  await page.getByText('until somebody has a passkey').waitFor()
  await page.getByLabel('Bind new passkeys to').selectOption({ label: `Always ${host}` })
  await saved(page)
  await open(page)
  await page.getByText('It stays when the issuer moves').waitFor()
  assert.equal(await page.getByLabel('Bind new passkeys to').inputValue(), host)
  assert.equal((await manage(app, 'GET', SETTINGS)).webauthn_rp_id, host)

  const cdp = await una.context.newCDPSession(una.page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR })
  await byPassword(una.page, app, user)
  await una.page.waitForURL(/\/passkey\?tx=/)
  await una.page.click('form[data-passkey=create] button')
  await una.page.check('[name=saved]')
  await una.page.locator('form:has([name=saved]) button').click()
  await una.page.waitForURL(`${app.issuer}/account`)
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
  assert.deepEqual(credentials.map(({ rpId }) => rpId), [host])

  await open(page)
  await page.getByText('It cannot be changed any more: 1 person has a passkey').waitFor()
  assert.equal(await page.getByLabel('Bind new passkeys to').count(), 0)
  await look(page, 'passkeys-fixed')
  assert.deepEqual([...complaints, ...una.complaints], [])
})

test('a number of a listed country gets a code, one of another does not', async () => {
  const { page, complaints } = una
  assert.equal(await asked(page, '+436641234567'), 422)
  assert.equal(await asked(page, '+4915112345678'), 202)
  assert.match(await textedCode('+4915112345678', new URL(app.issuer).hostname), /^\d{6}$/)
  await admin.page.goto(`${origin}/apps/${app.slug}/sign-in`)
  await admin.page.getByRole('link', { name: 'What was sent' }).click()
  await admin.page.getByRole('listitem').filter({ hasText: 'was sent a code by SMS' }).first().waitFor()
  assert.deepEqual([...complaints, ...admin.complaints], [])
})

test('the issuer moves: passkeys stay where they are, and the page says who knows of it', async () => {
  const { page, complaints } = admin
  const domains = '/api/applications/domains'
  const { id } = await manage(app, 'POST', domains, { hostname: 'login.harbour.test' })
  for (const step of ['verify', 'primary']) await manage(app, 'POST', `${domains}/${id}/${step}`)
  await open(page)
  await page.getByText('Not a domain of the issuer').waitFor()
  await page.getByRole('link', { name: `${app.issuer}/.well-known/webauthn` }).waitFor()
  await look(page, 'passkeys-moved')
  const { origins } = await (await fetch(`${app.issuer}/.well-known/webauthn`)).json()
  assert.ok(origins.some((one) => one.includes('login.harbour.test')), `${origins}`)
  assert.deepEqual(complaints, [])
})

test('while nobody knows who has a passkey, nothing can be chosen', async () => {
  const { page, complaints } = admin
  const adoption = '**/adoption'
  await page.route(adoption, () => undefined)
  await page.goto(`${origin}/apps/${app.slug}/sign-in`)
  await page.getByRole('heading', { name: 'Domain of passkeys' }).waitFor()
  await page.getByText('Loading').first().waitFor()
  await look(page, 'passkeys-loading')
  await page.unroute(adoption)
  await page.route(adoption, (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ code: 'unavailable', detail: 'Try again in a moment.', request_id: 'req-7Q2M' }) }),
  )
  await page.reload()
  await page.getByText('req-7Q2M').waitFor()
  await look(page, 'passkeys-error')
  await page.unroute(adoption)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('It cannot be changed any more').waitFor()
  assert.deepEqual(complaints.splice(0).filter((line) => !line.includes('status of 503')), [])
})
