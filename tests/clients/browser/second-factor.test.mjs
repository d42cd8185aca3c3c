/**
 * Second factors in a real browser, with oathtool as the authenticator app: enrolled because the application needs one, asked for, replaced by a
 * recovery code, changed in the account; with scripts and without. Looks at each page.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'
import { application, clockAhead, fetch } from '../node/lib/platform.mjs'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screenshots = process.env.AERO2_SCREENSHOTS ?? 'screenshots'
const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
if (process.getuid?.() === 0) flags.push('--no-sandbox')
const LOOKS = [1280, 390].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })))

let chrome
before(async () => {
  mkdirSync(screenshots, { recursive: true })
  chrome = await chromium.launch({ executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium', args: flags })
})
after(() => chrome?.close())

async function visitor(options = {}) {
  const context = await chrome.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints = []
  page.on('console', (message) => message.type() === 'error' && !message.text().includes('status of 4') && complaints.push(`${page.url()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return { context, page, complaints }
}

async function look(page, name, looks = LOOKS) {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(screenshots, `factor-${name}-${width}-${colorScheme}.png`), fullPage: true })
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} at ${width} px scrolls sideways`)
    await page.evaluate(AXE)
    const { violations } = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
    assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`), [], `${name} at ${width} px, ${colorScheme}`)
  }
  await page.setViewportSize({ width: 1280, height: 800 })
}

/** What an authenticator app shows; `steps` of thirty seconds from now, for a code works once. */
async function code(key, steps = 0) {
  const now = new Date(Date.now() + ((await clockAhead()) + steps * 30) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return execFileSync('oathtool', ['--totp', '--base32', '--now', `${now} UTC`, key], { encoding: 'utf8' }).trim()
}

async function set(app, settings) {
  const answer = await fetch(`${app.issuer}/api/applications/settings`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${app.secret_key}`, 'content-type': 'application/json' },
    body: JSON.stringify(settings),
  })
  assert.equal(answer.status, 200, await answer.text())
}

async function byPassword(page, app, user) {
  await page.goto(`${app.issuer}/login`)
  await page.fill('[name=email]', user.email)
  await page.locator('form:has([name=email]) button').first().click()
  await page.fill('[name=password]', user.password)
  await page.locator('form:has([name=password]) button.primary').click()
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts'
  const seen = (name) => (javaScriptEnabled ? name : `${name}-plain`)
  // Axe is a script: where there are none, pages are looked at by what they show.
  const see = (page, name) => (javaScriptEnabled ? look(page, name) : page.screenshot({ path: join(screenshots, `factor-${seen(name)}.png`), fullPage: true }))

  test(`a second factor is enrolled, asked for and replaced, ${how}`, async () => {
    const app = application(javaScriptEnabled ? 'acme' : 'globex')
    const user = app.users[1]
    await set(app, { mfa_policy: 'required' })
    const { context, page, complaints } = await visitor({ javaScriptEnabled })
    await byPassword(page, app, user)
    await page.waitForURL('**/mfa-setup?*')
    await see(page, 'setup')
    await page.locator('form:has([value=begin]) button').first().click()
    await page.locator('.qr svg').waitFor()
    await page.locator('summary', { hasText: 'key' }).click()
    await see(page, 'setup-secret')
    const key = (await page.locator('details code').textContent()).replaceAll(' ', '')
    await page.fill('[name=code]', '000000')
    await page.locator('form:has([name=code]) button').click()
    assert.match(await page.textContent('#problem'), /not right/)
    await page.fill('[name=code]', await code(key))
    await page.locator('form:has([name=code]) button').click()
    await page.locator('.codes').waitFor()
    await see(page, 'setup-codes')
    const codes = await page.locator('.codes code').allTextContents()
    assert.equal(codes.length, 10)
    await page.check('[name=saved]')
    await page.locator('form:has([name=saved]) button').click()
    await page.waitForURL(`${app.issuer}/account`)
    await page.goto(`${app.issuer}/account/security`)
    await see(page, 'account-security')
    await page.goto(`${app.issuer}/account/mfa`)
    await see(page, 'account-mfa')
    await page.goto(`${app.issuer}/account/sessions`)
    await see(page, 'account-sessions')
    await set(app, { mfa_policy: 'optional' })

    const other = await visitor({ javaScriptEnabled })
    await byPassword(other.page, app, user)
    await other.page.waitForURL('**/mfa?*')
    await see(other.page, 'challenge')
    await other.page.fill('[name=code]', '000000')
    await other.page.locator('form:has([name=code]) button').click()
    await see(other.page, 'challenge-wrong')
    await other.page.check('[name=remember]')
    await other.page.fill('[name=code]', await code(key, 1))
    await other.page.locator('form:has([name=code]) button').click()
    await other.page.waitForURL(`${app.issuer}/account`)
    await other.context.clearCookies({ name: 'aero2_session' })
    await byPassword(other.page, app, user)
    // Not asked again; a browser with scripts is offered a passkey on the way.
    await other.page.waitForURL((url) => ['/account', '/passkey'].includes(url.pathname))

    const third = await visitor({ javaScriptEnabled })
    await byPassword(third.page, app, user)
    await third.page.locator('a[href*="method=recovery_code"]').click()
    await see(third.page, 'challenge-recovery')
    await third.page.fill('[name=code]', codes[0])
    await third.page.locator('form:has([name=code]) button').click()
    await third.page.waitForURL(`${app.issuer}/account`)
    assert.deepEqual([...complaints, ...other.complaints, ...third.complaints], [])
    for (const one of [context, other.context, third.context]) await one.close()
  })
}
