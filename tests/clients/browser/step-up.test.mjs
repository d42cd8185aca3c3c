/**
 * Proving oneself again in a real browser: by password, by an app and by a recovery code, with and without scripts, as narrow as a phone and as wide as a
 * desk, light and dark; and back to where the person was going.
 */
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { advance, application, manage } from '../node/lib/platform.mjs'
import { appCode } from './authenticator.mjs'
import { byPassword, enter, look as lookAt, visitor } from './chrome.mjs'

const look = (page, name) => lookAt(page, `step-up-${name}`)
const app = application('acme')
// People of its own: what other tests enrol is none of theirs.
const PASSWORD = 'violet-harbour-tractor-91'
const [mia, otto] = ['una@people.example', 'ulf@people.example'].map((email) => ({ email, password: PASSWORD }))
before(async () => {
  for (const user of [mia, otto]) await manage(app, 'POST', '/api/users', { ...user, email_verified: true })
})

test('a password, with scripts: the page asks, refuses a wrong one, and leads back', async () => {
  const { context, page, complaints } = await visitor()
  await byPassword(page, app, otto)
  await advance(301)
  await page.goto(`${app.issuer}/account/security`)
  await Promise.all([page.waitForNavigation(), page.click('a.primary')])
  assert.match(page.url(), /\/step-up\?return_to=/)
  await look(page, 'password')
  await page.fill('[name=password]', 'not the password')
  await enter(page)
  await look(page, 'password-refused')
  await page.fill('[name=password]', otto.password)
  await enter(page)
  assert.equal(new URL(page.url()).pathname, '/account/security')
  assert.ok(await page.locator('form[action="/account/password"]').count(), 'the form is there now')
  assert.deepEqual(complaints, [])
  await context.close()
})

test('an app and a recovery code, without scripts', async () => {
  const { context, page: person, complaints } = await visitor()
  await byPassword(person, app, mia)
  const call = (path, body) =>
    person.evaluate(
      async ([path, body]) => {
        const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
        return answer.json()
      },
      [path, body],
    )
  const { secret } = await call('/api/users/me/mfa/totp/setup', {})
  const { recovery_codes: recovery } = await call('/api/users/me/mfa/totp/verify', { code: await appCode(secret) })
  const plain = await visitor({ javaScriptEnabled: false })
  await plain.context.addCookies(await context.cookies())
  const { page } = plain
  await advance(330)
  await page.goto(`${app.issuer}/step-up?return_to=%2Faccount%2Fsecurity`)
  await look(page, 'app-no-script')
  await page.fill('[name=code]', await appCode(secret))
  await enter(page)
  assert.equal(new URL(page.url()).pathname, '/account/security')

  await context.addCookies(await plain.context.cookies())
  await advance(301)
  await person.goto(`${app.issuer}/step-up?return_to=%2Faccount%2Fdata`)
  await look(person, 'app')
  await Promise.all([person.waitForNavigation(), person.click('.providers a')])
  await look(person, 'recovery-code')
  await person.fill('[name=code]', recovery[0])
  await enter(person)
  assert.equal(new URL(person.url()).pathname, '/account/data')
  assert.deepEqual(complaints, [])
  for (const one of [context, plain.context]) await one.close()
})
