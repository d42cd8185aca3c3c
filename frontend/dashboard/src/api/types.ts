/** The management API's entities as they are answered (functions/src/manage). A schema generated from OpenAPI takes their place. */
export type Page<T> = { data: T[]; next_cursor: string | null; examined?: number }

type Versioned = { created_at: string; updated_at: string; version: number }

export type Application = Versioned & {
  id: string
  slug: string
  name: string
  environment: 'development' | 'production'
  owner_org_id: string | null
  status: 'active' | 'suspended' | 'deleted'
  issuer: string
  support_email: string | null
  homepage_url: string | null
  privacy_policy_url: string | null
  terms_url: string | null
  key_custody: string
  deleted_at: string | null
  purge_at: string | null
}

export type NewApplication = Application & { publishable_key: string; secret_key: string; snippet: string }

export type SessionAnswer = {
  user: { id: string; email: string | null; email_verified: boolean; name: string | null; picture: string | null }
  session: { id: string; created_at: string; expires_at: string; auth_time: string; amr: string[]; acr: string }
}

export type Adoption = {
  users: number
  any: number
  totp: number
  passkey: number
  sms: number
  recovery_codes: number
  as_of: string | null
}

export type ClientType = 'web' | 'spa' | 'native' | 'machine'

export type Client = Versioned & {
  client_id: string
  client_name: string
  type: ClientType
  redirect_uris: string[]
  post_logout_redirect_uris: string[]
  grant_types: string[]
  scope: string
  token_endpoint_auth_method: string
  id_token_signed_response_alg: string
  subject_type: string
  mfa_policy: 'inherit' | 'required'
  require_pkce: boolean
  first_party: boolean
  enabled: boolean
  machine_permissions: string[]
  client_uri?: string | null
  logo_uri?: string | null
  policy_uri?: string | null
  tos_uri?: string | null
  access_token_ttl?: number | null
  refresh_token_ttl?: number | null
  refresh_token_idle_ttl?: number | null
  secrets?: { id: string; created_at: string; expires_at: string | null }[]
  client_secret?: string
}

export type Authorisation = { user_id: string; scope: string; updated_at: string }

export type Factor = { method: 'passkey' | 'totp' | 'sms'; count: number; enrolled_at: string | null }

export type UserStatus = 'pending' | 'active' | 'disabled' | 'deletion_scheduled'

export type User = Versioned & {
  id: string
  email: string | null
  email_verified: boolean
  name: string | null
  given_name: string | null
  family_name: string | null
  picture: string | null
  phone: string | null
  phone_verified: boolean
  locale: string | null
  zoneinfo: string | null
  external_id: string | null
  terms_accepted_at: string | null
  status: UserStatus
  roles: string[]
  has_password: boolean
  mfa_enabled: boolean
  passkey_count: number
  deletion_at: string | null
  mfa?: { enabled: boolean; factors: Factor[]; recovery_codes_left: number }
}

export type UserSession = {
  id: string
  created_at: string
  expires_at: string
  auth_time: string
  amr: string[]
  ip_address: string | null
  user_agent: string | null
  is_current: boolean
}

export type Identity = {
  id: string
  idp: string | null
  display_name: string | null
  issuer: string
  subject: string
  email: string | null
  email_verified: boolean
  created_at: string
  last_used_at: string
}

export type Passkey = {
  id: string
  name: string
  provider: string | null
  synced: boolean
  created_at: string
  last_used_at: string | null
}

export type Grant = { id: string; client_id: string; scope: string; offline: boolean; created_at: string; expires_at: string }

export type Role = Versioned & { id: string; name: string; description: string; permissions: string[]; system: boolean }

export type Permission = { name: string; description: string; source: string }

export type Invitation = Versioned & {
  id: string
  email: string
  roles: string[]
  status: string
  expires_at: string
  delivery_failed_at: string | null
}

export type Outcome = 'success' | 'failure' | 'denied'

export type AuditEvent = {
  id: string
  type: string
  at: string
  outcome: Outcome
  reason: string | null
  actor: { type: string; id?: string }
  target: { type: string; id: string } | null
  request_id: string | null
  ip_address: string | null
  user_agent: string | null
  data: Record<string, unknown>
}

export type EventCounts = { data: { type: string; count: number }[] }

export type ApiKey = Versioned & {
  id: string
  kind: 'publishable' | 'secret'
  name: string
  hint: string
  permissions: string[]
  status: 'active' | 'rotating' | 'revoked' | 'expired'
  expires_at: string | null
  last_used_at?: string | null
  key?: string
}

export type SigningKey = {
  kid: string
  alg: string
  status: 'next' | 'active' | 'retiring' | 'retired' | 'revoked'
  custody: string
  created_at: string
  activated_at: string | null
  drop_at: string | null
}

export type Domain = Versioned & {
  id: string
  hostname: string
  state: 'pending_dns' | 'issuing' | 'active' | 'degraded' | 'failed'
  failure: string | null
  primary: boolean
  txt_name: string
  txt_value: string
  cname_target: string
  verified_at: string | null
  last_checked_at: string | null
  next_check_at: string | null
}

export type Branding = {
  logo_url: string | null
  primary_color: string | null
  background_color: string | null
}

export type Provider = Versioned & {
  id: string
  name: string
  type: 'oauth2' | 'oidc'
  preset: string | null
  display_name: string
  enabled: boolean
  issuer: string | null
  authorization_endpoint: string | null
  token_endpoint: string | null
  userinfo_endpoint: string | null
  client_id: string
  has_client_secret: boolean
  callback_url: string
  token_auth_method: string
  scopes: string[]
  trust_email_verified: boolean
  allow_signup: boolean
  allow_linking: boolean
  team_id: string | null
  key_id: string | null
}

export type Template = {
  kind: string
  locale: string
  subject: string
  body: string
  is_default: boolean
  variables: string[]
  updated_at: string | null
  version: number
}

export type TemplateDetail = Template & {
  default: { subject: string; body: string }
  versions: { version: number; subject?: string; body?: string; updated_at: string }[]
}

export type MailPreview = { subject: string; html: string; text: string }

export type Settings = {
  auth_methods: { password: boolean; email_code: boolean; magic_link: boolean; passkey: boolean; social: boolean }
  signup_mode: 'open' | 'invite_only' | 'restricted'
  signup_allowed_domains: string[]
  signup_blocked_domains: string[]
  signup_block_disposable: boolean
  signup_required_fields: string[]
  account_linking: 'verified_email' | 'explicit'
  password_min_length: number
  password_breach_check: 'local' | 'hibp'
  mfa_policy: 'off' | 'optional' | 'required'
  mfa_methods: { totp: boolean; passkey: boolean; sms: boolean }
  mfa_remember_device_days: number
  mfa_for_federated: boolean
  passkey_prompt: boolean
  passkey_silent_create: boolean
  step_up_max_age: number
  session_ttl: number
  session_idle_ttl: number
  max_sessions_per_user: number
  access_token_ttl: number
  id_token_ttl: number
  refresh_token_ttl: number
  refresh_token_idle_ttl: number
  access_token_signing_alg: string
  signing_key_rotation_days: number
  deletion_grace_days: number
  allowed_origins: string[]
  allowed_return_urls: string[]
  default_locale: string
  locales: string[]
}

export type Operator = {
  status: 'active' | 'invited'
  id: string
  email: string | null
  name?: string | null
  expires_at?: string
}

export type Parked = {
  id: string
  status: string
  application_id: string | null
  consumer: string
  reason: string
  events: string[]
  tries: number
  parked_at: string
  expires_at: string
}
