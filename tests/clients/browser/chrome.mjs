/**
 * The browser of these tests: Chromium as every one of them starts it, a visitor whose consoles are listened to, and the look at a page in every
 * width and colour, judged by axe (WCAG 2.2 AA). It ends with the file that imports it.
 */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after } from 'node:test'
import { chromium } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const LOOKS = [1280, 390].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })))
const WIDE = { width: 1280, height: 800 }

export const screenshots = process.env.AERO2_SCREENSHOTS ?? 'screenshots'
export const executable = process.env.CHROME_PATH ?? '/usr/bin/chromium'
export const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
if (process.getuid?.() === 0) flags.push('--no-sandbox')

/** Pages without scripts. */
const plain = new WeakSet()
let chrome
/** Started when the first visitor comes: the weight test only borrows the flags. */
function started() {
  mkdirSync(screenshots, { recursive: true })
  chrome ??= chromium.launch({ executablePath: executable, args: flags })
  return chrome
}
after(async () => (await chrome)?.close())

/**
 * A fresh browser profile with one page, and what its console complained of: a CSP violation is an error there. A status of 4xx is one too, and is
 * expected where a page refuses; `strict` says that this journey has none. The offer of a passkey has a story of its own (passkeys.test.mjs):
 * elsewhere it was answered with “not now”, unless `offered`.
 */
export async function visitor({ offered = false, strict = false, ...options } = {}) {
  const context = await (await started()).newContext({ viewport: WIDE, locale: 'en', ...options })
  if (!offered) {
    const hosts = ['acme', 'globex', 'dashboard'].map((slug) => `${slug}.localhost`)
    await context.addCookies(hosts.map((domain) => ({ name: 'aero2_passkey_offer', value: '1', domain, path: '/' })))
  }
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  if (options.javaScriptEnabled === false) plain.add(page)
  const complaints = []
  const isExpected = (text) => !strict && text.includes('status of 4')
  page.on('console', (message) => message.type() === 'error' && !isExpected(message.text()) && complaints.push(`${page.url()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return { context, page, complaints }
}

export function picture(page, name) {
  return page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true })
}

/** Nothing is wider than the window, and axe has nothing to say. Axe is a script: where those are off, the width is all that is judged. */
export async function fits(page, name, rules = [...WCAG, 'best-practice']) {
  assert.ok(await isNarrowEnough(page), `${name} scrolls sideways`)
  if (plain.has(page)) return
  await page.evaluate(AXE)
  const { violations } = await page.evaluate((rules) => axe.run({ runOnly: rules }), rules)
  assert.deepEqual(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`), [], name)
}

export function isNarrowEnough(page) {
  return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
}

/** A picture of the page in every look, and whether it `fits` there. */
export async function look(page, name, looks = LOOKS) {
  for (const { width, colorScheme } of looks) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await picture(page, `${name}-${width}-${colorScheme}`)
    await fits(page, `${name} at ${width} px, ${colorScheme}`)
  }
  await page.setViewportSize(WIDE)
}

/** Presses Enter where the person is, and waits for the page that answers. */
export function enter(page) {
  return Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
}

/** Opens a page of the dashboard as somebody who has to sign in first, and comes back to it. `who` is what `operator()` gives. */
export async function intoDashboard(page, who, path = '/apps') {
  await page.goto(`${who.origin}${path}`)
  await page.waitForURL(/\/login/)
  await page.fill('[name=email]', who.email)
  await enter(page)
  await page.fill('[name=password]', who.password)
  await page.keyboard.press('Enter')
  await page.waitForURL(`${who.origin}${path}`)
}

/** From the first page to where the password leads. */
export async function byPassword(page, app, user) {
  await page.goto(`${app.issuer}/login`)
  await page.fill('[name=email]', user.email)
  await page.locator('form:has([name=email]) button').first().click()
  await page.fill('[name=password]', user.password)
  await Promise.all([page.waitForNavigation(), page.locator('form:has([name=password]) button.primary').click()])
}
