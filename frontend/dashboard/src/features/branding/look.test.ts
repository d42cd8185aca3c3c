import { expect, test } from 'vitest'
import type { Branding } from '~/api/types'
import { onCard, pageOf, shape, tokens, whole } from './look'

const plain: Branding = {
  logo_url: null,
  logo_dark_url: null,
  favicon_url: null,
  primary_color: null,
  primary_color_dark: null,
  background_color: null,
  background_color_dark: null,
  corner: 'medium',
}

test('a theme has its own colours, and in the dark the light ones where there are none', () => {
  const look = { ...plain, primary_color: '#ffee00', background_color: '#ffffff', background_color_dark: '#001122' }
  expect(tokens(look, 'light')).toMatchObject({ '--brand': '#ffee00', '--brand-ink': '#000000', '--bg': '#ffffff' })
  expect(tokens(look, 'dark')).toMatchObject({ '--brand': '#ffee00', '--bg': '#001122', '--bg-ink': '#ffffff' })
  expect(tokens(plain, 'light')).toEqual({ '--brand': '', '--brand-ink': '', '--bg': '', '--bg-ink': '', '--radius': '12px' })
})

test('what is half typed is no colour yet', () => {
  expect(whole({ ...plain, primary_color: '#12' }).primary_color).toBeNull()
})

test('a slider makes no new preview, an image and the first colour do', () => {
  const blue = { ...plain, primary_color: '#0000ff' }
  expect(shape(blue)).toBe(shape({ ...blue, primary_color: '#0000fe', corner: 'full' }))
  expect(shape(blue)).not.toBe(shape(plain))
  expect(shape(plain)).not.toBe(shape({ ...plain, logo_url: '/_t/img.x.png' }))
})

test('every page has the same draft', () => {
  expect(pageOf('http://acme.localhost:1/_preview/sign-in?draft=a-_b', 'code', 'dark', 'ar')).toBe(
    'http://acme.localhost:1/_preview/code?draft=a-_b&theme=dark&ui_locales=ar',
  )
})

test('a button that can hardly be seen is said', () => {
  expect(onCard('#ffff00', 'light')).toContain('a button needs 3')
  expect(onCard('#ffff00', 'dark')).toBeUndefined()
  expect(onCard(null, 'light')).toBeUndefined()
})
