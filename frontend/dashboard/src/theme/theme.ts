export type Theme = 'system' | 'light' | 'dark'

const PLACE = 'aero2-theme'

export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

/** Changes at once, and is kept in this browser. */
export function chooseTheme(next: Theme): void {
  if (next === 'system') {
    delete document.documentElement.dataset.theme
    localStorage.removeItem(PLACE)
  } else {
    document.documentElement.dataset.theme = next
    localStorage.setItem(PLACE, next)
  }
}
