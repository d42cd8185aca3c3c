/** How the domain that passkeys are bound to stands to the issuer's host. */
export type Standing =
  /** It is that host, because nothing else was said. */
  | 'follows'
  /** It is that host, and stays when the issuer moves. */
  | 'kept'
  /** It is a domain above it. */
  | 'above'
  /** The issuer has moved away from it. */
  | 'elsewhere'

export function standing(rpId: string | null, host: string): Standing {
  if (rpId === null) return 'follows'
  if (rpId === host) return 'kept'
  return host.endsWith(`.${rpId}`) ? 'above' : 'elsewhere'
}

/**
 * What it can be: the issuer's host, and the domains above it down to two labels, without those that the platform is or is in. Whether one is a public
 * suffix, where anybody gets a name, is known to the server only.
 */
export function choices(host: string, platform: string): string[] {
  const labels = host.split('.')
  const all = labels.map((_label, at) => labels.slice(at).join('.'))
  const isShared = (domain: string) => domain === platform || platform.endsWith(`.${domain}`)
  return all.filter((domain, at) => at === 0 || (at <= labels.length - 2 && !isShared(domain)))
}

/** The platform's domain, from this page's host. */
export function platformOf(dashboard: string): string {
  return dashboard.replace(/^dashboard\./, '')
}
