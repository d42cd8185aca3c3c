import { useQuery } from '@tanstack/react-query'
import { reading, under } from '~/api/queries'
import type { Client, Page as List } from '~/api/types'
import { useApplication } from '~/features/common/application'

/** The clients that a template can be for or be tried with: the newest hundred. */
export function useClients(): Client[] {
  const { id } = useApplication()
  return useQuery(reading<List<Client>>(under(id, '/clients?limit=100'))).data?.data ?? []
}
