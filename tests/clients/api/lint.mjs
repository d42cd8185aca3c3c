/** The linters of the API's description: an error or a warning of Redocly or Spectral ends with 1. */
import { spawnSync } from 'node:child_process'

const DOCUMENT = '../../../docs/api/openapi.json'

function run(name, args) {
  const { stdout, stderr, status, error } = spawnSync(`node_modules/.bin/${name}`, args, { encoding: 'utf8' })
  if (error) throw error
  return { stdout, stderr, status }
}

/** Redocly's own exit code lets warnings pass. */
function redocly() {
  const { stdout, stderr } = run('redocly', ['lint', '--config', 'redocly.yaml', '--format', 'json', DOCUMENT])
  try {
    const { totals, problems } = JSON.parse(stdout)
    const found = problems.filter(({ severity }) => severity !== 'off').map(({ ruleId, message }) => `redocly: ${ruleId}: ${message}`)
    console.log(`redocly: ${totals.errors} errors, ${totals.warnings} warnings`)
    return found
  } catch {
    return [`redocly: ${stdout}${stderr}`]
  }
}

function spectral() {
  const { stdout, stderr, status } = run('spectral', ['lint', '--ruleset', 'spectral.yaml', '--fail-severity', 'hint', DOCUMENT])
  console.log(`spectral: ${stdout.trim()}`)
  return status === 0 ? [] : [`spectral: ${stderr}`]
}

const found = [...redocly(), ...spectral()]
if (found.length > 0) {
  console.error(found.join('\n'))
  process.exit(1)
}
