/** oidc-provider as an upstream on loopback: discovery, PKCE, client authentication, pages of its own; claims only at its userinfo endpoint. */
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const people = {
  nova: { email: 'nova@upstream.example', email_verified: true, name: 'Nova Upstream' },
  mia: { email: 'mia@acme.example', email_verified: true, name: 'Mia Elsewhere' },
}

const page = (action, field) =>
  `<!doctype html><title>upstream</title><form method="post" action="${action}"><input name="${field}" value=""><button>Go</button></form>`

async function form(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}

/** Starts it for one client; answers its issuer, what it was asked, and how to stop it. */
export async function start(redirectUris) {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, resolve))
  const issuer = `http://localhost:${server.address().port}`
  const asked = []
  const provider = new Provider(issuer, {
    clients: [
      { client_id: 'aero2', client_secret: 'a secret: with / signs', redirect_uris: redirectUris, token_endpoint_auth_method: 'client_secret_basic' },
    ],
    cookies: { keys: ['upstream'] },
    scopes: ['openid', 'email', 'profile'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  })
  provider.use(async (ctx, next) => {
    asked.push(`${ctx.method} ${ctx.path}`)
    const uid = ctx.path.match(/^\/interaction\/([^/]+)$/)?.[1]
    if (!uid) return next()
    const { prompt, params, session, grantId } = await provider.interactionDetails(ctx.req, ctx.res)
    if (ctx.method === 'GET') {
      ctx.type = 'html'
      ctx.body = page(ctx.path, prompt.name)
      return undefined
    }
    const typed = await form(ctx.req)
    let result
    if (prompt.name === 'login') result = { login: { accountId: typed.get('login') } }
    else {
      const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant({ accountId: session.accountId, clientId: params.client_id })
      grant.addOIDCScope('openid email profile')
      result = { consent: { grantId: await grant.save() } }
    }
    ctx.status = 303
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: true }))
    return undefined
  })
  server.on('request', provider.callback())
  return { issuer, asked, stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve) }) }
}
