/** The authenticator app of the browser tests: Debian's oathtool, at the server's time. */
import { execFileSync } from 'node:child_process'
import { clockAhead } from '../node/lib/platform.mjs'

/** The six digits it shows `steps` of thirty seconds from now: a code works once. */
export async function appCode(key, steps = 0) {
  const now = new Date(Date.now() + ((await clockAhead()) + steps * 30) * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return execFileSync('oathtool', ['--totp', '--base32', '--now', `${now} UTC`, key], { encoding: 'utf8' }).trim()
}
