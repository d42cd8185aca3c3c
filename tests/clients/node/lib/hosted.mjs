/**
 * A browser without scripts: cookies per host, redirects, forms. It drives the hosted pages for every Node client, so what it does is
 * what the pages need of a person: read a form, fill it in, send it.
 */
import { navigate } from './platform.mjs'

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescape(text) {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal))
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    return ENTITIES[name] ?? whole
  })
}

function attribute(tag, name) {
  const found = tag.match(new RegExp(`\\s${name}="([^"]*)"`, 'i'))
  return found ? unescape(found[1]) : undefined
}

/** The forms of a page: where each posts to, and the values it holds. */
function forms(page) {
  return [...page.body.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/gi)].map(([html]) => {
    const fields = new Map()
    for (const [input] of html.matchAll(/<input\b[^>]*>/gi)) {
      const name = attribute(input, 'name')
      if (name) fields.set(name, attribute(input, 'value') ?? '')
    }
    return { action: new URL(attribute(html, 'action') ?? '', page.url).href, fields }
  })
}

export class Browser {
  #jar = new Map()

  #keep(host, line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim())
    const cut = pair.indexOf('=')
    const name = pair.slice(0, cut)
    const cookies = this.#jar.get(host) ?? new Map()
    this.#jar.set(host, cookies)
    const gone = attributes.some((text) => /^max-age=(0|-)/i.test(text) || (/^expires=/i.test(text) && Date.parse(text.slice(8)) < Date.now()))
    if (gone) cookies.delete(name)
    else cookies.set(name, pair.slice(cut + 1))
  }

  async #send(url, options) {
    const { hostname } = new URL(url)
    const cookies = [...(this.#jar.get(hostname) ?? [])].map(([name, value]) => `${name}=${value}`)
    const headers = { ...options.headers, ...(cookies.length > 0 && { cookie: cookies.join('; ') }) }
    const answer = await navigate(url, { ...options, headers })
    for (const line of answer.cookies) this.#keep(hostname, line)
    return { ...answer, url: String(url), location: answer.location && new URL(answer.location, url).href }
  }

  get(url) {
    return this.#send(url, { method: 'GET' })
  }

  /** Follows redirects until a page comes, or until one leads to `stopAt`, whose server need not exist. */
  async follow(answer, stopAt) {
    let now = answer
    for (let hops = 0; now.location && !(stopAt && now.location.startsWith(stopAt)); hops += 1) {
      if (hops === 20) throw new Error(`more than 20 redirects, last to ${now.location}`)
      now = await this.get(now.location)
    }
    return now
  }

  async open(url, stopAt) {
    return this.follow(await this.get(url), stopAt)
  }

  /** Fills in the form that has all these fields, sends it as its own page would, and follows. */
  async submit(page, typed, stopAt) {
    const names = Object.keys(typed)
    const form = forms(page).find(({ fields }) => names.every((name) => fields.has(name)))
    if (!form) throw new Error(`no form with ${names.join(', ')} at ${page.url} (${page.status}):\n${page.body}`)
    const body = new URLSearchParams({ ...Object.fromEntries(form.fields), ...typed })
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(form.action).origin, 'sec-fetch-site': 'same-origin' }
    return this.follow(await this.#send(form.action, { method: 'POST', headers, body: body.toString() }), stopAt)
  }

  /**
   * Opens an authorization request, signs in where asked, and gives back the address the person ends at: of the client, when `stopAt` is
   * given, else of the last page.
   */
  async signIn(url, { email, password }, stopAt) {
    let page = await this.open(url, stopAt)
    if (!page.location) {
      page = await this.submit(page, { email }, stopAt)
      page = await this.submit(page, { password }, stopAt)
    }
    if (stopAt && !page.location) throw new Error(`no way back to ${stopAt}, but the page ${page.url} (${page.status}):\n${page.body}`)
    return page
  }
}
