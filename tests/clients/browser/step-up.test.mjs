/**
 * Proving oneself again in a real browser: by password, by an app and by a recovery code, with and without scripts, as narrow as a phone and as wide as a
 * desk, light and dark; and back to where the person was going.
 */
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { advance, application, clockAhead, fetch } from '../node/lib/platform.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const screenshots = process.env.AERO2_SCREENSHOTS ?? 'screenshots'
const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
if (process.getuid?.() === 0) flags.push('--no-sandbox')

let chrome
before(async () => {
  mkdirSync(screenshots, { recursive: true })
  chrome = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: flags })
})
after(() => chrome?.close())

const app = application('acme')
// People of its own: what other tests enrol is none of theirs.
const PASSWORD = 'violet-harbour-tractor-91'
const [mia, otto] = ['una@people.example', 'ulf@people.example'].map((email) => ({ email, password: PASSWORD }))
before(async () => {
  for (const { email, password } of [mia, otto]) {
    const headers = { authorization: `Bearer ${app.secret_key}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ email, password, email_verified: true })
    const answer = await fetch(`${app.issuer}/api/users`, { method: 'POST', headers, body })
    assert.ok(answer.ok, await answer.text())
  }
})

/** What an authenticator app shows (RFC 6238). */
async function code(secret) {
  const bits = [...secret].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor((Date.now() / 1000 + (await clockAhead())) / 30)))
  const mac = createHmac('sha1', key).update(step).digest()
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0')
}

async function open(options) {
  const context = await chrome.newContext({ locale: 'en', ...options })
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

const send = (page) => Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])

async function signIn(page, person) {
  await page.goto(`${app.issuer}/login`)
  await page.fill('[name=email]', person.email)
  await send(page)
  await page.fill('[name=password]', person.password)
  await send(page)
}

async function look(page, name) {
  for (const [width, colorScheme] of [[390, 'light'], [390, 'dark'], [1280, 'light'], [1280, 'dark']]) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    await page.screenshot({ path: join(screenshots, `step-up-${name}-${width}-${colorScheme}.png`), fullPage: true })
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} scrolls sideways at ${width}`)
    await page.evaluate(AXE)
    const { violations } = await page.evaluate((rules) => axe.run({ runOnly: rules }), RULES)
    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`), [], `${name} at ${width} ${colorScheme}`)
  }
}

test('a password, with scripts: the page asks, refuses a wrong one, and leads back', async () => {
  const page = await open()
  await signIn(page, otto)
  await advance(301)
  await page.goto(`${app.issuer}/account/security`)
  await Promise.all([page.waitForNavigation(), page.click('a.primary')])
  assert.match(page.url(), /\/step-up\?return_to=/)
  await look(page, 'password')
  await page.fill('[name=password]', 'not the password')
  await send(page)
  await look(page, 'password-refused')
  await page.fill('[name=password]', otto.password)
  await send(page)
  assert.equal(new URL(page.url()).pathname, '/account/security')
  assert.ok(await page.locator('form[action="/account/password"]').count(), 'the form is there now')
})

test('an app and a recovery code, without scripts', async () => {
  const enrolling = await open()
  await signIn(enrolling, mia)
  const call = (path, body) =>
    enrolling.evaluate(
      async ([path, body]) => {
        const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
        return answer.json()
      },
      [path, body],
    )
  const { secret } = await call('/api/users/me/mfa/totp/setup', {})
  const { recovery_codes: recovery } = await call('/api/users/me/mfa/totp/verify', { code: await code(secret) })
  const cookies = await enrolling.context().cookies()
  const page = await open({ javaScriptEnabled: false, bypassCSP: true })
  await page.context().addCookies(cookies)
  await advance(330)
  await page.goto(`${app.issuer}/step-up?return_to=%2Faccount%2Fsecurity`)
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await page.screenshot({ path: join(screenshots, `step-up-app-no-script-${width}.png`), fullPage: true })
  }
  await page.fill('[name=code]', await code(secret))
  await send(page)
  assert.equal(new URL(page.url()).pathname, '/account/security')

  // The same pages with scripts are looked at: axe is one.
  const seen = await open()
  await seen.context().addCookies(await page.context().cookies())
  await advance(301)
  await seen.goto(`${app.issuer}/step-up?return_to=%2Faccount%2Fdata`)
  await look(seen, 'app')
  await Promise.all([seen.waitForNavigation(), seen.click('.providers a')])
  await look(seen, 'recovery-code')
  await seen.fill('[name=code]', recovery[0])
  await send(seen)
  assert.equal(new URL(seen.url()).pathname, '/account/data')
})
