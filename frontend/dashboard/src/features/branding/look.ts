import type { Branding } from '~/api/types'
import { contrast, inkOn, parse } from './contrast'

export type Theme = 'light' | 'dark'

export const COLOURS = ['primary_color', 'primary_color_dark', 'background_color', 'background_color_dark'] as const
export const IMAGES = ['logo_url', 'logo_dark_url', 'favicon_url'] as const

/** What buttons lie on in each theme (frontend/hosted/hosted.css), and what they need to be seen on it (WCAG 2.2, 1.4.11). */
export const CARD: Record<Theme, string> = { light: '#ffffff', dark: '#171a21' }
export const NEEDED = 3

const RADIUS: Record<Branding['corner'], string> = { none: '0px', small: '6px', medium: '12px', full: '23px' }

/** The look without what is half typed: that is no colour yet. */
export function whole(look: Branding): Branding {
  const colours = COLOURS.map((name) => {
    const value = look[name]
    return [name, value !== null && parse(value) !== undefined ? value : null] as const
  })
  return { ...look, ...Object.fromEntries(colours) }
}

/** The custom properties of a look in a theme, as the server writes them into the stylesheet. A property without a value goes. */
export function tokens(look: Branding, theme: Theme): Record<string, string> {
  const { primary_color, primary_color_dark, background_color, background_color_dark, corner } = whole(look)
  const of = (light: string | null, dark: string | null) => (theme === 'dark' ? (dark ?? light) : light) ?? ''
  const brand = of(primary_color, primary_color_dark)
  const ground = of(background_color, background_color_dark)
  return {
    '--brand': brand,
    '--brand-ink': brand && inkOn(brand),
    '--bg': ground,
    '--bg-ink': ground && inkOn(ground),
    '--radius': RADIUS[corner],
  }
}

/** What a preview has to be made anew for: images, and whether there is a colour at all. The rest is told to the page that is there. */
export function shape(look: Branding): string {
  const good = whole(look)
  return JSON.stringify([...IMAGES.map((name) => good[name]), ...COLOURS.map((name) => good[name] !== null)])
}

/** The address of a page in a preview. */
export function pageOf(preview: string, page: string, theme: Theme, locale: string): string {
  const url = new URL(preview)
  url.pathname = `/_preview/${page}`
  url.searchParams.set('theme', theme)
  url.searchParams.set('ui_locales', locale)
  return url.href
}

/** How a button is told from the card, in words where it hardly is. */
export function onCard(colour: string | null, theme: Theme): string | undefined {
  const found = colour === null ? undefined : contrast(colour, CARD[theme])
  if (found === undefined || found >= NEEDED) return undefined
  return `On the ${theme} card it has ${found.toFixed(1)} to 1; a button needs ${NEEDED}.`
}
