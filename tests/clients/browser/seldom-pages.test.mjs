/**
 * Pages that few people ever see, and each sees once: links from mails, invitations, accounts of other providers, consent, the choice of an account,
 * errors. In English in every look; in languages with long words, wide letters and from right to left as narrow and as wide as they get.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { advance, application, createClient, mailedCode, mailedLink, manage, operator } from '../node/lib/platform.mjs'
import { appCode } from './authenticator.mjs'
import { byPassword, enter, look as lookAt, visitor as newVisitor } from './chrome.mjs'
import { serveProvider } from './provider.mjs'

const PASSWORD = 'violet-harbour-tractor-91'
const app = application('acme')
const settings = (part) => manage(app, 'PATCH', '/api/applications/settings', part)

let provider
let web
before(async () => {
  provider = await serveProvider()
  web = await createClient(app, { client_name: 'Harbour Board', type: 'web', redirect_uris: [provider.client] })
  await settings({ auth_methods: { magic_link: true, email_code: true } })
  await manage(app, 'POST', '/api/idps', { name: 'harbour', display_name: 'Harbour', ...provider.settings })
})
after(() => provider?.close())

for (const language of ['en', 'de', 'ja', 'ar']) {
  const people = `${language}.example`
  const visitor = () => newVisitor({ locale: language })
  const looks = language === 'en' ? undefined : [{ width: 390, colorScheme: 'light' }, { width: 1280, colorScheme: 'dark' }]
  const look = async (page, name) => {
    assert.equal(await page.getAttribute('html', 'lang'), language, page.url())
    await lookAt(page, `seldom-${language}-${name}`, looks)
  }
  const person = async (name, more = {}) => {
    const user = { email: `${name}@${people}`, password: PASSWORD }
    await manage(app, 'POST', '/api/users', { ...user, name, email_verified: true, ...more })
    return user
  }
  const authorize = (of, more = {}) => {
    const query = { client_id: of.client_id, redirect_uri: of.redirect_uris[0], response_type: 'code', scope: 'openid profile email offline_access', state: 's',
      nonce: 'n', code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256', ...more }
    return `${app.issuer}/oauth2/authorize?${new URLSearchParams(query)}`
  }
  const press = (page, selector) => Promise.all([page.waitForNavigation(), page.click(selector)])

  test(`links from mails, in ${language}`, async () => {
    const user = await person('link')
    const { context, page, complaints } = await visitor()
    await page.goto(authorize(web))
    await page.fill('[name=email]', user.email)
    await enter(page)
    await look(page, 'password-or-code')
    await press(page, 'form:not(:has([name=password])) button')
    await look(page, 'code')
    const link = await mailedLink(user.email, '/login/link')
    const other = await visitor()
    await other.page.goto(link)
    await look(other.page, 'link-elsewhere')
    await page.goto(link)
    await look(page, 'link')
    await press(page, 'button.primary')
    assert.equal(await page.textContent('body'), 'the client')
    await page.goto(link)
    await look(page, 'link-used')
    await settings({ auth_methods: { email_code: false, password: false } })
    await other.page.goto(`${app.issuer}/login`)
    await other.page.fill('[name=email]', `another.${user.email}`)
    await enter(other.page)
    await settings({ auth_methods: { email_code: true, password: true } })
    await look(other.page, 'link-sent')
    assert.deepEqual([...complaints, ...other.complaints], [])
    for (const one of [context, other.context]) await one.close()
  })

  test(`invitations, in ${language}`, async () => {
    const invite = async (email) => {
      const { id } = await manage(app, 'POST', '/api/invitations', { email })
      return { id, link: await mailedLink(email, '/invite') }
    }
    const { context, page, complaints } = await visitor()
    const fresh = await invite(`new@${people}`)
    await page.goto(fresh.link)
    await look(page, 'invite-new')
    await page.fill('[name=name]', 'Kim')
    await page.fill('[name=password]', 'password1234')
    await enter(page)
    await look(page, 'invite-refused')
    // Somebody signed up while the invitation was on its way.
    const waiting = await invite(`known@${people}`)
    const known = await person('known')
    await page.goto(waiting.link)
    await look(page, 'invite-known')
    await press(page, 'button.primary')
    await page.fill('[name=password]', known.password)
    await enter(page)
    await look(page, 'invite-consent')
    await page.goto(fresh.link)
    await look(page, 'invite-of-another')
    await page.goto(waiting.link)
    await press(page, 'button.primary')
    await page.goto(waiting.link)
    await look(page, 'invite-over')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test(`an account elsewhere meets one here, in ${language}`, async () => {
    const user = await person('linked')
    const { context, page, complaints } = await visitor()
    provider.is({ id: `1-${language}`, email: user.email, name: 'Lin Ked' })
    await page.goto(`${app.issuer}/login`)
    await look(page, 'login-providers')
    await press(page, 'a[href*="/rp/authorize"]')
    assert.equal(new URL(page.url()).pathname, '/login/connect')
    await look(page, 'connect')
    await press(page, '.card form button.primary')
    await look(page, 'connect-code')
    await page.fill('[name=code]', '000000')
    await page.waitForSelector('#problem')
    await look(page, 'connect-code-refused')
    await Promise.all([page.waitForURL(`${app.issuer}/account`), page.fill('[name=code]', await mailedCode(user.email))])
    await page.goto(`${app.issuer}/account/connections`)
    await look(page, 'connected')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test(`consent, the choice of an account, errors, in ${language}`, async () => {
    const user = await person('asked')
    const third = await createClient(app, {
      client_name: 'Ledger for Small Harbours',
      type: 'web',
      redirect_uris: ['https://ledger.example/callback'],
      client_uri: 'https://ledger.example/',
      policy_uri: 'https://ledger.example/privacy',
      tos_uri: 'https://ledger.example/terms',
      first_party: false,
    })
    const { context, page, complaints } = await visitor()
    await byPassword(page, app, user)
    await page.goto(authorize(third))
    await look(page, 'consent')
    await advance(5)
    await page.goto(authorize(web, { prompt: 'select_account' }))
    await look(page, 'chooser')
    await page.goto(authorize(web, { redirect_uri: 'https://elsewhere.example/' }))
    await look(page, 'error-redirect')
    await page.goto(`${app.issuer}/no-such-page`)
    await look(page, 'error-not-found')
    assert.match(await page.textContent('.reference'), /\w{6}/, 'what to tell the support')
    await page.goto(`${app.issuer}/logout`)
    await look(page, 'sign-out')
    await press(page, 'button.primary')
    await look(page, 'signed-out')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test(`second factors and proving again, in ${language}`, async () => {
    const user = await person('guarded')
    await settings({ mfa_policy: 'required', mfa_methods: { sms: true }, sms_allowed_countries: ['DE'], sms_daily_limit: 20 })
    const { context, page, complaints } = await visitor()
    await byPassword(page, app, user)
    await look(page, 'mfa-setup')
    await press(page, 'form:has([value=begin]) button')
    await page.click('summary:has-text("")')
    await look(page, 'mfa-setup-secret')
    const key = (await page.locator('details code').textContent()).replaceAll(' ', '')
    await page.fill('[name=code]', await appCode(key))
    await press(page, 'form:has([name=code]) button')
    await look(page, 'mfa-setup-codes')
    await page.check('[name=saved]')
    await press(page, 'form:has([name=saved]) button')
    await settings({ mfa_policy: 'optional' })
    await page.goto(`${app.issuer}/account/mfa`)
    await look(page, 'account-mfa')
    await advance(301)
    await page.goto(`${app.issuer}/account/mfa`)
    await look(page, 'account-mfa-stale')
    await page.goto(`${app.issuer}/step-up?return_to=/account/mfa`)
    await look(page, 'step-up')
    const other = await visitor()
    await byPassword(other.page, app, user)
    await look(other.page, 'mfa')
    await press(other.page, 'a[href*="method=recovery_code"]')
    await look(other.page, 'mfa-recovery')
    assert.deepEqual([...complaints, ...other.complaints], [])
    for (const one of [context, other.context]) await one.close()
  })
}

test('an operator is invited; what a developer sees', async () => {
  const { email, password, origin } = operator()
  const { context, page, complaints } = await newVisitor()
  await page.goto(origin)
  await page.waitForURL(/\/login/)
  await lookAt(page, 'seldom-dashboard-stranger')
  await byPassword(page, { issuer: origin }, { email, password })
  await page.goto(origin)
  await page.locator('h1', { hasText: 'Applications' }).waitFor()
  await lookAt(page, 'seldom-dashboard')
  const invited = 'second.operator@people.example'
  const status = await page.evaluate(async (email) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/platform/operators', { method: 'POST', headers, body: JSON.stringify({ email }) })).status
  }, invited)
  assert.equal(status, 201)
  const other = await newVisitor()
  await other.page.goto(await mailedLink(invited, '/operator-setup'))
  await lookAt(other.page, 'seldom-operator-setup')
  assert.deepEqual([...complaints, ...other.complaints], [])
  for (const one of [context, other.context]) await one.close()
})
