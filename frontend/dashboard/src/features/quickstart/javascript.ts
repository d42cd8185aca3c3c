import { random } from '~/auth/pkce'
import { type Framework, type Ids, NO_SECRET } from './frameworks'

/** For the cookies of the person's own server: made here, so that nothing is left to fill in. */
const OWN_SECRET = random()

function env({ issuer, clientId, clientSecret }: Ids, names: [string, string, string], more: string[] = []): string {
  return [`${names[0]}=${issuer}`, `${names[1]}=${clientId}`, `${names[2]}=${clientSecret ?? NO_SECRET}`, ...more].join('\n')
}

const NAMES: [string, string, string] = ['AERO2_ISSUER', 'AERO2_CLIENT_ID', 'AERO2_CLIENT_SECRET']

export const react: Framework = {
  id: 'react',
  name: 'React',
  about: 'Single-page app with Vite',
  type: 'spa',
  redirectUri: 'http://localhost:5173/',
  postLogoutRedirectUri: 'http://localhost:5173/',
  install: 'npm create vite@latest my-app -- --template react-ts\ncd my-app && npm install react-oidc-context oidc-client-ts',
  files: ({ issuer, clientId }) => [
    {
      name: 'src/main.tsx',
      code: `import { createRoot } from 'react-dom/client'
import { AuthProvider } from 'react-oidc-context'
import App from './App'

const aero2 = {
  authority: '${issuer}',
  client_id: '${clientId}',
  redirect_uri: location.origin + '/',
  post_logout_redirect_uri: location.origin + '/',
  scope: 'openid profile email',
  onSigninCallback: () => history.replaceState({}, '', '/'),
}

createRoot(document.getElementById('root')!).render(
  <AuthProvider {...aero2}>
    <App />
  </AuthProvider>,
)`,
    },
    {
      name: 'src/App.tsx',
      code: `import { useAuth } from 'react-oidc-context'

export default function App() {
  const auth = useAuth()
  if (auth.isLoading) return null
  if (auth.error) return <p>{auth.error.message}</p>
  if (!auth.isAuthenticated) {
    return (
      <>
        <button onClick={() => auth.signinRedirect()}>Sign in</button>
        <button onClick={() => auth.signinRedirect({ prompt: 'create' })}>Sign up</button>
      </>
    )
  }
  return (
    <>
      <p>Hello {auth.user?.profile.email}</p>
      <button onClick={() => auth.signoutRedirect()}>Sign out</button>
    </>
  )
}`,
    },
  ],
  run: 'npm run dev',
  open: 'http://localhost:5173',
  needsHosts: false,
}

export const next: Framework = {
  id: 'next',
  name: 'Next.js',
  about: 'App router with Auth.js',
  type: 'web',
  redirectUri: 'http://localhost:3000/api/auth/callback/aero2',
  postLogoutRedirectUri: 'http://localhost:3000/',
  install: 'npm install next-auth@beta',
  files: (ids) => [
    { name: '.env.local', code: env(ids, NAMES, [`AUTH_SECRET=${OWN_SECRET}`]) },
    {
      name: 'auth.ts',
      code: `import NextAuth from 'next-auth'

export const { handlers, auth, signIn, signOut } = NextAuth({
  providers: [
    {
      id: 'aero2',
      name: 'Aero2',
      type: 'oidc',
      issuer: process.env.AERO2_ISSUER,
      clientId: process.env.AERO2_CLIENT_ID,
      clientSecret: process.env.AERO2_CLIENT_SECRET,
      checks: ['pkce', 'state', 'nonce'],
    },
  ],
})`,
    },
    {
      name: 'app/api/auth/[...nextauth]/route.ts',
      code: `import { handlers } from '@/auth'\n\nexport const { GET, POST } = handlers`,
    },
    {
      name: 'app/page.tsx',
      code: `import { auth, signIn, signOut } from '@/auth'

export default async function Page() {
  const session = await auth()
  async function act() {
    'use server'
    if (session) await signOut()
    else await signIn('aero2')
  }
  return (
    <form action={act}>
      <p>{session ? 'Hello ' + session.user?.email : 'Nobody is signed in.'}</p>
      <button>{session ? 'Sign out' : 'Sign in'}</button>
    </form>
  )
}`,
    },
  ],
  run: 'npm run dev',
  open: 'http://localhost:3000',
  needsHosts: true,
}

export const express: Framework = {
  id: 'express',
  name: 'Express',
  about: 'Server with sessions in a cookie',
  type: 'web',
  redirectUri: 'http://localhost:3000/callback',
  postLogoutRedirectUri: 'http://localhost:3000',
  install: 'npm install express express-openid-connect',
  files: (ids) => [
    { name: '.env', code: env(ids, NAMES, [`COOKIE_SECRET=${OWN_SECRET}`]) },
    {
      name: 'server.mjs',
      code: `import express from 'express'
import { auth } from 'express-openid-connect'

const app = express()
app.use(
  auth({
    issuerBaseURL: process.env.AERO2_ISSUER,
    clientID: process.env.AERO2_CLIENT_ID,
    clientSecret: process.env.AERO2_CLIENT_SECRET,
    baseURL: 'http://localhost:3000',
    secret: process.env.COOKIE_SECRET,
    authRequired: false,
    idpLogout: true,
    authorizationParams: { response_type: 'code', scope: 'openid profile email' },
  }),
)

app.get('/', (req, res) => {
  const { user } = req.oidc
  res.send(user ? 'Hello ' + user.email + '. <a href="/logout">Sign out</a>' : '<a href="/login">Sign in</a>')
})

app.listen(3000)`,
    },
  ],
  run: 'node --env-file=.env server.mjs',
  open: 'http://localhost:3000',
  needsHosts: true,
}

export const hono: Framework = {
  id: 'hono',
  name: 'Hono',
  about: 'Node server with openid-client',
  type: 'web',
  redirectUri: 'http://localhost:3001/callback',
  postLogoutRedirectUri: 'http://localhost:3001/',
  install: 'npm install hono @hono/node-server openid-client',
  files: (ids) => [
    { name: '.env', code: env(ids, NAMES, [`COOKIE_SECRET=${OWN_SECRET}`]) },
    {
      name: 'server.mjs',
      code: `import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import * as oidc from 'openid-client'

const { AERO2_ISSUER, AERO2_CLIENT_ID, AERO2_CLIENT_SECRET, COOKIE_SECRET } = process.env
// http is for the issuer on your own machine only
const execute = AERO2_ISSUER.startsWith('http://') ? [oidc.allowInsecureRequests] : []
const secret = oidc.ClientSecretBasic(AERO2_CLIENT_SECRET)
const aero2 = await oidc.discovery(new URL(AERO2_ISSUER), AERO2_CLIENT_ID, undefined, secret, { execute })
const cookie = { httpOnly: true, sameSite: 'Lax', path: '/' }
const redirect_uri = '${ids.redirectUri}'

const app = new Hono()
app.get('/', async (c) => {
  const email = await getSignedCookie(c, COOKIE_SECRET, 'user')
  return c.html(email ? 'Hello ' + email : '<a href="/login">Sign in</a>')
})
app.get('/login', async (c) => {
  const verifier = oidc.randomPKCECodeVerifier()
  const state = oidc.randomState()
  await setSignedCookie(c, 'login', verifier + '.' + state, COOKIE_SECRET, { ...cookie, maxAge: 600 })
  const code_challenge = await oidc.calculatePKCECodeChallenge(verifier)
  const query = { redirect_uri, scope: 'openid profile email', state, code_challenge, code_challenge_method: 'S256' }
  return c.redirect(oidc.buildAuthorizationUrl(aero2, query).href)
})
app.get('/callback', async (c) => {
  const [pkceCodeVerifier, expectedState] = ((await getSignedCookie(c, COOKIE_SECRET, 'login')) || '').split('.')
  deleteCookie(c, 'login')
  const tokens = await oidc.authorizationCodeGrant(aero2, new URL(c.req.url), { pkceCodeVerifier, expectedState })
  await setSignedCookie(c, 'user', tokens.claims().email, COOKIE_SECRET, cookie)
  return c.redirect('/')
})

serve({ fetch: app.fetch, port: 3001 })`,
    },
  ],
  run: 'node --env-file=.env server.mjs',
  open: 'http://localhost:3001',
  needsHosts: true,
}
