import type { Permission, Role } from '~/api/types'

/** What was ticked or cleared and is not saved: the wanted permissions of each role that differs. */
export type Edits = Record<string, string[]>

export const EVERYTHING = '*'

export function wanted(role: Role, edits: Edits): string[] {
  return edits[role.id] ?? role.permissions
}

export function has(role: Role, edits: Edits, permission: string): boolean {
  const held = wanted(role, edits)
  return held.includes(EVERYTHING) || held.includes(permission)
}

/** Ticks or clears one cell; a role that is as it was is no edit any more. */
export function toggled(role: Role, edits: Edits, permission: string): Edits {
  const held = wanted(role, edits)
  const next = held.includes(permission) ? held.filter((one) => one !== permission) : [...held, permission]
  const { [role.id]: _before, ...others } = edits
  return isSame(next, role.permissions) ? others : { ...others, [role.id]: next }
}

function isSame(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name))
}

export type Change = { role: Role; added: string[]; removed: string[] }

/** What saving would change, role by role. */
export function changes(roles: Role[], edits: Edits): Change[] {
  return roles.flatMap((role) => {
    const next = edits[role.id]
    if (next === undefined) return []
    const added = next.filter((one) => !role.permissions.includes(one))
    const removed = role.permissions.filter((one) => !next.includes(one))
    return [{ role, added, removed }]
  })
}

/** Permissions by what they are about: the word before the colon. */
export function byArea(permissions: Permission[]): [string, Permission[]][] {
  const areas = new Map<string, Permission[]>()
  for (const permission of permissions) {
    const area = permission.name.split(':')[0] ?? permission.name
    areas.set(area, [...(areas.get(area) ?? []), permission])
  }
  return [...areas]
}
