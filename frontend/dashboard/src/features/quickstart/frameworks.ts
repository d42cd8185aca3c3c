import type { ClientType } from '~/api/types'
import { express, hono, next, react } from './javascript'
import { axum, curl, go, python } from './others'

/** What a snippet is filled with: the real ids of this application. */
export type Ids = { issuer: string; clientId: string; clientSecret: string | undefined; redirectUri: string }
export type File = { name: string; code: string }

export type Framework = {
  id: string
  name: string
  about: string
  /** The client it needs. */
  type: ClientType
  redirectUri: string
  postLogoutRedirectUri: string
  install: string
  files: (ids: Ids) => File[]
  run: string
  /** Where to go when it runs. */
  open: string
  /** Its runtime asks the system for names, and does not know `*.localhost`. */
  needsHosts: boolean
}

export const FRAMEWORKS: Framework[] = [react, next, express, hono, python, go, axum, curl]

export function frameworkOf(id: string): Framework | undefined {
  return FRAMEWORKS.find((one) => one.id === id)
}

/** What stands for a secret that is not known any more. */
export const NO_SECRET = 'cs_…'

/** The same page as Markdown, for an agent or a README. */
export function asMarkdown(framework: Framework, ids: Ids): string {
  const files = framework.files(ids).map(({ name, code }) => `\`${name}\`:\n\n\`\`\`\n${code}\n\`\`\`\n`)
  const install = framework.install === '' ? '' : `Install:\n\n\`\`\`\n${framework.install}\n\`\`\`\n\n`
  return `# Sign-in for ${framework.name} with Aero2\n\nIssuer: ${ids.issuer}\nClient: ${ids.clientId} (redirect URI ${ids.redirectUri})\n\n${install}${files.join('\n')}\nRun: \`${framework.run}\`, then open ${framework.open}\n`
}
