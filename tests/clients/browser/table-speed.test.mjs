/**
 * The lists of users and events with 100,000 rows: the dashboard's own, under the policy of the page, while the calls for pages are answered here. What the
 * browser has to do is asserted: how many rows are in the page, and how many are drawn while somebody scrolls. Times and memory are printed, for the machine
 * decides them.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { application, manage, operator } from '../node/lib/platform.mjs'
import { fits, intoDashboard, screenshots, visitor } from './chrome.mjs'
import { IN_PAGE, passes, resting, say, scrolled, toTheEnd } from './scrolling.mjs'

const developer = operator()
const { origin } = developer
const app = application('acme')
const ROWS = 100_000

let someone
before(async () => {
  someone = await visitor()
  const { page } = someone
  await intoDashboard(page, developer)
})
after(() => someone?.context.close())

const id = (prefix, at) => `${prefix}_${String(at).padStart(26, '0')}`
/** Some have a name besides their address, and are higher. */
const userAt = (like, at) => ({ ...like, id: id('usr', at), email: `person.${at}@people.example`, name: at % 3 === 0 ? null : `Person ${at}`, roles: [] })
const eventAt = (like, at) => ({ ...like, id: id('evt', at), at: new Date(Date.parse(like.at) - at * 1000).toISOString() })

/** Answers a list with rows of its own, each like the first that the server has. The first pages are about as small as they are. */
async function endless(page, list, rowAt, total) {
  const asked = []
  const { data: [like] } = await manage(app, 'GET', `/api/${list}?limit=1`)
  await page.route(`**/api/applications/*/${list}?*`, async (route) => {
    const query = new URL(route.request().url()).searchParams
    const from = Number(query.get('cursor') ?? 0)
    asked.push(from)
    const size = from === 0 ? 50 : from === 50 ? 150 : from === 200 ? 800 : 1000
    const data = Array.from({ length: Math.min(size, total - from) }, (_, at) => rowAt(like, from + at))
    const next = from + data.length
    await route.fulfill({ json: { data, next_cursor: next < total ? String(next) : null } })
  })
  return asked
}

const rows = (page) => page.locator('tbody tr:not([aria-hidden])').count()

async function heap(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize / 1e6
}

/** What is in the window, in every look; the whole page would be six million pixels high. */
async function look(page, name) {
  for (const [width, colorScheme] of [1280, 390].flatMap((width) => ['light', 'dark'].map((scheme) => [width, scheme]))) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(100)
    await page.screenshot({ path: join(screenshots, `table-${name}-${width}-${colorScheme}.png`) })
    await fits(page, `${name} at ${width} px, ${colorScheme}`)
  }
  const names = await page.locator('[data-index] a[data-row]').evaluateAll((all) => all.map((one) => one.clientWidth || one.getBoundingClientRect().width))
  assert.ok(names.every((width) => width > 20), `${name}: there is room for names on a phone`)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light' })
}

const focusedRow = (page) => page.evaluate(() => Number(document.activeElement?.closest('[data-index]')?.dataset.index ?? -1))
/** Is what has the focus on top, where it is? */
const isUncovered = (page) =>
  page.evaluate(() => {
    const { left, top, height } = document.activeElement.getBoundingClientRect()
    return document.elementFromPoint(left + 5, top + height / 2)?.closest('[data-index]') === document.activeElement.closest('[data-index]')
  })
const widths = (page) => page.evaluate(() => [...document.querySelectorAll('th')].map((head) => Math.round(head.getBoundingClientRect().width)))
const middle = (page) => page.evaluate(() => Number(document.elementFromPoint(700, 400)?.closest('[data-index]')?.dataset.index ?? -1))

let asked
let bareHeap
let columns
test('a list as long as most is all in the page; more comes by the button, and then by scrolling', async (t) => {
  const { page, complaints } = someone
  asked = await endless(page, 'users', userAt, ROWS)
  await page.goto(`${origin}/apps/${app.slug}/users`)
  await page.getByText('50 users on this page').waitFor()
  bareHeap = await heap(page)
  await toTheEnd(page, 'true')
  await page.waitForTimeout(300)
  assert.deepEqual(asked, [0], 'nothing comes that nobody asked for')
  const button = page.getByRole('button', { name: 'Load more' })
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByText('200 users on this page').waitFor()
  assert.equal(await button.evaluate((node) => node === document.activeElement), true, 'the focus stays')
  assert.equal(await rows(page), 200)
  assert.equal(await page.locator('table').getAttribute('aria-rowcount'), null)
  columns = await widths(page)
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.querySelector('table').getAttribute('aria-rowcount') === '-1')
  assert.deepEqual(asked.slice(0, 3), [0, 50, 200])
  const began = Date.now()
  await toTheEnd(page, `document.querySelector('table').getAttribute('aria-rowcount') === '${ROWS + 1}'`)
  t.diagnostic(`${asked.length} pages, ${ROWS} rows by scrolling after ${((Date.now() - began) / 1000).toFixed(1)} s`)
  assert.equal(new Set(asked).size, asked.length, 'each page once')
  await page.getByText(`${ROWS} users on this page`).waitFor()
  await page.getByRole('link', { name: `person.${ROWS - 1}@people.example` }).waitFor()
  assert.deepEqual(complaints, [])
})

test('100,000 users scroll, and what is out of view costs nothing', async (t) => {
  const { page, complaints } = someone
  const row = 'tr[data-index]'
  t.diagnostic(`memory: ${(await heap(page)).toFixed(1)} MB with all rows, ${bareHeap.toFixed(1)} MB with 50`)
  await page.evaluate(() => scrollTo(0, 0))
  await page.waitForTimeout(300)
  const plain = await page.context().newPage()
  await plain.setContent('<main><div style="height: 6000000px">nothing</div></main>')
  say(t, 'to compare, an empty page, 120 px a frame', await scrolled(plain, { by: 120, frames: 240, row: 'tr' }))
  await plain.close()
  for (const [what, by, frames] of [['reading', 20, 240], ['wheel', 120, 300], ['back', -120, 180], ['fling', 900, 240], ['thumb', 40_000, 60]]) {
    const found = await scrolled(page, { by, frames, row })
    say(t, `${what}, ${by} px a frame`, found)
    passes(found, by, frames, 60)
    await resting(page, row)
  }
  const places = await page.evaluate(() => [...document.querySelectorAll('tr[data-index]')].map((one) => [one.dataset.index, one.ariaRowIndex ?? one.getAttribute('aria-rowindex')]))
  for (const [index, place] of places) assert.equal(Number(place), Number(index) + 2, 'the head is the first row')
  assert.deepEqual(await widths(page), columns, 'columns stay as wide as they were')
  assert.deepEqual(complaints, [])
})

test('who uses the keyboard keeps the focus, and what is selected stays so out of view', async () => {
  const { page, complaints } = someone
  await page.evaluate(() => scrollTo(0, 0))
  const link = (at) => page.locator(`tr[data-index="${at}"] a[data-row]`)
  await link(5).focus()
  await page.getByLabel('Select Person 4', { exact: true }).check()
  await link(5).focus()
  await page.evaluate(() => scrollTo(0, 3_000_000))
  await page.waitForTimeout(200)
  assert.ok((await middle(page)) > 10_000)
  assert.equal(await focusedRow(page), 5)
  assert.ok((await rows(page)) <= IN_PAGE)
  await page.keyboard.press('j')
  assert.equal(await focusedRow(page), 6, 'the next row, not the next that is drawn')
  await link(6).waitFor()
  assert.ok((await page.evaluate(() => scrollY)) < 1_000, 'and it is in view')
  for (let at = 7; at < 60; at += 1) await page.keyboard.press('j')
  assert.equal(await focusedRow(page), 59)
  for (let at = 0; at < 30; at += 1) await page.keyboard.press('Tab')
  assert.equal(await focusedRow(page), 74, 'a box and a link in each row')
  for (let at = 0; at < 40; at += 1) await page.keyboard.press('k')
  assert.equal(await focusedRow(page), 34)
  assert.equal(await isUncovered(page), true, 'the bar that stays does not cover it')
  await page.getByText('1 selected').waitFor()
  await page.evaluate(() => scrollTo(0, 0))
  assert.equal(await page.getByLabel('Select Person 4', { exact: true }).isChecked(), true)
  await page.getByLabel('Select everybody on this page').check()
  await page.getByText(`${ROWS} selected, at most 1000 at once`).waitFor()
  const bar = page.getByRole('region', { name: 'Bulk actions' })
  assert.equal(await bar.getByRole('button', { name: 'Disable' }).isDisabled(), true)
  await look(page, 'users-selected')
  await bar.getByRole('button', { name: 'Clear' }).click()
  assert.deepEqual(complaints, [])
})

test('paper, files, density and the way back are as for a short list', async (t) => {
  const { page, complaints } = someone
  await page.evaluate(() => scrollTo(0, 2_000_000))
  await page.waitForTimeout(200)
  await look(page, 'users')
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  assert.equal(await rows(page), 2_001, 'as many as are printed, and what is left out is said')
  await page.getByText(`The first 2000 of ${ROWS}.`).waitFor()
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.waitForFunction((most) => document.querySelectorAll('tbody tr').length <= most, IN_PAGE)
  await page.getByRole('button', { name: 'Export what is listed' }).click()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'This page as CSV' }).click()])
  assert.equal(readFileSync(await file.path(), 'utf8').trim().split('\r\n').length, ROWS + 1)

  await page.evaluate(() => scrollTo(0, 2_000_000))
  await page.waitForTimeout(200)
  const at = await middle(page)
  const before = asked.length
  await page.locator(`tr[data-index="${at}"] a[data-row]`).click()
  await page.getByText('There is nothing here').waitFor()
  await page.goBack()
  await page.locator(`tr[data-index="${at}"]`).waitFor()
  t.diagnostic(`back at row ${await middle(page)}, it was ${at}`)
  assert.equal(asked.length, before, 'nothing is read again')
  await page.getByRole('button', { name: 'View', exact: true }).click()
  await page.getByLabel('Compact rows').check()
  await page.getByRole('button', { name: 'Done' }).click()
  await page.evaluate(() => scrollTo(0, 1_000_000))
  await page.waitForTimeout(200)
  assert.ok((await rows(page)) <= IN_PAGE, `${await rows(page)} compact rows`)
  await look(page, 'users-compact')
  say(t, 'compact, 120 px a frame', await scrolled(page, { by: 120, frames: 120, row: 'tr[data-index]' }))
  assert.deepEqual(complaints, [])
})

test('after a change the list is read again, but not all of it', async () => {
  const { page, complaints } = someone
  asked.length = 0
  await page.evaluate(() => scrollTo(0, 0))
  await page.getByLabel('Select Person 1', { exact: true }).check()
  const job = { id: 'job_1', action: 'disable', role_id: null, status: 'succeeded', done: 1, failed: 0, total: 1, errors: [], finished_at: new Date().toISOString() }
  await page.route('**/users/bulk', (route) => route.fulfill({ status: 202, json: job }))
  await page.route('**/jobs/job_1', (route) => route.fulfill({ json: job }))
  await page.getByRole('region', { name: 'Bulk actions' }).getByRole('button', { name: 'Disable' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
  await page.getByText(/^\d+ users on this page/).filter({ hasNotText: String(ROWS) }).waitFor()
  await page.waitForTimeout(500)
  assert.ok(asked.length <= 30, `${asked.length} pages were asked for`)
  assert.ok(asked.every((from) => from < 20_000))
  assert.deepEqual(complaints, [])
})

test('100,000 events scroll as well', async (t) => {
  const { page, complaints } = someone
  const events = await endless(page, 'audit', eventAt, ROWS)
  await page.goto(`${origin}/apps/${app.slug}/audit`)
  await page.getByText('50 events on this page').waitFor()
  await page.getByRole('button', { name: 'Load more' }).click()
  await toTheEnd(page, `document.body.innerText.includes('${ROWS} events on this page')`)
  assert.equal(new Set(events).size, events.length)
  await page.evaluate(() => scrollTo(0, 0))
  await page.waitForTimeout(300)
  for (const [what, by, frames] of [['wheel', 120, 180], ['fling', 900, 120], ['thumb', 20_000, 60]]) {
    const found = await scrolled(page, { by, frames, row: 'li[data-index]' })
    say(t, `events, ${what}, ${by} px a frame`, found)
    passes(found, by, frames, 42)
    await resting(page, 'li[data-index]')
  }
  const first = page.locator('li[data-index]').first()
  assert.equal(await first.getAttribute('aria-setsize'), String(ROWS))
  assert.equal(Number(await first.getAttribute('aria-posinset')), Number(await first.getAttribute('data-index')) + 1)
  await look(page, 'events')
  assert.deepEqual(complaints, [])
})
