import { useQuery } from '@tanstack/react-query'
import { reading, under } from '~/api/queries'
import type { Adoption } from '~/api/types'
import { useApplication } from './application'

/** How many people have which factor. */
export function useAdoption() {
  const { id } = useApplication()
  return useQuery(reading<Adoption>(under(id, '/adoption')))
}
