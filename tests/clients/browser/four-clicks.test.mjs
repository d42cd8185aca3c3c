/**
 * The promise of the first minute (frontend 4.3): a developer who has just signed up makes an application, pastes the code of the quickstart into the
 * React app that Vite's template makes, runs it, and a person signs in: at most four clicks and 60 s, no page of documentation, no form for addresses.
 * A stopwatch runs along; what npm downloads is there before. Whoever has typed into a field presses Enter; every press of the mouse counts, the
 * person's “Not now” to a passkey too.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { mailedCode, operator } from '../node/lib/platform.mjs'
import { enter, picture, screenshots, visitor } from './chrome.mjs'

const APP = join(import.meta.dirname, 'react-app')
const AT = 'http://localhost:5173/'
const { origin } = operator()
const developer = { name: 'Fern Example', email: 'fern@studio.example', password: 'quartz-lantern-meadow-73' }
const person = 'first@lighthouse.example'

let dana
let clicks = 0
let server
before(async () => {
  dana = await visitor()
  await dana.context.grantPermissions(['clipboard-read', 'clipboard-write'])
})
after(async () => {
  server?.kill()
  rmSync(join(APP, 'src'), { recursive: true, force: true })
  await dana?.context.close()
})

/** What a person does with the mouse; all of it counts. */
async function click(target) {
  clicks += 1
  await target.click()
}

async function signUp(page) {
  await page.goto(`${origin}/apps`)
  await page.waitForURL(/\/login/)
  await page.locator('a[href^="/signup"]').click()
  for (const [field, value] of Object.entries(developer)) await page.fill(`[name=${field}]`, value)
  await enter(page)
  await page.fill('[name=code]', await mailedCode(developer.email))
  await page.locator('h1', { hasText: 'Applications' }).waitFor()
}

/** `// src/App.tsx` and what follows it, for each file. */
function paste(text) {
  const parts = text.split(/^\/\/ (\S+\.tsx?)$/m).slice(1)
  assert.ok(parts.length >= 4, `two files are in what was copied: ${text}`)
  for (let at = 0; at < parts.length; at += 2) {
    const file = join(APP, parts[at])
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, parts[at + 1].trim())
  }
}

/** `npm run dev`, until it says where it is. */
async function run() {
  server = spawn(process.execPath, [join(APP, 'node_modules/vite/bin/vite.js'), '--port', '5173', '--strictPort'], { cwd: APP })
  let said = ''
  await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      said += chunk
      if (said.includes('5173')) resolve()
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
    server.on('exit', (code) => reject(new Error(`vite ended with ${code}: ${said}`)))
  })
}

test('from signed up to the first token: four clicks, a minute, no documentation', async () => {
  const { page, context, complaints } = dana
  await signUp(page)
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
  const start = performance.now()

  await page.getByLabel('Name').fill('Lighthouse')
  await picture(page, 'four-clicks-name')
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { name: 'Lighthouse is ready' }).waitFor()
  await picture(page, 'four-clicks-framework')
  await click(page.getByRole('button', { name: 'React' }))

  await page.locator('h1', { hasText: 'Quickstart: React' }).waitFor()
  await picture(page, 'four-clicks-quickstart')
  await click(page.getByRole('button', { name: 'Copy all files' }))
  paste(await page.evaluate(() => navigator.clipboard.readText()))
  await run()

  const app = await context.newPage()
  app.on('pageerror', (error) => complaints.push(`${app.url()}: ${error.message}`))
  await app.goto(AT)
  await click(app.getByRole('button', { name: 'Sign up' }))
  // From here on it is the person of the app, who types.
  await app.waitForURL(/\/signup/)
  await app.fill('[name=email]', person)
  await app.fill('[name=password]', developer.password)
  await enter(app)
  await app.fill('[name=code]', await mailedCode(person))
  await click(app.getByRole('button', { name: 'Not now' }))
  await app.getByText(`Hello ${person}`).waitFor()
  const seconds = (performance.now() - start) / 1_000
  await picture(app, 'four-clicks-app')

  await page.bringToFront()
  await page.getByText(/First sign-in after \d+ s/).waitFor()
  await picture(page, 'four-clicks-green')
  const said = `${clicks} clicks, ${seconds.toFixed(1)} s from the first page to the token in the app`
  writeFileSync(join(screenshots, 'four-clicks.txt'), `${said}\n`)
  console.log(`stopwatch: ${said}`)
  assert.deepEqual(complaints, [])
  assert.ok(clicks <= 4, said)
  assert.ok(seconds <= 60, said)
})
