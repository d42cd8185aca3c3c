import { queryOptions } from '@tanstack/react-query'
import { call } from '~/api/client'
import { ApiError } from '~/api/error'

/** Whether this person runs the platform: asked once, of the lightest of the operators' calls. */
export const isOperator = queryOptions({
  queryKey: ['is-operator'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) =>
    call('GET', '/api/platform/operators', { signal }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ApiError && error.status === 403) return false
        throw error
      },
    ),
})
