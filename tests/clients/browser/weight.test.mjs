/**
 * Weighs the sign-in page as a browser loads it, and has Lighthouse judge it. Sizes, requests and what Lighthouse finds missing are asserted; times
 * are printed, for the machine decides them.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { application, fetch } from '../node/lib/platform.mjs'
import { executable, flags } from './chrome.mjs'

/** gzip −9, in bytes. */
const most = { Document: 3_000, Stylesheet: 5_000, Script: 6_000 }

test('the sign-in page is light, complete, and asks nobody else', async () => {
  const app = application('acme')
  const chrome = await launch({ chromePath: executable, chromeFlags: ['--headless=new', ...flags] })
  try {
    // A sign-in page is for people who were sent there: it asks not to be indexed.
    const { lhr } = await lighthouse(`${app.issuer}/login`, { port: chrome.port, output: 'json', logLevel: 'error', skipAudits: ['is-crawlable'] })
    const requests = lhr.audits['network-requests'].details.items.filter((request) => request.url.startsWith('http'))
    for (const { url, resourceType } of requests) {
      assert.equal(new URL(url).origin, app.issuer, 'no third party')
      const size = gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer()), { level: 9 }).length
      console.log(`weight: ${resourceType} ${size} bytes of ${most[resourceType]}`)
      assert.ok(size <= most[resourceType], `${resourceType} is ${size} bytes`)
    }
    assert.ok(requests.length <= 5, `${requests.length} requests`)
    for (const name of ['accessibility', 'best-practices', 'seo']) assert.equal(lhr.categories[name].score, 1, name)
    const shown = ['largest-contentful-paint', 'first-contentful-paint', 'total-blocking-time'].map((id) => `${id} ${lhr.audits[id].displayValue}`)
    console.log(`weight: performance ${lhr.categories.performance.score * 100}, ${shown.join(', ')} (slow 4G, CPU ÷ 4, as Lighthouse reckons)`)
  } finally {
    chrome.kill()
  }
})
