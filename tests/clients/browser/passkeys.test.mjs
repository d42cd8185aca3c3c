/**
 * Passkeys in a real browser, whose authenticators are virtual (CDP, WebAuthn domain): offered after a password, made, used by the button and from the
 * browser's own list, refused without verification, unknown once removed. Looks at each page that has them.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application, fetch } from '../node/lib/platform.mjs'
import { byPassword, look as lookAt, visitor as newVisitor } from './chrome.mjs'

const look = (page, name) => lookAt(page, `passkey-${name}`)

const INTERNAL = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
const USB = { ...INTERNAL, transport: 'usb' }

/** A browser with an authenticator. Its pages complain of nothing. */
async function visitor(authenticator) {
  const { context, page, complaints } = await newVisitor({ offered: true })
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: authenticator })
  const tell = (method, more = {}) => cdp.send(`WebAuthn.${method}`, { authenticatorId, ...more })
  return { context, page, complaints, tell }
}

const USE = 'form[data-passkey=get] button'
const MAKE = 'form[data-passkey=create] button'

/** Whoever has a passkey proves it again to change what is enrolled. */
async function proveAgain(page, app) {
  await page.goto(`${app.issuer}/step-up?return_to=/account/security`)
  await page.click('form[data-passkey=get] button')
  await page.waitForURL(`${app.issuer}/account/security`)
}

/** The first factor comes with recovery codes, which are saved before anybody goes on. */
async function saveCodes(page, name) {
  await page.locator('.codes').waitFor()
  assert.equal(await page.locator('.codes code').count(), 10)
  if (name) await look(page, name)
  await page.check('[name=saved]')
  await page.locator('form:has([name=saved]) button').click()
}

async function signOut(page, app) {
  await page.goto(`${app.issuer}/logout`)
  await page.click('button.primary')
  await page.waitForURL((url) => url.pathname.startsWith('/logout'))
}

test('a passkey that is kept in step: offered, made, used by button, unknown once removed', async () => {
  const app = application('acme')
  const user = app.users[1]
  const { context, page, complaints, tell } = await visitor(INTERNAL)
  // The page offers nothing by itself while there is nothing: the authenticator would answer at once.
  await tell('setAutomaticPresenceSimulation', { enabled: false })
  await byPassword(page, app, user)
  await page.waitForURL(/\/passkey\?tx=/)
  await look(page, 'offer')
  await tell('setAutomaticPresenceSimulation', { enabled: true })
  await page.click(MAKE)
  await saveCodes(page, 'codes')
  await page.waitForURL(`${app.issuer}/account`)
  const { credentials } = await tell('getCredentials')
  assert.equal(credentials.length, 1)
  assert.equal(credentials[0].rpId, new URL(app.issuer).hostname)
  assert.equal(credentials[0].isResidentCredential, true)

  await page.goto(`${app.issuer}/account/security`)
  await look(page, 'security')
  await page.click('details.inline summary')
  await page.fill('details.inline [name=name]', 'Laptop')
  await page.click('details.inline button')
  await page.waitForURL(/done=passkey-renamed/)
  assert.match(await page.textContent('.keyed'), /Laptop/)
  await look(page, 'renamed')

  // The same authenticator makes no second one.
  await proveAgain(page, app)
  await page.click(MAKE)
  await page.waitForTimeout(500)
  assert.equal((await tell('getCredentials')).credentials.length, 1)

  await tell('setAutomaticPresenceSimulation', { enabled: false })
  await signOut(page, app)
  await page.goto(`${app.issuer}/login`)
  await look(page, 'login')
  await tell('setAutomaticPresenceSimulation', { enabled: true })
  await page.click(USE)
  await page.waitForURL(`${app.issuer}/account`)
  assert.match(await page.textContent('body'), /mia@acme.example/)

  // Without its person it proves nothing, and the person stays where they are.
  await tell('setAutomaticPresenceSimulation', { enabled: false })
  await signOut(page, app)
  await tell('setUserVerified', { isUserVerified: false })
  await page.goto(`${app.issuer}/login`)
  await tell('setAutomaticPresenceSimulation', { enabled: true })
  await page.click(USE)
  await page.waitForTimeout(1_000)
  assert.equal(new URL(page.url()).pathname, '/login')
  await tell('setUserVerified', { isUserVerified: true })

  // Removed by somebody else: the page says so, and the browser drops it where it knows how.
  const key = { authorization: `Bearer ${app.secret_key}` }
  const list = await (await fetch(`${app.issuer}/api/users/${user.id}/passkeys`, { headers: key })).json()
  await fetch(`${app.issuer}/api/users/${user.id}/passkeys/${list.data[0].id}`, { method: 'DELETE', headers: key })
  await page.goto(`${app.issuer}/login`)
  await page.click(USE).catch(() => {})
  await page.waitForSelector('#problem')
  assert.match(await page.textContent('#problem'), /did not work/)
  await look(page, 'unknown')
  assert.deepEqual(complaints, [])
  await context.close()
})

test('the browser’s own list signs in at once', async () => {
  const app = application('acme')
  const { context, page, complaints, tell } = await visitor(INTERNAL)
  await tell('setAutomaticPresenceSimulation', { enabled: false })
  await byPassword(page, app, app.users[2])
  await page.waitForURL(/\/passkey\?tx=/)
  await tell('setAutomaticPresenceSimulation', { enabled: true })
  await page.click(MAKE)
  await saveCodes(page)
  await page.waitForURL(`${app.issuer}/account`)
  await tell('setAutomaticPresenceSimulation', { enabled: false })
  await signOut(page, app)
  await tell('setAutomaticPresenceSimulation', { enabled: true })
  await page.goto(`${app.issuer}/login`)
  // Nothing is pressed: the virtual authenticator chooses in the person's place.
  await page.waitForURL(`${app.issuer}/account`)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a security key is bound to itself, and “not now” holds', async () => {
  const app = application('globex')
  const user = app.users[1]
  const { context, page, complaints, tell } = await visitor(USB)
  await byPassword(page, app, user)
  await page.waitForURL(/\/passkey\?tx=/)
  await page.click('button[value=later]')
  await page.waitForURL(`${app.issuer}/account`)
  await page.goto(`${app.issuer}/account/security`)
  await page.click(MAKE)
  await page.waitForURL(/done=passkey-added/)
  await saveCodes(page)
  await page.waitForURL(/done=saved/)
  await page.goto(`${app.issuer}/account/security`)
  assert.match(await page.textContent('.keyed'), /on one device only/)
  await proveAgain(page, app)
  await page.click('.keyed button[value=remove]')
  await page.waitForURL(/done=passkey-removed/)
  assert.equal(await page.locator('.keyed').count(), 0)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('a sign-in that needs a second factor makes a passkey, or sends a code', async () => {
  const app = application('globex')
  const set = (settings) =>
    fetch(`${app.issuer}/api/applications/settings`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${app.secret_key}`, 'content-type': 'application/json' },
      body: JSON.stringify(settings),
    })
  assert.equal((await set({ mfa_policy: 'required', mfa_methods: { sms: true }, sms_allowed_countries: ['DE'], sms_daily_limit: 50 })).status, 200)
  const { context, page, complaints, tell } = await visitor(INTERNAL)
  await byPassword(page, app, app.users[2])
  await page.waitForURL(/\/mfa-setup\?tx=/)
  await look(page, 'setup')
  await page.fill('[name=phone]', '+4915112345678')
  await page.locator('form:has([name=phone]) button').click()
  await page.locator('#phone-code').waitFor()
  await look(page, 'setup-sms')
  await page.click(MAKE)
  await saveCodes(page)
  await page.waitForURL(`${app.issuer}/account`)
  assert.equal((await tell('getCredentials')).credentials.length, 1)
  assert.equal((await set({ mfa_policy: 'optional' })).status, 200)
  assert.deepEqual(complaints, [])
  await context.close()
})

test('without scripts nothing of it is seen', async () => {
  const app = application('acme')
  const { context, page } = await newVisitor({ offered: true, javaScriptEnabled: false })
  await page.goto(`${app.issuer}/login`)
  assert.equal(await page.locator('form[data-passkey]').isVisible(), false)
  await context.close()
})
