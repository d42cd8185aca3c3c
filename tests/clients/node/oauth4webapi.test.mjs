/** Proves that oauth4webapi 3, which checks every answer to the letter of the specifications, finds nothing to refuse at Aero2. */
import * as oauth from 'oauth4webapi'
import { clockAhead, fetch } from './lib/platform.mjs'
import { tell } from './lib/story.mjs'

const http = { [oauth.customFetch]: fetch, [oauth.allowInsecureRequests]: true }

function authentication({ secret, privateKey, kid }) {
  return secret ? oauth.ClientSecretBasic(secret) : oauth.PrivateKeyJwt({ key: privateKey, kid })
}

async function connect(app, { client_id }, auth) {
  const issuer = new URL(app.issuer)
  const server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http))
  const client = { client_id, [oauth.clockSkew]: await clockAhead() }
  const proof = authentication(auth)

  /** The claims were validated with the answer; the signature is checked against the JWKS too. */
  async function verified(response, tokens) {
    await oauth.validateApplicationLevelSignature(server, response, http)
    return Object.assign(tokens, { claims: oauth.getValidatedIdTokenClaims(tokens) })
  }

  return {
    metadata: server,
    async authorizationRequest(redirectUri, scope, prompt, more = {}) {
      const request = { redirectUri, verifier: oauth.generateRandomCodeVerifier(), state: oauth.generateRandomState(), nonce: oauth.generateRandomNonce() }
      const url = new URL(server.authorization_endpoint)
      url.search = new URLSearchParams({
        client_id,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope,
        state: request.state,
        nonce: request.nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(request.verifier),
        code_challenge_method: 'S256',
        ...(prompt && { prompt }),
        ...more,
      })
      return { ...request, url, maxAge: more.max_age && Number(more.max_age) }
    },
    async exchange(callback, { redirectUri, verifier, state, nonce, maxAge }) {
      const parameters = oauth.validateAuthResponse(server, client, callback, state)
      const response = await oauth.authorizationCodeGrantRequest(server, client, proof, parameters, redirectUri, verifier, http)
      const checks = { expectedNonce: nonce, requireIdToken: true, ...(maxAge && { maxAge }) }
      return verified(response, await oauth.processAuthorizationCodeResponse(server, client, response, checks))
    },
    async refresh(token) {
      const response = await oauth.refreshTokenGrantRequest(server, client, proof, token, http)
      return verified(response, await oauth.processRefreshTokenResponse(server, client, response))
    },
    async userinfo(token, subject) {
      return oauth.processUserInfoResponse(server, client, subject, await oauth.userInfoRequest(server, client, token, http))
    },
    async introspect(token) {
      return oauth.processIntrospectionResponse(server, client, await oauth.introspectionRequest(server, client, proof, token, http))
    },
    async revoke(token) {
      await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, proof, token, http))
    },
    async clientCredentials(scope) {
      const response = await oauth.clientCredentialsGrantRequest(server, client, proof, { scope }, http)
      return oauth.processClientCredentialsResponse(server, client, response)
    },
    endSessionUrl({ idToken, returnTo, state }) {
      const url = new URL(server.end_session_endpoint)
      url.search = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: returnTo, client_id, state })
      return url
    },
  }
}

tell('oauth4webapi', connect)
