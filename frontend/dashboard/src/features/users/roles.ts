import { useQuery } from '@tanstack/react-query'
import { reading, under } from '~/api/queries'
import type { Page, Role } from '~/api/types'
import { useApplication } from '~/features/common/application'

export function useRoles() {
  const { id } = useApplication()
  return useQuery({ ...reading<Page<Role>>(under(id, '/roles')), staleTime: 60_000 })
}
