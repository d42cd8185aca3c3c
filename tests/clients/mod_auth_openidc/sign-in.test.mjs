/**
 * Proves that mod_auth_openidc, a client written in C and unchanged since Debian packaged it, protects a page with Aero2: it discovers
 * the application, signs a person in with PKCE, sets REMOTE_USER, and signs out here and there.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Browser } from '../node/lib/hosted.mjs'
import { application, person } from '../node/lib/platform.mjs'

const PAGE = 'http://localhost:3002/'
const acme = application('acme')

test('a protected page asks, shows who signed in, and asks again after sign-out', async () => {
  const browser = new Browser()
  const asked = await browser.get(PAGE)
  assert.equal(asked.status, 302, asked.body)
  const request = new URL(asked.location)
  assert.equal(request.origin + request.pathname, `${acme.issuer}/oauth2/authorize`)
  assert.equal(request.searchParams.get('code_challenge_method'), 'S256')

  const shown = await browser.signIn(asked.location, person(acme))
  assert.equal(shown.url, PAGE, `the way led to ${shown.url} (${shown.status}):\n${shown.body}`)
  assert.equal(shown.status, 200, shown.body)
  assert.match(shown.body, new RegExp(`Signed in as <b>${person(acme).email}</b>`), 'REMOTE_USER is the e-mail address')
  assert.equal((await browser.get(PAGE)).status, 200, 'the module keeps its session')

  const out = await browser.get(`${PAGE}redirect_uri?logout=${encodeURIComponent(PAGE)}`)
  assert.ok(out.location?.startsWith(`${acme.issuer}/oauth2/logout?`), `sign-out goes on to Aero2, not to ${out.location}`)
  const there = await browser.get(out.location)
  assert.equal(there.status, 303, there.body)
  assert.equal(there.location, PAGE, 'and from there back at once')

  const again = await browser.open(PAGE)
  assert.ok(again.url.startsWith(`${acme.issuer}/login?`), `after sign-out the sign-in page comes, not ${again.url}`)
})
