/** Proves that openid-client 6, the usual Node relying party, works with Aero2 as it comes; only plain HTTP is allowed explicitly. */
import * as oidc from 'openid-client'
import { clockAhead, fetch } from './lib/platform.mjs'
import { tell } from './lib/story.mjs'

function authentication({ secret, privateKey, kid }) {
  return secret ? oidc.ClientSecretBasic(secret) : oidc.PrivateKeyJwt({ key: privateKey, kid })
}

async function connect(app, client, auth) {
  const metadata = { [oidc.clockSkew]: await clockAhead() }
  // Signatures of ID tokens from the token endpoint need not be checked where TLS vouches for them; here they are.
  const options = { [oidc.customFetch]: fetch, execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] }
  const config = await oidc.discovery(new URL(app.issuer), client.client_id, metadata, authentication(auth), options)
  const withClaims = (tokens) => ({ ...tokens, claims: tokens.claims() })
  return {
    metadata: config.serverMetadata(),
    async authorizationRequest(redirectUri, scope, prompt, more = {}) {
      const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()]
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(prompt && { prompt }),
        ...more,
      })
      return { url, verifier, state, nonce, maxAge: more.max_age && Number(more.max_age) }
    },
    async exchange(callback, { verifier, state, nonce, maxAge }) {
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true, ...(maxAge && { maxAge }) }
      return withClaims(await oidc.authorizationCodeGrant(config, callback, checks))
    },
    async refresh(token) {
      return withClaims(await oidc.refreshTokenGrant(config, token))
    },
    userinfo: (token, subject) => oidc.fetchUserInfo(config, token, subject),
    introspect: (token) => oidc.tokenIntrospection(config, token),
    revoke: (token) => oidc.tokenRevocation(config, token),
    clientCredentials: (scope) => oidc.clientCredentialsGrant(config, { scope }),
    endSessionUrl: ({ idToken, returnTo, state }) =>
      oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: returnTo, state }),
  }
}

tell('openid-client', connect)
