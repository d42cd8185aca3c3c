/**
 * What a browser loads, as `gzip -9` makes it, against the table in sizes.json: the entry with all that it imports at once, its stylesheet, and each lazy
 * chunk. Something missing, something over its limit, or more than one per cent of growth fails; `--write` takes what is there now as the table.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const at = (path) => new URL(path, import.meta.url)
const LIMITS = { initial: 140_000, chunk: 30_000, styles: 12_000 }
const GROWTH = 1.01
/** A chunk this small may change by a few bytes without a word. */
const SLACK = 200

const dist = at('../dist/')
const table = at('../sizes.json')
const files = readdirSync(new URL('files/', dist))
const html = readFileSync(new URL('index.html', dist), 'utf8')
const size = (name) => gzipSync(readFileSync(new URL(`files/${name}`, dist)), { level: 9 }).length
const nameOf = (file) => file.replace(/-[\w-]{8}\.(js|css)$/, '')

const initial = files.filter((file) => html.includes(file) && file.endsWith('.js'))
const measured = {
  initial: initial.reduce((sum, file) => sum + size(file), 0),
  styles: files.filter((file) => file.endsWith('.css')).reduce((sum, file) => sum + size(file), 0),
}
for (const file of files.filter((file) => file.endsWith('.js') && !initial.includes(file))) {
  const name = nameOf(file)
  measured[name] = (measured[name] ?? 0) + size(file)
}

if (process.argv.includes('--write')) {
  const sorted = Object.fromEntries(Object.entries(measured).sort(([a], [b]) => a.localeCompare(b)))
  writeFileSync(table, `${JSON.stringify(sorted, null, 2)}\n`)
}
const known = JSON.parse(readFileSync(table, 'utf8'))
const limitOf = (name) => LIMITS[name] ?? LIMITS.chunk
const wrong = []
for (const name of new Set([...Object.keys(known), ...Object.keys(measured)])) {
  const [was, is] = [known[name], measured[name]]
  if (is === undefined || is === 0) wrong.push(`${name} is gone or empty; it had ${was} bytes`)
  else if (was === undefined) wrong.push(`${name} is new, with ${is} bytes`)
  else if (is > Math.max(was * GROWTH, was + SLACK)) wrong.push(`${name} grew from ${was} to ${is} bytes`)
  if (is > limitOf(name)) wrong.push(`${name} has ${is} bytes; the limit is ${limitOf(name)}`)
}
console.log(
  `sizes: initial ${measured.initial} of ${LIMITS.initial}, styles ${measured.styles} of ${LIMITS.styles}, ${files.length} files`,
)
if (wrong.length > 0) {
  console.error(`${wrong.join('\n')}\nnext: make it smaller, or take the new sizes with: npm run sizes -- --write`)
  process.exit(1)
}
