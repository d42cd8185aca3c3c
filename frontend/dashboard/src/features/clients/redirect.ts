/** Why a redirect URI is accepted or not: they are compared character by character (RFC 9700 section 4.1). */
export type Verdict = { isRegistered: true } | { isRegistered: false; why: string }

export function judge(uri: string, registered: string[]): Verdict {
  if (registered.includes(uri)) return { isRegistered: true }
  const no = (why: string): Verdict => ({ isRegistered: false, why })
  if (!URL.canParse(uri)) return no('It is not an absolute URI.')
  const asked = new URL(uri)
  if (uri.includes('#')) return no('It has a fragment; redirect URIs have none.')
  const near = registered.filter((one) => URL.canParse(one)).map((one) => [one, new URL(one)] as const)
  const sameHost = near.filter(([, one]) => one.host === asked.host)
  const slash = registered.find((one) => one === `${uri}/` || `${one}/` === uri)
  if (slash !== undefined) return no(`Only the slash at the end differs from ${slash}.`)
  const scheme = sameHost.find(([, one]) => one.protocol !== asked.protocol && one.pathname === asked.pathname)
  if (scheme !== undefined) return no(`${scheme[0]} is registered with another scheme.`)
  const query = sameHost.find(([, one]) => one.pathname === asked.pathname && one.search !== asked.search)
  if (query !== undefined) return no(`Only the query differs from ${query[0]}; put such values into state.`)
  const path = sameHost[0]
  if (path !== undefined) return no(`The host is known, the path is not: ${path[0]} is registered.`)
  const port = near.find(([, one]) => one.hostname === asked.hostname)
  if (port !== undefined) return no(`The port differs from ${port[0]}.`)
  return no('No registered URI is like it.')
}
