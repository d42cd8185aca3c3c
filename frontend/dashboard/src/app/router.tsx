import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import * as v from 'valibot'
import { ofApplications } from './application-routes'
import { inApplication, inside, root } from './frames'
import { parseSearch, stringifySearch } from './params'
import { flag, oneOf, text } from './search'

const callback = createRoute({
  getParentRoute: () => root,
  path: '/callback',
  component: lazyRouteComponent(() => import('~/auth/Callback'), 'Callback'),
})
const apps = createRoute({
  getParentRoute: () => inside,
  path: '/apps',
  validateSearch: v.object({ new: flag }),
  component: lazyRouteComponent(() => import('~/features/application/ApplicationList'), 'ApplicationList'),
})
const welcome = createRoute({
  getParentRoute: () => inside,
  path: '/welcome',
  component: lazyRouteComponent(() => import('~/features/application/Welcome'), 'Welcome'),
})
const tools = createRoute({
  getParentRoute: () => inside,
  path: '/tools',
  component: lazyRouteComponent(() => import('~/features/tools/Tools'), 'Tools'),
})
const team = createRoute({
  getParentRoute: () => inside,
  path: '/team',
  validateSearch: v.object({ team: text }),
  component: lazyRouteComponent(() => import('~/features/team/Team'), 'Team'),
})
const teamAudit = createRoute({
  getParentRoute: () => inside,
  path: '/team/audit',
  validateSearch: v.object({ team: text, area: oneOf(['org', 'member', 'invitation', 'application']), cursor: text }),
  component: lazyRouteComponent(() => import('~/features/team/TeamAudit'), 'TeamAudit'),
})
const operator = createRoute({
  getParentRoute: () => inside,
  path: '/operator',
  component: lazyRouteComponent(() => import('~/features/operator/Operator'), 'Operator'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    callback,
    inside.addChildren([apps, welcome, team, teamAudit, tools, operator, inApplication.addChildren(ofApplications)]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
