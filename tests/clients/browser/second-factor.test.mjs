/**
 * Second factors in a real browser, with oathtool as the authenticator app: enrolled because the application needs one, asked for, replaced by a
 * recovery code, changed in the account; with scripts and without. Looks at each page.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { application, manage } from '../node/lib/platform.mjs'
import { appCode } from './authenticator.mjs'
import { byPassword, look, visitor as newVisitor } from './chrome.mjs'

const visitor = (options) => newVisitor({ offered: true, ...options })
const set = (app, settings) => manage(app, 'PATCH', '/api/applications/settings', settings)

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts'
  const see = (page, name) => look(page, `factor-${name}${javaScriptEnabled ? '' : '-plain'}`)

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
    await page.fill('[name=code]', await appCode(key))
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
    await other.page.fill('[name=code]', await appCode(key, 1))
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
