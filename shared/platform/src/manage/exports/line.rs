//! One exported user: what an import takes, by the names it takes it, and what else there is to know.

use domain::{
    Email, Secret, Timestamp, UserId,
    credential::PasswordCredential,
    identity::Identity,
    identity_provider::IdentityProvider,
    role::Role,
    user::{User, UserStatus},
};
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;

/// What the application calls its roles and providers: their identifiers mean nothing elsewhere.
pub(super) struct Names<'a> {
    pub(super) roles: &'a [Role],
    pub(super) providers: &'a [IdentityProvider],
}

/// What a user has besides.
pub(super) struct Held<'a> {
    pub(super) identities: &'a [Identity],
    pub(super) password: Option<&'a PasswordCredential>,
    pub(super) totp: Option<&'a Secret<String>>,
}

#[expect(clippy::struct_excessive_bools, reason = "each is known of a person by itself")]
#[derive(Serialize)]
struct Line<'a> {
    id: UserId,
    email: Option<&'a Email>,
    email_verified: bool,
    status: UserStatus,
    disabled: bool,
    name: Option<&'a str>,
    given_name: Option<&'a str>,
    family_name: Option<&'a str>,
    picture: Option<&'a str>,
    locale: Option<&'a str>,
    zoneinfo: Option<&'a str>,
    external_id: Option<&'a str>,
    roles: Vec<&'a str>,
    identities: Vec<Linked<'a>>,
    has_password: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    password_hash: Option<&'a str>,
    has_totp: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    totp_secret: Option<&'a str>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// An account at a provider.
#[derive(Serialize)]
struct Linked<'a> {
    provider: &'a str,
    issuer: &'a str,
    subject: &'a str,
}

/// The line of a user.
pub(super) fn of(names: &Names<'_>, user: &User, held: &Held<'_>) -> Result<String, Failure> {
    let roles = names.roles.iter().filter(|role| user.roles.contains(&role.id));
    let identities = held.identities.iter().filter_map(|identity| {
        let mut providers = names.providers.iter();
        let provider = providers.find(|provider| provider.id == identity.idp_id)?;
        Some(Linked {
            provider: &provider.name,
            issuer: &identity.issuer,
            subject: &identity.subject,
        })
    });
    let line = Line {
        id: user.id,
        email: user.email.as_ref(),
        email_verified: user.email_verified,
        status: user.status,
        disabled: user.status == UserStatus::Disabled,
        name: user.name.as_deref(),
        given_name: user.given_name.as_deref(),
        family_name: user.family_name.as_deref(),
        picture: user.picture.as_deref(),
        locale: user.locale.as_deref(),
        zoneinfo: user.zoneinfo.as_deref(),
        external_id: user.external_id.as_deref(),
        roles: roles.map(|role| role.name.as_str()).collect(),
        identities: identities.collect(),
        has_password: user.has_password,
        password_hash: held.password.map(|password| password.phc.expose().as_str()),
        has_totp: user.has_totp,
        totp_secret: held.totp.map(|secret| secret.expose().as_str()),
        created_at: user.created_at,
        updated_at: user.updated_at,
    };
    serde_json::to_string(&line).map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))
}
