/**
 * The running Aero2 as a test sees it: the seed, the outbox, the clock, and a `fetch` that reaches `*.localhost` (glibc does not resolve
 * those names, so every such name is looked up as loopback here). It proves nothing by itself.
 */
import { readFileSync } from 'node:fs'
import { Agent, request, fetch as undiciFetch } from 'undici'

function required(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: start these tests with tests/clients/run, which starts Aero2 and says where it is`)
  return value
}

/** Address of the control host, `http://local.localhost:N`. */
const control = required('AERO2_CONTROL')
const seed = JSON.parse(readFileSync(required('AERO2_SEED'), 'utf8'))

const loopback = { address: '127.0.0.1', family: 4 }
const dispatcher = new Agent({
  connect: {
    lookup: (_host, options, done) => (options.all ? done(null, [loopback]) : done(null, loopback.address, loopback.family)),
  },
})

function stayHere(url) {
  const { hostname } = new URL(url)
  if (hostname !== 'localhost' && !hostname.endsWith('.localhost')) throw new Error(`a test wanted to leave this machine: ${url}`)
}

/** `fetch` for hosts under `localhost` only. */
export async function fetch(url, options = {}) {
  stayHere(url)
  return undiciFetch(url, { ...options, dispatcher })
}

/** One request as a browser's address bar or form makes it. Not `fetch`: that says `sec-fetch-mode: cors`, which Apache answers with 401. */
export async function navigate(url, { method, headers, body }) {
  stayHere(url)
  const own = { accept: 'text/html', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  const answer = await request(url, { method, headers: { ...own, ...headers }, body, dispatcher })
  return { status: answer.statusCode, location: answer.headers.location, cookies: [answer.headers['set-cookie'] ?? []].flat(), body: await answer.body.text() }
}

async function hook(path, body) {
  const options = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(new URL(path, control), options)
  if (!response.ok) throw new Error(`hook ${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

/** The seeded application `acme` or `globex`. */
export function application(slug) {
  const found = seed.applications.find((application) => application.slug === slug)
  if (!found) throw new Error(`the seed has no application ${slug}`)
  return found
}

/** A seeded client of an application: `web`, `spa` or `machine`. */
export function client(app, kind) {
  const found = app.clients.find((candidate) => candidate.kind === kind)
  if (!found) throw new Error(`the seed has no ${kind} client at ${app.slug}`)
  return found
}

/** A seeded user without rights. */
export function person(app) {
  return app.users.find((user) => user.role === 'user')
}

/** The seeded operator of the platform, and where operators sign in. */
export function operator() {
  return { ...seed.operator, origin: control.replace('//local.', '//dashboard.').replace(/\/$/, '') }
}

/** Every mail to an address, the newest first. */
export function mails(address) {
  return hook(`/mail?to=${encodeURIComponent(address)}`)
}

/** The code of the newest SMS to a number, from the line that binds it to `host`. */
export async function textedCode(number, host) {
  const [newest] = await hook(`/sms?to=${encodeURIComponent(number)}`)
  const line = newest?.text.split('\n').at(-1) ?? ''
  if (!line.startsWith(`@${host} #`)) throw new Error(`the newest SMS to ${number} ends with ${line}`)
  return line.split('#').at(-1)
}

/** The six digits of the newest mail to an address. */
export async function mailedCode(address) {
  const [newest] = await hook(`/mail?to=${encodeURIComponent(address)}`)
  const code = newest?.text.match(/\b\d{6}\b/)?.[0]
  if (!code) throw new Error(`no mail with a six-digit code to ${address}: ${JSON.stringify(newest)}`)
  return code
}

/** The newest link to `path` that was mailed to an address. */
export async function mailedLink(address, path) {
  const mails = await hook(`/mail?to=${encodeURIComponent(address)}`)
  const links = mails.flatMap((mail) => mail.text.match(/https?:\/\/\S+/g) ?? [])
  const link = links.find((candidate) => new URL(candidate).pathname === path)
  if (!link) throw new Error(`no mail with a link to ${path} for ${address}`)
  return link
}

/** Moves the server's clock; no test sleeps. */
export function advance(seconds) {
  return hook('/clock', { advance_seconds: seconds })
}

/** How many seconds the server's clock is ahead of this process's. */
export async function clockAhead() {
  const { now } = await hook('/clock')
  return Math.round((Date.parse(now) - Date.now()) / 1000)
}

/** What the application's own program asks of the management API; gives back what it answered, which must be a success or the `expected` status. */
export async function manage(app, method, path, body, expected) {
  const response = await fetch(`${app.issuer}${path}`, {
    method,
    headers: { authorization: `Bearer ${app.secret_key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (expected ? response.status !== expected : !response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}

/** Makes a client with the management API; gives back what the API answered. */
export function createClient(app, metadata) {
  return manage(app, 'POST', '/api/clients', metadata, 201)
}
