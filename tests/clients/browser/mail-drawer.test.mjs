/**
 * The drawer with the mails of the laptop: a code is asked for on a sign-in page and read in the dashboard, which is looking meanwhile. Without the hook,
 * as everywhere that is deployed, there is no button.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application, mailedCode, operator } from '../node/lib/platform.mjs'
import { enter, intoDashboard, look as lookAt, visitor } from './chrome.mjs'

const developer = operator()
const look = (page, name) => lookAt(page, `mail-drawer-${name}`)
const HOOK = '**/_local/mail'

test('a code that was asked for appears in the open drawer', async () => {
  const { context, page, complaints } = await visitor()
  await intoDashboard(page, developer)
  await page.route(HOOK, (route) => route.fulfill({ json: [] }))
  await page.reload()
  await page.getByRole('button', { name: 'Mails' }).first().click()
  await page.getByText('No mail yet').waitFor()
  await look(page, 'empty')
  await page.unroute(HOOK)
  await page.keyboard.press('Escape')

  const app = application('acme')
  const other = await visitor()
  await other.page.goto(`${app.issuer}/login`)
  await other.page.fill('[name=email]', app.users[1].email)
  await enter(other.page)
  await page.getByRole('button', { name: 'Mails' }).first().click()
  await other.page.locator('form:not(:has([name=password])) button').first().click()
  await page.getByText('Copy code').first().waitFor()
  const code = await mailedCode(app.users[1].email)
  await page.getByText(code, { exact: true }).waitFor()
  await look(page, 'code')
  await page.getByRole('button', { name: 'As it looks' }).first().click()
  await page.getByRole('button', { name: 'Text', exact: true }).nth(1).click()
  await look(page, 'open')

  await page.route(HOOK, (route) => route.fulfill({ status: 404, json: {} }))
  await page.reload()
  await page.getByRole('heading', { name: 'Applications' }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Mails' }).count(), 0)
  assert.deepEqual([...complaints, ...other.complaints], [])
  for (const one of [context, other.context]) await one.close()
})
