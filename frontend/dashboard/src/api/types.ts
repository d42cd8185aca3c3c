import type { components } from './schema'

/** The management API's entities under the names that the dashboard has for them; their shapes are the server's own document of itself. */
type Schemas = components['schemas']

export type Page<T> = { data: T[]; next_cursor: string | null; examined?: number; filtered_after_reading?: string[] }

export type Application = Schemas['Application']
export type NewApplication = Schemas['CreatedApplication']
export type SessionAnswer = Schemas['SignedIn']
export type Adoption = Schemas['Adoption']
export type ClientType = Schemas['ClientType']
export type Client = Schemas['Client']
export type Authorisation = Schemas['Authorisation']
export type UserStatus = Exclude<Schemas['UserStatus'], 'deleted'>
export type User = Omit<Schemas['User'], 'status'> & { status: UserStatus }
export type Job = Schemas['Job']
export type UserAction = Schemas['UserAction']
export type UserSession = Schemas['Session']
export type Identity = Schemas['Identity']
export type Passkey = Schemas['Passkey']
export type Grant = Schemas['Grant']
export type Role = Schemas['Role']
export type Permission = Schemas['Permission']
export type Invitation = Schemas['Invitation']
export type Outcome = Schemas['Outcome']
/** `id` is left out or null where nobody in particular acted; a type may be newer than this page. */
export type AuditEvent = Omit<Schemas['Event'], 'type'> & { type: string }
export type Usage = Schemas['Usage']
export type ApiKey = Schemas['ApiKey']
export type SigningKey = Schemas['SigningKey']
export type Domain = Schemas['Domain']
export type Branding = Schemas['Branding']
export type BrandingDraft = Schemas['BrandingDraft']
export type BrandingImage = Schemas['BrandingImage']
export type BrandingPreview = Schemas['BrandingPreview']
export type Provider = Schemas['IdentityProvider']
export type ProviderTest = Schemas['ProviderTest']
export type Template = Schemas['Template']
export type TemplateDetail = Schemas['TemplateDetail']
export type MailPreview = Schemas['TemplatePreview']
export type JwtTemplate = Schemas['JwtTemplate']
export type JwtTemplateDetail = Schemas['JwtTemplateDetail']
export type JwtTemplateTarget = Schemas['JwtTemplateTarget']
export type JwtTemplatePreview = Schemas['JwtTemplatePreview']
export type Placeholder = Schemas['Placeholder']
export type Settings = Schemas['Settings']
export type Operator = Schemas['Operator']
export type Parked = Schemas['Parked']
export type Organization = Schemas['Organization']
export type TeamRole = Schemas['TeamRole']
export type Member = Schemas['Member']
export type Offer = Schemas['Offer']
