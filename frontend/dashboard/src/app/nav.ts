import type { IconName } from '~/ui/Icon'

export type Place = { to: string; label: string; words?: string }
export type Group = { label: string; icon: IconName; places: Place[] }

/** The rail of an application: what there is, in the order of a day's work. Paths are below `/apps/$slug`. */
export const GROUPS: Group[] = [
  { label: 'Build', icon: 'code', places: [{ to: 'quickstart', label: 'Quickstart', words: 'snippet framework' }] },
]
