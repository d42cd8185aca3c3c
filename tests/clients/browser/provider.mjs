/**
 * What stands on both sides of an Aero2 in these stories, on loopback: an OAuth 2.0 provider that asks nobody anything (whoever comes is the person
 * that was set last, and its word is never proof), and the one page of a client.
 */
import { createServer } from 'node:http'

/** Starts it; `is(person)` says who comes next: `{ id, email, name }`. */
export async function serveProvider() {
  let person
  const answers = {
    '/authorize': ({ searchParams }) => {
      const back = new URL(searchParams.get('redirect_uri'))
      back.search = new URLSearchParams({ code: 'a-code', state: searchParams.get('state') })
      return [303, { location: back.href }, '']
    },
    '/client': () => [200, { 'content-type': 'text/html' }, '<!doctype html><title>client</title>the client'],
    '/token': () => [200, { 'content-type': 'application/json' }, JSON.stringify({ access_token: 'a-token', token_type: 'Bearer' })],
    '/me': () => [200, { 'content-type': 'application/json' }, JSON.stringify({ sub: person.id, ...person })],
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost')
    const [status, headers, body] = answers[url.pathname]?.(url) ?? [404, {}, '']
    response.writeHead(status, headers)
    response.end(body)
  })
  await new Promise((resolve) => server.listen(0, 'localhost', resolve))
  const at = `http://localhost:${server.address().port}`
  return {
    /** Where the client's people come back to. */
    client: `${at}/client`,
    /** What an application is told of it. */
    settings: {
      type: 'oauth2',
      authorization_endpoint: `${at}/authorize`,
      token_endpoint: `${at}/token`,
      userinfo_endpoint: `${at}/me`,
      scopes: ['openid', 'email'],
      client_id: 'aero2',
      client_secret: 'a secret',
    },
    is: (next) => {
      person = next
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
