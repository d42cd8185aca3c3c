/** Proves that people sign in at Aero2 through oidc-provider as it comes: new users, existing ones, and asked again where a client wants it. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Browser } from '../node/lib/hosted.mjs'
import { application, clockAhead, client, fetch, person } from '../node/lib/platform.mjs'
import { start } from './provider.mjs'

const app = application('acme')
const web = client(app, 'web')
const redirectUri = web.redirect_uris[0]
const verifier = 'a-verifier-of-more-than-forty-three-characters-1'
let upstream

async function manage(path, body) {
  const headers = { authorization: `Bearer ${app.secret_key}`, 'content-type': 'application/json' }
  const answer = await fetch(`${app.issuer}${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers })
  const text = await answer.text()
  assert.ok(answer.ok, `${path}: ${answer.status} ${text}`)
  return JSON.parse(text)
}

before(async () => {
  assert.ok(Math.abs(await clockAhead()) < 5, 'both sides have one clock')
  upstream = await start([`${app.issuer}/rp/callback/upstream`])
  const made = await manage('/api/idps', {
    name: 'upstream',
    type: 'oidc',
    display_name: 'Upstream',
    issuer: upstream.issuer,
    client_id: 'aero2',
    client_secret: 'a secret: with / signs',
    trust_email_verified: true,
  })
  assert.equal(made.token_endpoint, `${upstream.issuer}/token`, 'its metadata was read')
  assert.equal(made.callback_url, `${app.issuer}/rp/callback/upstream`)
})

after(() => upstream?.stop())

function request(more = {}) {
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const query = { client_id: web.client_id, redirect_uri: redirectUri, response_type: 'code', scope: 'openid profile email', state: 's', nonce: 'n',
    code_challenge: challenge, code_challenge_method: 'S256', ...more }
  return `${app.issuer}/oauth2/authorize?${new URLSearchParams(query)}`
}

/** From the button on our page, through the upstream's own pages, to the client. */
async function signIn(browser, who, url = request()) {
  let page = await browser.open(url, redirectUri)
  const href = page.body.match(/href="(\/rp\/authorize[^"]*)"/)?.[1]
  assert.ok(href, `a button: ${page.body}`)
  page = await browser.open(new URL(href.replaceAll('&#38;', '&').replaceAll('&amp;', '&'), page.url).href, redirectUri)
  if (!page.location) page = await browser.submit(page, { login: who }, redirectUri)
  if (!page.location) page = await browser.submit(page, { consent: 'yes' }, redirectUri)
  assert.ok(page.location?.startsWith(redirectUri), `back at the client: ${page.status} ${page.url}\n${page.body}`)
  return new URL(page.location).searchParams
}

async function claims(params) {
  const body = new URLSearchParams({ grant_type: 'authorization_code', code: params.get('code'), redirect_uri: redirectUri, code_verifier: verifier })
  const authorization = `Basic ${Buffer.from(`${web.client_id}:${web.client_secret}`).toString('base64')}`
  const answer = await fetch(`${app.issuer}/oauth2/token`, { method: 'POST', headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' }, body: body.toString() })
  const tokens = await answer.json()
  assert.ok(tokens.id_token, JSON.stringify(tokens))
  return JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url').toString())
}

test('a new person signs up through it and is the same user next time', async () => {
  const first = await claims(await signIn(new Browser(), 'nova'))
  assert.deepEqual([first.email, first.email_verified, first.name, first.amr], ['nova@upstream.example', true, 'Nova Upstream', ['fed']])
  assert.ok(upstream.asked.includes('GET /me'), 'its address is told at the userinfo endpoint only')
  const second = await claims(await signIn(new Browser(), 'nova'))
  assert.equal(second.sub, first.sub)
})

test('an existing user with the same proven address is linked', async () => {
  const mia = person(app)
  assert.equal(mia.email, 'mia@acme.example')
  const told = await claims(await signIn(new Browser(), 'mia'))
  assert.deepEqual([told.sub, told.name === 'Mia Elsewhere'], [mia.id, false])
  const { data } = await manage(`/api/users/${mia.id}/identities`)
  assert.deepEqual(data.map((identity) => [identity.idp, identity.subject]), [['upstream', 'mia']])
})

test('a client that wants a fresh sign-in has the person asked again there', async () => {
  const browser = new Browser()
  await signIn(browser, 'nova')
  const logins = () => upstream.asked.filter((one) => one.startsWith('POST /interaction/')).length
  const before = logins()
  const told = await claims(await signIn(browser, 'nova', request({ prompt: 'login' })))
  assert.ok(logins() > before, 'its own session was not enough')
  assert.deepEqual(told.amr, ['fed'])
})
