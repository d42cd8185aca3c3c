/**
 * What every Node library must manage at Aero2, told once: code flow with PKCE and nonce, ID token, userinfo, refresh rotation, reuse,
 * introspection, revocation, logout, client credentials, private_key_jwt, for both applications. A library's test file brings an adapter.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Browser } from './hosted.mjs'
import { advance, application, client, createClient, person } from './platform.mjs'

const SCOPE = 'openid profile email offline_access'
/** Longer than the refresh retry window of 30 s. */
const AFTER_THE_WINDOW = 60

const refusedAs = (code) => (error) => {
  assert.equal(error.error, code, `expected ${code}, got ${error.error ?? error.stack}`)
  return true
}

/** Signs the person in through the hosted pages; gives back the tokens and the browser that holds the session. */
async function signIn(library, app, redirectUri) {
  const browser = new Browser()
  const request = await library.authorizationRequest(redirectUri, SCOPE)
  const { location } = await browser.signIn(request.url, person(app), redirectUri)
  return { browser, request, callback: new URL(location), tokens: await library.exchange(new URL(location), request) }
}

function checkIdToken(claims, app, clientId, nonce) {
  assert.equal(claims.iss, app.issuer)
  assert.equal(claims.aud, clientId)
  assert.equal(claims.nonce, nonce, 'the nonce of the request comes back')
  assert.equal(claims.sub, person(app).id)
  assert.equal(claims.email, person(app).email)
  assert.ok(claims.sid, 'the session has a public reference')
}

/**
 * `connect(app, client, auth)` discovers the application and answers the adapter; `auth` is `{ secret }` or `{ privateKey, kid }`.
 */
export function tell(name, connect) {
  for (const slug of ['acme', 'globex']) {
    const app = application(slug)
    const web = client(app, 'web')
    const redirectUri = web.redirect_uris[0]
    const home = new URL('/', redirectUri).href
    const connectWeb = () => connect(app, web, { secret: web.client_secret })

    describe(`${name} at ${slug}`, () => {
      test('discovery names this issuer and its endpoints', async () => {
        const { metadata } = await connectWeb()
        assert.equal(metadata.issuer, app.issuer)
        for (const endpoint of ['authorization', 'token', 'userinfo', 'introspection', 'revocation', 'end_session']) {
          assert.ok(metadata[`${endpoint}_endpoint`]?.startsWith(`${app.issuer}/oauth2/`), `${endpoint}_endpoint`)
        }
        assert.equal(metadata.authorization_response_iss_parameter_supported, true)
        assert.deepEqual(metadata.code_challenge_methods_supported, ['S256'])
      })

      test('code flow with PKCE and nonce: a verified ID token and the same person at userinfo', async () => {
        const library = await connectWeb()
        const { request, callback, tokens } = await signIn(library, app, redirectUri)
        assert.equal(callback.searchParams.get('iss'), app.issuer)
        checkIdToken(tokens.claims, app, web.client_id, request.nonce)
        const info = await library.userinfo(tokens.access_token, tokens.claims.sub)
        assert.equal(info.sub, tokens.claims.sub)
        assert.equal(info.email, person(app).email)
        assert.equal(info.email_verified, true)
      })

      test('a wrong verifier gets nothing and burns the code', async () => {
        const library = await connectWeb()
        const request = await library.authorizationRequest(redirectUri, SCOPE)
        const { location } = await new Browser().signIn(request.url, person(app), redirectUri)
        const verifier = 'not-the-verifier-that-the-challenge-was-made-of'
        await assert.rejects(library.exchange(new URL(location), { ...request, verifier }), refusedAs('invalid_grant'))
        await assert.rejects(library.exchange(new URL(location), request), refusedAs('invalid_grant'))
      })

      test('refresh rotates; an old token after the retry window kills the family', async () => {
        const library = await connectWeb()
        const { tokens } = await signIn(library, app, redirectUri)
        const second = await library.refresh(tokens.refresh_token)
        assert.notEqual(second.refresh_token, tokens.refresh_token, 'the refresh token rotates')
        assert.notEqual(second.access_token, tokens.access_token)
        assert.equal(second.claims.sub, tokens.claims.sub)
        assert.equal(second.claims.auth_time, tokens.claims.auth_time, 'a refresh is no sign-in')
        const retried = await library.refresh(tokens.refresh_token)
        assert.equal(retried.refresh_token, second.refresh_token, 'a retry inside the window gets the same successor')

        await advance(AFTER_THE_WINDOW)
        await assert.rejects(library.refresh(tokens.refresh_token), refusedAs('invalid_grant'))
        await assert.rejects(library.refresh(second.refresh_token), refusedAs('invalid_grant'), 'the successor died with it')
        assert.equal((await library.introspect(second.access_token)).active, false, 'and so did its access token')
      })

      test('max_age and acr_values: an older session proves it again, and the library finds auth_time and acr as it asked', async () => {
        const library = await connectWeb()
        const { browser, tokens } = await signIn(library, app, redirectUri)
        await advance(AFTER_THE_WINDOW * 10)
        const asked = { max_age: '300', acr_values: 'urn:aero2:acr:phr urn:aero2:acr:1fa' }
        const silent = await browser.open((await library.authorizationRequest(redirectUri, SCOPE, 'none', asked)).url, redirectUri)
        assert.equal(new URL(silent.location).searchParams.get('error'), 'login_required')
        // Discovered anew: the library's clock follows the platform's.
        const later = await connectWeb()
        const request = await later.authorizationRequest(redirectUri, SCOPE, undefined, asked)
        const page = await browser.open(request.url, redirectUri)
        assert.match(page.url, /\/step-up\?request=/)
        const { location } = await browser.submit(page, { password: person(app).password }, redirectUri)
        const again = await later.exchange(new URL(location), request)
        assert.ok(again.claims.auth_time >= tokens.claims.auth_time + AFTER_THE_WINDOW * 10)
        assert.equal(again.claims.acr, 'urn:aero2:acr:1fa')
        assert.equal(again.claims.sid, tokens.claims.sid, 'the session goes on')
      })

      test('introspection describes a live token; after revocation the grant is dead', async () => {
        const library = await connectWeb()
        const { tokens } = await signIn(library, app, redirectUri)
        for (const token of [tokens.access_token, tokens.refresh_token]) {
          const seen = await library.introspect(token)
          assert.equal(seen.active, true)
          assert.equal(seen.client_id, web.client_id)
          assert.equal(seen.sub, tokens.claims.sub)
        }
        await library.revoke(tokens.refresh_token)
        for (const token of [tokens.access_token, tokens.refresh_token]) {
          assert.deepEqual(await library.introspect(token), { active: false })
        }
        await assert.rejects(library.refresh(tokens.refresh_token), refusedAs('invalid_grant'))
        await assert.rejects(library.userinfo(tokens.access_token, tokens.claims.sub), 'userinfo refuses a revoked token')
      })

      test('RP-initiated logout leads back with the state and ends the session', async () => {
        const library = await connectWeb()
        const { browser, tokens } = await signIn(library, app, redirectUri)
        const silent = await browser.open((await library.authorizationRequest(redirectUri, SCOPE, 'none')).url, redirectUri)
        assert.ok(new URL(silent.location).searchParams.get('code'), 'while the session lives, no page is shown')

        const out = await browser.get(library.endSessionUrl({ idToken: tokens.id_token, returnTo: home, state: 'bye' }))
        assert.equal(out.status, 303, out.body)
        assert.equal(out.location, `${home}?state=bye`)
        const after = await browser.open((await library.authorizationRequest(redirectUri, SCOPE, 'none')).url, redirectUri)
        assert.equal(new URL(after.location).searchParams.get('error'), 'login_required')
      })

      test('client_credentials: a machine token for management', async () => {
        const machine = client(app, 'machine')
        const library = await connect(app, machine, { secret: machine.client_secret })
        const tokens = await library.clientCredentials('users:read')
        assert.equal(tokens.token_type, 'bearer', 'lower case: both libraries write it so')
        assert.equal(tokens.scope, 'users:read')
        assert.equal(tokens.refresh_token, undefined)
        assert.equal((await library.introspect(tokens.access_token)).sub, machine.client_id)
      })

      test('private_key_jwt: the client signs its assertions', async () => {
        const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
        const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
        const kid = `node-${name}-${slug}`
        const made = await createClient(app, {
          client_name: `Signed by ${name}`,
          type: 'web',
          redirect_uris: [redirectUri],
          token_endpoint_auth_method: 'private_key_jwt',
          jwks: { keys: [{ kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }] },
        })
        const library = await connect(app, made, { privateKey: pair.privateKey, kid })
        const { request, tokens } = await signIn(library, app, redirectUri)
        checkIdToken(tokens.claims, app, made.client_id, request.nonce)
        assert.ok((await library.refresh(tokens.refresh_token)).access_token, 'a second assertion is as good as the first')

        const stranger = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
        const forged = await connect(app, made, { privateKey: stranger.privateKey, kid })
        await assert.rejects(forged.refresh(tokens.refresh_token), refusedAs('invalid_client'))
      })
    })
  }
}
