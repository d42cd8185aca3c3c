/**
 * Teams as developers meet them: inviting by mail, coming in by the link, roles, and an application that is handed over and taken over; by keyboard, as wide
 * as a desk and as narrow as a phone, light and dark, judged by axe.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { mailedCode, mailedLink, operator } from '../node/lib/platform.mjs'
import { enter, look as lookAt, visitor } from './chrome.mjs'

const { origin } = operator()
const look = (page, name) => lookAt(page, `dashboard-team-${name}`)
const PASSWORD = 'quartz-lantern-meadow-73'
const rosa = { name: 'Rosa Giver', email: 'rosa@studio.example', password: PASSWORD }
const theo = { name: 'Theo Taker', email: 'theo@studio.example', password: PASSWORD }
const ines = 'ines@studio.example'

const browsers = []
async function someone() {
  const made = await visitor()
  browsers.push(made)
  return made
}
after(() => Promise.all(browsers.map(({ context }) => context.close())))

async function arrived(page, heading) {
  await page.locator('h1', { hasText: heading }).waitFor()
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
}

async function signUp(who) {
  const made = await someone()
  const { page } = made
  await page.goto(`${origin}/apps`)
  await page.waitForURL(/\/login/)
  await page.click('a[href^="/signup"]')
  for (const [field, value] of Object.entries(who)) await page.fill(`[name=${field}]`, value)
  await enter(page)
  await page.fill('[name=code]', await mailedCode(who.email))
  await page.waitForURL(`${origin}/apps`)
  await arrived(page, 'Applications')
  return made
}

let giver
let taker
before(async () => {
  giver = await signUp(rosa)
  taker = await signUp(theo)
})

test('an admin invites by mail, and sees who is invited', async () => {
  const { page, complaints } = giver
  await page.goto(`${origin}/team`)
  await arrived(page, 'Rosa Giver’s team')
  await page.getByText('Nobody is invited').waitFor()
  await look(page, 'alone')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.keyboard.type(ines)
  await page.getByLabel('Role', { exact: true }).selectOption('support')
  await look(page, 'invite')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await page.getByText(`The invitation to ${ines} is on its way.`).waitFor()
  await page.getByRole('table', { name: 'Invitations' }).getByText(ines).waitFor()
  await look(page, 'invited')
  assert.deepEqual(complaints, [])
})

test('who is invited makes an account by the link, and reads the team', async () => {
  const { page, complaints } = await someone()
  await page.goto(await mailedLink(ines, '/invite'))
  await page.locator('h1', { hasText: 'Rosa Giver’s team' }).waitFor()
  await look(page, 'link')
  await page.fill('[name=name]', 'Ines Guest')
  await page.fill('[name=password]', PASSWORD)
  await enter(page)
  await page.waitForURL(`${origin}/apps`)
  await page.goto(`${origin}/team`)
  await arrived(page, 'Rosa Giver’s team')
  await page.getByText('Rosa Giver', { exact: true }).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Invite', exact: true }).count(), 0, 'support only reads')
  await look(page, 'as-support')
  assert.deepEqual(complaints, [])
})

test('a role is given, the only admin stays, and the team is renamed', async () => {
  const { page, complaints } = giver
  await page.reload()
  await arrived(page, 'Rosa Giver’s team')
  await page.getByLabel('Role of Ines Guest').selectOption('developer')
  await page.getByText('Ines Guest: Developer.').waitFor()
  await page.getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('button', { name: 'Leave team' }).click()
  await page.getByText('The only admin stays one').waitFor()
  await page.keyboard.press('Escape')
  await page.getByLabel('Name', { exact: true }).fill('Lighthouse keepers')
  await page.keyboard.press('Enter')
  await arrived(page, 'Lighthouse keepers')
  await look(page, 'renamed')
  // The refusal is a line of the console.
  assert.deepEqual(complaints.splice(0).filter((line) => !line.includes('status of 409')), [])
})

test('an admin reads what happened in the team', async () => {
  const { page, complaints } = giver
  await page.goto(`${origin}/team`)
  await page.getByRole('link', { name: 'Events' }).click()
  await arrived(page, 'Events of')
  const events = page.getByRole('list', { name: 'Events' })
  await events.getByText('came in as Support').waitFor()
  assert.match(await events.getByRole('listitem').last().innerText(), /You made the team/)
  await look(page, 'events')
  await page.getByLabel('About').selectOption('invitation')
  await page.waitForURL(/area=invitation/)
  await page.waitForFunction(() => document.querySelectorAll('ul[aria-label=Events] li').length === 2)
  await page.goBack()
  await events.getByText('made the team').waitFor()
  assert.deepEqual(complaints, [])
})

test('an application is offered, seen, accepted, and gone from where it was', async () => {
  const { page, complaints } = giver
  await taker.page.goto(`${origin}/team`)
  await arrived(taker.page, 'Theo Taker’s team')
  const id = (await taker.page.getByText(/^org_[0-9a-z]{26}$/).first().innerText()).trim()
  await page.goto(`${origin}/welcome`)
  await arrived(page, 'Welcome')
  await page.getByLabel('Name').fill('Beacon')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'I stored it' }).click()
  await arrived(page, 'Quickstart')
  const base = new URL(page.url()).pathname.replace(/\/quickstart.*/, '')
  await page.goto(`${origin}${base}/settings`)
  await arrived(page, 'Settings')
  await page.getByRole('button', { name: 'Transfer application' }).click()
  await page.keyboard.type(id)
  await look(page, 'transfer')
  await page.getByRole('button', { name: 'Offer application' }).click()
  await page.getByText('Offered to').waitFor()
  await look(page, 'offered')
  await taker.page.reload()
  await taker.page.getByText('from Lighthouse keepers').waitFor()
  await look(taker.page, 'offer')
  await taker.page.getByRole('button', { name: 'Accept' }).click()
  await taker.page.getByText('Beacon belongs to your team now.').waitFor()
  await taker.page.goto(`${origin}/apps`)
  await taker.page.getByRole('link', { name: 'Beacon' }).first().waitFor()
  await page.goto(`${origin}/apps`)
  await arrived(page, 'Applications')
  assert.equal(await page.getByRole('link', { name: 'Beacon' }).count(), 0)
  assert.deepEqual([...complaints, ...taker.complaints], [])
})
