/**
 * The dashboard where things are not as hoped: an answer that fails, is slow, is refused or does not come; a session that has ended; a name that is long
 * and written from right to left. Every state says what happened and what to do, and axe has nothing to say.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { application, manage, operator } from '../node/lib/platform.mjs'
import { enter, look as lookAt, visitor } from './chrome.mjs'

const { origin, email, password } = operator()
const app = application('acme')
const look = (page, name) => lookAt(page, `dashboard-state-${name}`)
const NAME = `مرحبا بالعالم ${'with many words '.repeat(9)}`.trim()

let someone
async function signIn(page) {
  await page.waitForURL(/\/login/)
  await page.fill('[name=email]', email)
  await enter(page)
  await page.fill('[name=password]', password)
  await page.keyboard.press('Enter')
}
before(async () => {
  await manage(app, 'POST', '/api/users', { email: 'rtl@people.example', name: NAME })
  someone = await visitor()
  await someone.page.goto(`${origin}/apps`)
  await signIn(someone.page)
  await someone.page.waitForURL(`${origin}/apps`)
})
after(() => someone?.context.close())

function problem(status, code, detail) {
  const body = JSON.stringify({ type: 'about:blank', title: code, status, code, detail, request_id: 'req-7Q2M' })
  return { status, contentType: 'application/problem+json', body }
}

/** Opens a screen while the calls that match are answered so. */
async function under(pattern, answer, path, text) {
  const { page } = someone
  await page.route(pattern, answer)
  await page.goto(`${origin}/apps/${app.slug}/${path}`)
  await page.getByText(text).first().waitFor()
  await look(page, path)
  await page.unroute(pattern)
}

test('our own fault: a reference, and trying again helps', async () => {
  const { page, complaints } = someone
  await under('**/users?*', (route) => route.fulfill(problem(500, 'internal_error', 'Something failed on our side. Nothing was changed.')), 'users', 'req-7Q2M')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('mia@acme.example').waitFor()
  // The failed answers themselves are lines of the console; anything else would be a fault.
  assert.deepEqual(complaints.splice(0).filter((line) => !line.includes('status of 500')), [])
})

test('no permission says which, a thing that is gone says so, and waiting shows that it waits', async () => {
  await under('**/api-keys?*', (route) => route.fulfill(problem(403, 'forbidden', 'No.')), 'keys', 'keys:read')
  await under('**/api/applications/*/clients/*', (route) => route.fulfill(problem(404, 'not_found', 'No.')), 'clients/cli_01m8fk4hw1ew6vhd1y0txbj667', 'There is nothing here')
  await under('**/email-templates', () => undefined, 'emails', 'Loading')
  assert.deepEqual(someone.complaints, [])
})

test('offline, what was typed stays', async () => {
  const { context, page, complaints } = someone
  await page.goto(`${origin}/apps/${app.slug}/roles`)
  await page.getByRole('button', { name: 'New role' }).click()
  await page.keyboard.type('support')
  await context.setOffline(true)
  await page.keyboard.press('Enter')
  await page.getByText('There was no answer').waitFor()
  assert.equal(await page.getByLabel('Name').inputValue(), 'support')
  await look(page, 'offline')
  await context.setOffline(false)
  await page.locator('dialog').getByRole('button', { name: 'Create role' }).click()
  await page.getByText('Created support').waitFor()
  await page.getByLabel('support may users:read').check()
  await page.getByRole('button', { name: 'Review' }).click()
  await look(page, 'matrix-review')
  await page.getByRole('button', { name: 'Save permissions' }).click()
  await page.getByText('It holds from the next request on').waitFor()
  assert.deepEqual(complaints.splice(0).filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED')), [])
})

test('a long name from right to left fits', async () => {
  const { page, complaints } = someone
  await page.goto(`${origin}/apps/${app.slug}/users?search=rtl%40`)
  await page.getByRole('link', { name: NAME }).waitFor()
  await look(page, 'users-rtl')
  await page.getByRole('link', { name: NAME }).click()
  await page.locator('h1', { hasText: NAME }).waitFor()
  await look(page, 'user-rtl')
  assert.deepEqual(complaints, [])
})

test('a session that ended leads to the sign-in, and back to the same page', async () => {
  const { context, page, complaints } = someone
  await context.clearCookies({ name: /session/i })
  await page.goto(`${origin}/apps/${app.slug}/audit?type=user.*&outcome=failure`)
  await signIn(page)
  await page.waitForURL(/\/audit\?.*outcome=failure/)
  assert.match(page.url(), /type=user\.\*|type=user\.%2A/)
  assert.deepEqual(complaints, [])
})
