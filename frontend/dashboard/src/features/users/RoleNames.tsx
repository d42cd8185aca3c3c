import { useQuery } from '@tanstack/react-query'
import { reading, under } from '~/api/queries'
import type { Page, Role } from '~/api/types'
import { useApplication } from '~/features/common/application'

export function useRoles() {
  const { id } = useApplication()
  return useQuery({ ...reading<Page<Role>>(under(id, '/roles')), staleTime: 60_000 })
}

/** The names behind role ids. */
export function RoleNames({ ids }: { ids: string[] }) {
  const { data } = useRoles()
  if (data === undefined) return null
  const names = data.data.filter(({ id }) => ids.includes(id)).map(({ name }) => name)
  return <span className="block truncate">{names.join(', ')}</span>
}
