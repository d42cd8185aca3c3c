import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as v from 'valibot'
import { inApplication } from './frames'
import { analyticsSearch, auditSearch, clientSearch, flag, text, userSearch } from './search'

const at = () => inApplication
const page = lazyRouteComponent

const overview = createRoute({
  getParentRoute: at,
  path: '/',
  component: page(() => import('~/features/application/Overview'), 'Overview'),
})
const quickstart = createRoute({
  getParentRoute: at,
  path: '/quickstart',
  component: page(() => import('~/features/quickstart/Picker'), 'Picker'),
})
const framework = createRoute({
  getParentRoute: at,
  path: '/quickstart/$framework',
  component: page(() => import('~/features/quickstart/Guide'), 'Guide'),
})
const clients = createRoute({
  getParentRoute: at,
  path: '/clients',
  validateSearch: clientSearch,
  component: page(() => import('~/features/clients/ClientList'), 'ClientList'),
})
const client = createRoute({
  getParentRoute: at,
  path: '/clients/$clientId',
  component: page(() => import('~/features/clients/ClientDetail'), 'ClientDetail'),
})
const users = createRoute({
  getParentRoute: at,
  path: '/users',
  validateSearch: userSearch,
  component: page(() => import('~/features/users/UserList'), 'UserList'),
})
const user = createRoute({
  getParentRoute: at,
  path: '/users/$userId',
  validateSearch: v.object({ tab: text }),
  component: page(() => import('~/features/users/UserDetail'), 'UserDetail'),
})
const roles = createRoute({
  getParentRoute: at,
  path: '/roles',
  component: page(() => import('~/features/roles/Roles'), 'Roles'),
})
const keys = createRoute({
  getParentRoute: at,
  path: '/keys',
  validateSearch: v.object({ new: flag }),
  component: page(() => import('~/features/keys/Keys'), 'Keys'),
})
const tokens = createRoute({
  getParentRoute: at,
  path: '/tokens',
  component: page(() => import('~/features/tokens/TemplateList'), 'TemplateList'),
})
const token = createRoute({
  getParentRoute: at,
  path: '/tokens/$templateId',
  component: page(() => import('~/features/tokens/TemplateEditor'), 'TemplateEditor'),
})
const audit = createRoute({
  getParentRoute: at,
  path: '/audit',
  validateSearch: auditSearch,
  component: page(() => import('~/features/audit/AuditLog'), 'AuditLog'),
})
const analytics = createRoute({
  getParentRoute: at,
  path: '/analytics',
  validateSearch: analyticsSearch,
  component: page(() => import('~/features/analytics/Analytics'), 'Analytics'),
})
const signIn = createRoute({
  getParentRoute: at,
  path: '/sign-in',
  component: page(() => import('~/features/sign-in/SignIn'), 'SignIn'),
})
const providers = createRoute({
  getParentRoute: at,
  path: '/providers',
  component: page(() => import('~/features/providers/ProviderList'), 'ProviderList'),
})
const provider = createRoute({
  getParentRoute: at,
  path: '/providers/$providerId',
  component: page(() => import('~/features/providers/ProviderDetail'), 'ProviderDetail'),
})
const branding = createRoute({
  getParentRoute: at,
  path: '/branding',
  component: page(() => import('~/features/branding/BrandingPage'), 'BrandingPage'),
})
const emails = createRoute({
  getParentRoute: at,
  path: '/emails',
  validateSearch: v.object({ locale: text }),
  component: page(() => import('~/features/emails/EmailList'), 'EmailList'),
})
const email = createRoute({
  getParentRoute: at,
  path: '/emails/$kind/$locale',
  component: page(() => import('~/features/emails/EmailEditor'), 'EmailEditor'),
})
const domains = createRoute({
  getParentRoute: at,
  path: '/domains',
  component: page(() => import('~/features/domains/Domains'), 'Domains'),
})
const security = createRoute({
  getParentRoute: at,
  path: '/security',
  component: page(() => import('~/features/security/Security'), 'Security'),
})
const settings = createRoute({
  getParentRoute: at,
  path: '/settings',
  component: page(() => import('~/features/settings/SettingsPage'), 'SettingsPage'),
})

export const ofApplications = [
  overview,
  quickstart,
  framework,
  clients,
  client,
  users,
  user,
  roles,
  keys,
  tokens,
  token,
  audit,
  analytics,
  signIn,
  providers,
  provider,
  branding,
  emails,
  email,
  domains,
  security,
  settings,
] as const
