/**
 * Weighs the dashboard as a signed-in developer's browser loads it, and has Lighthouse judge it. What Lighthouse finds missing is asserted, and that nobody
 * else is asked; times are printed, for the machine decides them.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { operator } from '../node/lib/platform.mjs'
import { executable, flags, intoDashboard } from './chrome.mjs'

const developer = operator()
const { origin } = developer
const ROUNDS = 20
const PLACES = ['Tools', 'Applications']

async function signIn(page) {
  await page.context().addCookies([{ name: 'aero2_passkey_offer', value: '1', url: origin }])
  await intoDashboard(page, developer)
  await page.locator('h1', { hasText: 'Applications' }).waitFor()
}

/** Milliseconds from what `act` does until `isThere` holds and is painted, as the page's own clock has it. */
function timed(page, act, isThere) {
  return page.evaluate(
    ([act, isThere]) =>
      new Promise((resolve) => {
        const there = new Function(`return ${isThere}`)
        const began = performance.now()
        const look = () => (there() ? requestAnimationFrame(() => resolve(performance.now() - began)) : requestAnimationFrame(look))
        new Function(act)()
        look()
      }),
    [act, isThere],
  )
}

function p95(all) {
  return all.toSorted((a, b) => a - b)[Math.ceil(all.length * 0.95) - 1].toFixed(0)
}

async function speeds(page) {
  const [walks, opened, found] = [[], [], []]
  for (let at = 0; at < ROUNDS; at += 1) {
    const place = PLACES[at % 2]
    const link = `[...document.querySelectorAll('nav a')].find((a) => a.textContent.trim() === '${place}')`
    walks.push(await timed(page, `${link}.click()`, `document.querySelector('h1')?.textContent === '${place}'`))
    const key = `dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }))`
    opened.push(await timed(page, key, `document.querySelector('[role=combobox]') !== null`))
    const typed = `const field = document.querySelector('[role=combobox]');
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, 'disco');
      field.dispatchEvent(new Event('input', { bubbles: true }))`
    found.push(await timed(page, typed, `document.querySelectorAll('[role=option]').length === 1`))
    await page.keyboard.press('Escape')
    await page.locator('[role=combobox]').waitFor({ state: 'detached' })
  }
  console.log(`speed: p95 of ${ROUNDS}: warm navigation ${p95(walks)} ms, palette ${p95(opened)} ms, its results ${p95(found)} ms`)
}

test('the dashboard is complete for everybody, and asks nobody else', async () => {
  const chrome = await launch({ chromePath: executable, chromeFlags: ['--headless=new', ...flags] })
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${chrome.port}`)
  try {
    const page = await browser.contexts()[0].newPage()
    await signIn(page)
    await speeds(page)
    // It is for people who signed in: it asks not to be indexed, and has no description for those who search.
    const options = { port: chrome.port, output: 'json', logLevel: 'error', disableStorageReset: true }
    const { lhr } = await lighthouse(`${origin}/apps`, { ...options, onlyCategories: ['performance', 'accessibility', 'best-practices'] })
    assert.equal(lhr.finalDisplayedUrl, `${origin}/apps`, 'still signed in')
    const requests = lhr.audits['network-requests'].details.items.filter((request) => request.url.startsWith('http'))
    for (const { url } of requests) assert.equal(new URL(url).origin, origin, 'no third party')
    for (const name of ['accessibility', 'best-practices']) {
      const failed = Object.values(lhr.audits).filter(({ score, scoreDisplayMode }) => score === 0 && scoreDisplayMode === 'binary')
      assert.equal(lhr.categories[name].score, 1, `${name}: ${failed.map(({ id }) => id)}`)
    }
    const shown = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map((id) => `${id} ${lhr.audits[id].displayValue}`)
    console.log(`speed: performance ${lhr.categories.performance.score * 100}, ${shown.join(', ')} (slow 4G, CPU ÷ 4, as Lighthouse reckons)`)
  } finally {
    await browser.close()
    chrome.kill()
  }
})
