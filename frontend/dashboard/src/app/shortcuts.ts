import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

type Open = (what: 'palette' | 'keys') => void

/** `G` and then one of these. */
const GO: Record<string, string> = {
  o: '',
  u: 'users',
  c: 'clients',
  a: 'audit',
  k: 'keys',
  r: 'roles',
  q: 'quickstart',
  s: 'settings',
}
/** How long the second key may take. */
const CHORD_MS = 1_000
const PLACE = 'aero2-shortcuts'

export function areOn(): boolean {
  return localStorage.getItem(PLACE) !== 'off'
}

export function turn(on: boolean): void {
  if (on) localStorage.removeItem(PLACE)
  else localStorage.setItem(PLACE, 'off')
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
}

/** J and K: from one row's link to the next. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus()
}

export function useShortcuts(slug: string | undefined, open: Open): void {
  const navigate = useNavigate()
  useEffect(() => {
    let chordUntil = 0
    function onKey(event: KeyboardEvent): void {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        open('palette')
        return
      }
      const isOurs = areOn() && !event.metaKey && !event.ctrlKey && !event.altKey && !isTyping(event.target)
      if (!isOurs || document.querySelector('dialog[open]') !== null) return
      const key = event.key.toLowerCase()
      const place = Date.now() < chordUntil ? GO[key] : undefined
      chordUntil = key === 'g' ? Date.now() + CHORD_MS : 0
      if (place !== undefined && slug !== undefined) {
        void navigate({ to: `/apps/${slug}${place === '' ? '' : `/${place}`}` })
      } else if (key === '/') {
        event.preventDefault()
        document.querySelector<HTMLElement>('input[type="search"]')?.focus()
      } else if (key === '?') open('keys')
      else if (key === 'j') step(1)
      else if (key === 'k') step(-1)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [navigate, open, slug])
}
