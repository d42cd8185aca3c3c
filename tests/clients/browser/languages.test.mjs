/**
 * Pages in every language, the long words and the ones from right to left; then every mail in every language as a mail client gets it: sent, read
 * by Python's `email`, and looked at as wide as a phone.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { advance, application, mails, operator } from '../node/lib/platform.mjs'
import { byPassword, enter, fits, isNarrowEnough, picture, screenshots, visitor, WCAG } from './chrome.mjs'

const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'zh-CN', 'ar']
const NARROW = { width: 390, height: 800 }

for (const language of LANGUAGES) {
  test(`pages in ${language}, as narrow as they get`, async () => {
    const app = application('acme')
    const { context, page, complaints } = await visitor({ locale: language, viewport: NARROW })
    const look = async (name) => {
      assert.equal(await page.getAttribute('html', 'lang'), language)
      assert.equal(await page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr')
      await picture(page, `language-${language}-${name}`)
      await fits(page, `${name} in ${language}`)
      await page.setViewportSize({ width: 320, height: 800 })
      assert.ok(await isNarrowEnough(page), `${name} in ${language} at 320 px scrolls sideways`)
      await page.setViewportSize(NARROW)
    }
    await page.goto(`${app.issuer}/login`)
    await page.click('summary')
    await look('login')
    await page.fill('[name=email]', app.users[1].email)
    await enter(page)
    await page.fill('[name=password]', 'not the password')
    await enter(page)
    await look('password-refused')
    await page.fill('[name=password]', app.users[1].password)
    await enter(page)
    await page.waitForURL(`${app.issuer}/account`)
    for (const name of ['', '/security', '/sessions', '/activity']) {
      await page.goto(`${app.issuer}/account${name}`)
      await look(`account${name.replace('/', '-')}`)
    }
    await page.goto(`${app.issuer}/signup`)
    await look('signup')
    await page.goto(`${app.issuer}/login?request=broken`)
    await look('error')
    assert.deepEqual(complaints, [])
    await context.close()
  })
}

test('a person chooses a language by keyboard, and it stays', async () => {
  const app = application('globex')
  const { context, page } = await visitor({ javaScriptEnabled: false })
  await page.goto(`${app.issuer}/login?return_to=/account`)
  await page.focus('summary')
  await page.keyboard.press('Enter')
  await page.focus('[hreflang=ar]')
  await enter(page)
  assert.equal(await page.getAttribute('html', 'dir'), 'rtl')
  assert.match(page.url(), /return_to=/, 'the step is kept')
  await page.goto(`${app.issuer}/signup`)
  assert.equal(await page.getAttribute('html', 'lang'), 'ar')
  await context.close()
})

test('every mail in every language, as a mail client gets it', async () => {
  const { id } = application('acme')
  const { email, password, origin } = operator()
  const { context, page } = await visitor()
  await byPassword(page, { issuer: origin }, { email, password })
  const call = (path) =>
    page.evaluate(async (path) => (await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status, path)
  const { data } = await page.evaluate(async (id) => (await fetch(`/api/applications/${id}/email-templates`)).json(), id)
  assert.ok(data.length >= 8 * 8, `${data.length} templates`)
  const before = (await mails(email)).length
  for (const [nth, { kind, locale }] of data.entries()) {
    await advance(200) // twenty an hour are the most
    if (nth % 10 === 9) await page.goto(`${origin}/account`) // an hour without a page ends a session
    assert.equal(await call(`/api/applications/${id}/email-templates/${kind}/${locale}/test`), 201, `${kind} ${locale}`)
  }
  const sent = await mails(email)
  assert.equal(sent.length, before + data.length, 'each was sent once')
  await advance(-200 * data.length)
  const folder = join(screenshots, '..', 'mails')
  const reader = fileURLToPath(new URL('../python/mails.py', import.meta.url))
  const found = JSON.parse(execFileSync('python3', [reader, folder], { input: JSON.stringify(sent), maxBuffer: 1 << 26 }))
  assert.deepEqual(new Set(found.map((mail) => mail.lang)), new Set(LANGUAGES))
  await page.setViewportSize({ width: 390, height: 700 })
  const asked = []
  page.on('request', (request) => request.url().startsWith('file:') || asked.push(request.url()))
  for (const { file, subject, lang, dir } of found) {
    await page.goto(pathToFileURL(file).href)
    assert.equal(dir, lang === 'ar' ? 'rtl' : 'ltr')
    await fits(page, `${subject} (${lang})`, WCAG) // landmarks are the mail program's
    await page.screenshot({ path: file.replace(/html$/, 'png'), fullPage: true })
  }
  assert.deepEqual(asked, [], 'a mail asks nobody for anything')
  await context.close()
})
