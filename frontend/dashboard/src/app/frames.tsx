import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { currentSession } from '~/api/queries'
import { Failed, Nowhere } from './Failed'
import { queryClient } from './query-client'
import { Shell } from './Shell'

export const root = createRootRoute({ component: Outlet, notFoundComponent: Nowhere, errorComponent: Failed })

/** Everything that a signed-in developer sees. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  notFoundComponent: Nowhere,
  // Not signed in: the query's own error handler leaves for the sign-in page, and this page stays as it is until then.
  loader: () => void queryClient.prefetchQuery(currentSession),
})

/** Everything of one application, by its slug. */
export const inApplication = createRoute({
  getParentRoute: () => inside,
  path: '/apps/$slug',
  component: lazyRouteComponent(() => import('~/features/application/InApplication'), 'InApplication'),
})
