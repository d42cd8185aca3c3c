/**
 * The single-page application of the browser test: three static files on localhost:3000, the origin that the seeded SPA client allows.
 * The page exposes a `UserManager` of oidc-client-ts; the test calls it as the application's own buttons would.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'

const library = fileURLToPath(new URL('node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js', import.meta.url))

const HTML = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A single-page application</title>
<link rel="icon" href="data:,">
<p id="who">nobody</p>
<script src="/oidc-client-ts.js"></script>
<script src="/app.js"></script>
</html>`

/** Settings come from sessionStorage, so that they outlive the trip to the hosted pages. */
const APP = `
const settings = JSON.parse(sessionStorage.getItem('settings'))
if (settings) {
  const { UserManager, WebStorageStateStore } = oidc
  window.manager = new UserManager({
    ...settings,
    redirect_uri: location.origin + '/callback',
    post_logout_redirect_uri: location.origin + '/',
    scope: 'openid profile email offline_access',
    loadUserInfo: true,
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  })
}
async function arrive() {
  if (location.pathname === '/callback') {
    const user = await manager.signinCallback()
    history.replaceState(null, '', '/')
    return user.profile.email
  }
  if (location.search.includes('state=')) {
    await manager.signoutCallback()
    history.replaceState(null, '', '/')
    return 'signed out'
  }
  return 'nobody'
}
arrive().then(
  (who) => { document.getElementById('who').textContent = who },
  (error) => { document.getElementById('who').textContent = 'error: ' + error.message },
)
`

/** Serves the application until `close()`. */
export function serve(port) {
  const files = new Map([
    ['/', ['text/html; charset=utf-8', HTML]],
    ['/callback', ['text/html; charset=utf-8', HTML]],
    ['/app.js', ['text/javascript', APP]],
    ['/oidc-client-ts.js', ['text/javascript', readFileSync(library)]],
  ])
  const server = createServer((request, response) => {
    const [type, body] = files.get(new URL(request.url, 'http://localhost').pathname) ?? ['text/plain', null]
    response.writeHead(body === null ? 404 : 200, { 'content-type': type, 'cache-control': 'no-store' })
    response.end(body ?? 'nothing here')
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Error(`port ${port} is needed for the single-page application, the seeded client allows no other: ${error.message}`))
    })
    server.listen(port, 'localhost', () => resolve(server))
  })
}
