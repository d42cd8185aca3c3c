import { createContext, useContext } from 'react'
import type { Organization, TeamRole } from '~/api/types'

export const ORGANIZATIONS = '/api/organizations'

export const ROLES: [TeamRole, string, string][] = [
  ['admin', 'Admin', 'Everything, also the team itself.'],
  ['developer', 'Developer', 'All but keys, domains, exports and deleting.'],
  ['support', 'Support', 'Users, sessions and the audit log.'],
  ['member', 'Member', 'Reads, and sees no secret.'],
]

export function roleName(role: TeamRole): string {
  return ROLES.find(([value]) => value === role)?.[1] ?? role
}

export const Current = createContext<Organization | undefined>(undefined)

/** The team of the page; the parts of the page are shown inside one only. */
export function useTeam(): Organization & { path: string; isAdmin: boolean } {
  const team = useContext(Current)
  if (team === undefined) throw new Error('There is no team around this part of the page.')
  return { ...team, path: `${ORGANIZATIONS}/${team.id}`, isAdmin: team.role === 'admin' }
}
