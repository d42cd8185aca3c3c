import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError, isPassing } from '~/api/error'
import { startSignIn } from '~/auth/sign-in'

let isLeaving = false

/** Whoever is not signed in any more goes to the sign-in page, and comes back to where they were. */
function onError(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 401 || isLeaving || location.pathname === '/callback') return
  isLeaving = true
  void startSignIn(location.pathname + location.search)
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (count, error) => count < 2 && isPassing(error), networkMode: 'always' },
    // Offline is an answer, too: it is said at once, and nothing is sent later behind somebody's back.
    mutations: { retry: false, networkMode: 'always' },
  },
})
