/**
 * Proves that a single-page application with oidc-client-ts works in a real browser: sign-up on the hosted pages with scripts and CSP on,
 * userinfo over CORS, silent renewal by refresh token (the pages refuse frames), sign-out, sign-in again. Takes a picture of every page.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { application, client, mailedCode } from '../node/lib/platform.mjs'
import { picture as pictureOf, visitor as newVisitor } from './chrome.mjs'
import { serve } from './pages.mjs'

const HOME = 'http://localhost:3000/'
const PASSWORD = 'seven quiet otters paint maps'

let pages
before(async () => {
  pages = await serve(3000)
})
after(() => {
  pages?.closeAllConnections()
  pages?.close()
})

/** A fresh browser profile, and what its consoles complained about: a CSP violation is an error there. */
async function visitor(settings) {
  const { context, page, complaints } = await newVisitor({ strict: true, colorScheme: 'light' })
  await page.goto(HOME)
  await page.evaluate((value) => sessionStorage.setItem('settings', JSON.stringify(value)), settings)
  await page.reload()
  return { context, page, complaints }
}

async function who(page, expected) {
  await page.waitForFunction(
    (text) => {
      const shown = document.getElementById('who')?.textContent
      return location.origin === 'http://localhost:3000' && (shown === text || shown?.startsWith('error'))
    },
    expected,
  )
  assert.equal(await page.textContent('#who'), expected)
}

for (const slug of ['acme', 'globex']) {
  describe(`oidc-client-ts at ${slug}`, () => {
    const app = application(slug)
    const settings = { authority: app.issuer, client_id: client(app, 'spa').client_id }
    const email = `iris.${slug}@people.example`
    const picture = (page, name) => pictureOf(page, `${slug}-${name}`)

    /** Presses the button of the form that holds the field, as a person would. */
    const send = (page, field) => page.locator(`form:has([name=${field}]) button[type=submit]`).first().click()

    test('sign up, renew silently, sign out, sign in again', async () => {
      const { context, page, complaints } = await visitor(settings)

      await page.evaluate(() => void manager.signinRedirect())
      await page.waitForURL(`${app.issuer}/login**`)
      await picture(page, '1-login')
      await page.getByRole('link', { name: /create/i }).click()
      await page.waitForURL(`${app.issuer}/signup**`)
      await picture(page, '2-signup')
      await page.fill('[name=email]', email)
      await page.fill('[name=name]', 'Iris Example')
      await page.fill('[name=password]', PASSWORD)
      await send(page, 'password')
      await page.waitForURL(`${app.issuer}/verify**`)
      await picture(page, '3-verify')
      // The sixth digit sends the form by itself when scripts are on, so nothing is pressed here.
      await page.locator('[name=code]').pressSequentially(await mailedCode(email))
      await who(page, email)

      const user = await page.evaluate(async () => (await manager.getUser()).toStorageString()).then(JSON.parse)
      assert.equal(user.profile.iss, app.issuer)
      assert.equal(user.profile.email, email)
      assert.equal(user.profile.name, 'Iris Example', 'userinfo came over CORS and was merged')
      assert.ok(user.refresh_token, 'offline_access gives a refresh token')
      const info = await page.evaluate(async () => {
        const { access_token } = await manager.getUser()
        const { userinfo_endpoint } = await manager.metadataService.getMetadata()
        return (await fetch(userinfo_endpoint, { headers: { authorization: 'Bearer ' + access_token } })).json()
      })
      assert.equal(info.sub, user.profile.sub)
      assert.equal(info.email_verified, true)

      const renewed = await page.evaluate(async () => (await manager.signinSilent()).toStorageString()).then(JSON.parse)
      assert.notEqual(renewed.access_token, user.access_token, 'silent renewal brings a new access token')
      assert.notEqual(renewed.refresh_token, user.refresh_token, 'and rotates the refresh token')
      assert.equal(page.frames().length, 1, 'without any frame')

      await page.evaluate(() => void manager.signoutRedirect({ state: 'bye' }))
      await who(page, 'signed out')
      assert.equal(await page.evaluate(() => manager.getUser()), null)

      await page.evaluate(() => void manager.signinRedirect())
      await page.waitForURL(`${app.issuer}/login**`)
      await page.fill('[name=email]', email)
      await send(page, 'email')
      await page.waitForURL(`${app.issuer}/login/password**`)
      await picture(page, '4-password')
      await page.fill('[name=password]', PASSWORD)
      await send(page, 'password')
      await who(page, email)
      const again = await page.evaluate(async () => (await manager.getUser()).profile)
      assert.equal(again.sub, user.profile.sub, 'the same person as before')

      assert.deepEqual(complaints, [], 'no error and no CSP violation in any console')
      await context.close()
    })
  })
}
