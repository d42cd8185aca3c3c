export type Finding = { level: 'good' | 'warn' | 'wrong'; text: string }

const REQUIRED = [
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'jwks_uri',
  'response_types_supported',
  'subject_types_supported',
  'id_token_signing_alg_values_supported',
]

/** Checks a discovery document against OpenID Connect Discovery 1.0 and RFC 8414. */
export function check(text: string): Finding[] {
  let document: Record<string, unknown>
  try {
    document = JSON.parse(text) as Record<string, unknown>
  } catch {
    return [{ level: 'wrong', text: 'It is not JSON.' }]
  }
  const list = (name: string) => (Array.isArray(document[name]) ? (document[name] as unknown[]) : [])
  const missing = REQUIRED.filter((name) => document[name] === undefined)
  const findings: Finding[] = missing.map((name) => ({ level: 'wrong', text: `${name} is missing.` }))
  const issuer = String(document.issuer ?? '')
  const add = (isGood: boolean, good: string, bad: string, level: 'warn' | 'wrong' = 'warn') =>
    findings.push(isGood ? { level: 'good', text: good } : { level, text: bad })
  add(
    URL.canParse(issuer) && !/[?#]/.test(issuer),
    `The issuer is ${issuer}.`,
    'The issuer is not a URL without query and fragment.',
    'wrong',
  )
  add(
    issuer.startsWith('https://') || issuer.includes('localhost'),
    'The issuer uses https.',
    'The issuer does not use https.',
    'wrong',
  )
  const elsewhere = Object.entries(document).filter(
    ([name, value]) => name.endsWith('_endpoint') && typeof value === 'string' && !value.startsWith(issuer),
  )
  add(
    elsewhere.length === 0,
    'All endpoints are under the issuer.',
    `On other hosts: ${elsewhere.map(([name]) => name).join(', ')}.`,
  )
  add(
    list('code_challenge_methods_supported').includes('S256'),
    'PKCE with S256 is announced.',
    'PKCE with S256 is not announced.',
  )
  add(
    document.authorization_response_iss_parameter_supported === true,
    'Answers carry iss (RFC 9207).',
    'Answers do not carry iss (RFC 9207).',
  )
  add(
    !list('id_token_signing_alg_values_supported').includes('none'),
    'Every ID token is signed.',
    'Unsigned ID tokens are announced.',
    'wrong',
  )
  return findings
}
