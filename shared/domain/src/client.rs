//! An OAuth client of an application (RFC 6749 §2, OpenID Connect Dynamic Client Registration names; behaviour 3.5).
//!
//! Life: enabled ⇄ disabled → deleted (a tombstone: its id is never issued again).

use crate::{ClientId, SecretId, Timestamp, clock::Epoch};
use protocol::{
    jwt::{Alg, JwkSet},
    redirect_uri,
    scope::ScopeSet,
};
use serde::{Deserialize, Serialize};

/// Redirect URIs a client may register.
pub const MAX_REDIRECT_URIS: usize = 50;
/// Live secrets a client may have.
pub const MAX_SECRETS: usize = 2;

/// What runs the client; sets the defaults, fixed at creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ClientType {
    /// A server with pages: confidential.
    Web,
    /// A page in a browser: public.
    Spa,
    /// An installed program: public.
    Native,
    /// A program without a person: confidential.
    Machine,
}

/// The client that the dashboard's own pages sign in with, `cli_31cns6ych0chgq6t32dxgq4s00`: the same in every deployment, so that their script can
/// name it (`frontend/dashboard/src/auth/client.ts`).
pub const DASHBOARD: ClientId = ClientId::from_bytes(*b"aero2 dashboard\0");

/// The client that `aero2 login` signs developers in with at the dashboard, `cli_31cns6ych0cdqptvb1dsj00000`: everywhere the same, too.
pub const COMMAND: ClientId = ClientId::from_bytes(*b"aero2 command\0\0\0");

/// Grants of this issue (RFC 6749 §4.1, §4.4, §6). Implicit and password do not exist (CG-18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum GrantType {
    /// RFC 6749 §4.1.
    AuthorizationCode,
    /// RFC 6749 §6.
    RefreshToken,
    /// RFC 6749 §4.4.
    ClientCredentials,
}

/// How the client proves who it is at the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum TokenEndpointAuthMethod {
    /// RFC 6749 §2.3.1, header.
    ClientSecretBasic,
    /// RFC 6749 §2.3.1, body.
    ClientSecretPost,
    /// RFC 7523.
    PrivateKeyJwt,
    /// Public client.
    None,
}

/// `sub` the same for everybody, or one per sector (OIDC Core §8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum SubjectType {
    /// The user id.
    #[default]
    Public,
    /// Deterministic encryption of it under the sector's key.
    Pairwise,
}

/// Whether a sign-in for this client needs a second factor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ClientMfaPolicy {
    /// As the application says.
    #[default]
    Inherit,
    /// Of everybody.
    Required,
}

/// A stored client secret: 43 base62 characters + checksum, as a MAC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ClientSecret {
    /// Its identifier.
    pub id: SecretId,
    /// MAC of the text under the application's key.
    pub mac: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// End of its grace, once rotated.
    pub expires_at: Option<Timestamp>,
}

/// The stored client. Optional life times fall back to the application's settings.
#[expect(clippy::struct_excessive_bools, reason = "the registration's own flags")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Client {
    /// The `client_id`.
    #[serde(rename = "client_id")]
    pub id: ClientId,
    /// What people see on the consent page.
    pub client_name: String,
    /// What runs it.
    #[serde(rename = "type")]
    pub client_type: ClientType,
    /// Byte-compared (RU-01).
    pub redirect_uris: Vec<String>,
    /// Byte-compared.
    pub post_logout_redirect_uris: Vec<String>,
    /// Explicit list, enforced on every grant (CG-18).
    pub grant_types: Vec<GrantType>,
    /// What it may ask for.
    pub scope: ScopeSet,
    /// Exactly one method.
    pub token_endpoint_auth_method: TokenEndpointAuthMethod,
    /// Restricts assertions to one algorithm.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub token_endpoint_auth_signing_alg: Option<Alg>,
    /// Public keys for `private_key_jwt`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub jwks: Option<JwkSet>,
    /// Where they are fetched from instead, guarded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub jwks_uri: Option<String>,
    /// RS256 or ES256.
    pub id_token_signed_response_alg: Alg,
    /// Null = JSON.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub userinfo_signed_response_alg: Option<Alg>,
    /// Public or pairwise.
    #[serde(default)]
    pub subject_type: SubjectType,
    /// The sector of a pairwise client: a host.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sector: Option<String>,
    /// Seconds (OIDC Registration §2).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub default_max_age: Option<u32>,
    /// Whether signing in for it needs a second factor.
    #[serde(default)]
    pub mfa_policy: ClientMfaPolicy,
    /// `auth_time` is always sent; kept for registration's sake.
    #[serde(default)]
    pub require_auth_time: bool,
    /// Preference order.
    #[serde(default)]
    pub default_acr_values: Vec<String>,
    /// Shown on consent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub client_uri: Option<String>,
    /// Shown on consent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub logo_uri: Option<String>,
    /// Shown on consent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub policy_uri: Option<String>,
    /// Shown on consent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub tos_uri: Option<String>,
    /// Made by the owner of the application: no consent page.
    pub first_party: bool,
    /// PK-01: false only by an admin's explicit choice, for a confidential client.
    pub require_pkce: bool,
    /// Seconds; null = application's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub access_token_ttl: Option<u32>,
    /// Seconds; null = application's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub refresh_token_ttl: Option<u32>,
    /// Seconds; null = application's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub refresh_token_idle_ttl: Option<u32>,
    /// Scopes for `client_credentials`: management permissions.
    #[serde(default)]
    pub machine_permissions: Vec<String>,
    /// False: nothing can be issued, refresh fails at once.
    pub enabled: bool,
    /// What was born under a smaller one is dead.
    pub token_epoch: Epoch,
    /// ≤ 2 live.
    #[serde(default)]
    pub secrets: Vec<ClientSecret>,
    /// Set when it was deleted: the item stays as a tombstone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub deleted_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl Client {
    /// Can it keep a secret?
    pub fn is_confidential(&self) -> bool {
        self.token_endpoint_auth_method != TokenEndpointAuthMethod::None
    }

    /// May anything be issued to it?
    pub const fn is_usable(&self) -> bool {
        self.enabled && self.deleted_at.is_none()
    }

    /// Is the grant on its list?
    pub fn may(&self, grant: GrantType) -> bool {
        self.grant_types.contains(&grant)
    }

    /// RU-01: byte-equal to a registered one; for native clients a loopback port may differ.
    pub fn has_redirect_uri(&self, presented: &str) -> bool {
        let native = self.client_type == ClientType::Native;
        self.redirect_uris
            .iter()
            .any(|registered| redirect_uri::matches(registered, presented, native))
    }

    /// The registered return address after sign-out, byte for byte.
    pub fn has_post_logout_redirect_uri(&self, presented: &str) -> bool {
        self.post_logout_redirect_uris
            .iter()
            .any(|registered| registered == presented)
    }

    /// The MACs of secrets that work at `now`.
    pub fn live_secrets(&self, now: Timestamp) -> impl Iterator<Item = &ClientSecret> {
        self.secrets
            .iter()
            .filter(move |secret| secret.expires_at.is_none_or(|end| !end.is_past(now)))
    }

    /// Adds a secret; the older ones die after `grace_secs` (0 = at once). At most two stay.
    #[must_use]
    pub fn with_new_secret(mut self, secret: ClientSecret, grace_secs: u32, now: Timestamp) -> Self {
        let end = now.plus_secs(i64::from(grace_secs.min(86_400)));
        for old in &mut self.secrets {
            old.expires_at = Some(old.expires_at.map_or(end, |earlier| earlier.min(end)));
        }
        self.secrets
            .retain(|old| old.expires_at.is_none_or(|at| !at.is_past(now)));
        if self.secrets.len() >= MAX_SECRETS {
            self.secrets.drain(..self.secrets.len().saturating_sub(MAX_SECRETS - 1));
        }
        self.secrets.push(secret);
        self.touched(now)
    }

    /// Ends everything issued to it: the epoch is raised.
    #[must_use]
    pub fn revoke_all(mut self, now: Timestamp) -> Self {
        self.token_epoch = self.token_epoch.next(now);
        self.touched(now)
    }

    /// Deletes it: everything it holds dies, the id stays a tombstone.
    #[must_use]
    pub fn delete(mut self, now: Timestamp) -> Self {
        self.deleted_at = Some(now);
        self.enabled = false;
        self.secrets.clear();
        self.revoke_all(now)
    }

    /// Notes a change.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}
