//! A configured provider that people of one application may sign in through (behaviour 3.15). Its secret is kept sealed, and never shown.
//!
//! Life: enabled ⇄ disabled → deleted. Name and type are fixed: the name is part of the address that the provider sends people back to.

mod preset;
mod problems;

pub use preset::Preset;

use crate::{IdentityProviderId, Timestamp};
use protocol::redirect_uri;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Identity providers an application may have.
pub const MAX_PROVIDERS: usize = 100;

/// What a provider's claims are mapped to.
pub const TARGETS: [&str; 9] = [
    "sub",
    "email",
    "email_verified",
    "name",
    "given_name",
    "family_name",
    "picture",
    "locale",
    "zoneinfo",
];

/// How a provider speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum ProviderType {
    /// OAuth 2.0: who it is, is asked at the userinfo endpoint.
    Oauth2,
    /// `OpenID` Connect: a signed ID token says it.
    Oidc,
}

/// How we authenticate at its token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum TokenAuthMethod {
    /// HTTP Basic.
    Basic,
    /// In the form.
    Post,
    /// An assertion signed with the application's own key, which the provider reads from its JWKS.
    PrivateKeyJwt,
}

/// Which claims of the provider a target takes, in order.
pub type Mapping = BTreeMap<String, Vec<String>>;

/// The stored provider.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct IdentityProvider {
    /// Its identifier.
    pub id: IdentityProviderId,
    /// Unique in the application; part of the callback URL.
    pub name: String,
    /// How it speaks.
    #[serde(rename = "type")]
    pub provider_type: ProviderType,
    /// Which well-known provider it is.
    pub preset: Option<Preset>,
    /// On the button.
    pub display_name: String,
    /// An https image for the button.
    pub icon_url: Option<String>,
    /// May people sign in through it?
    pub enabled: bool,
    /// Its issuer; of OAuth 2.0 providers only where they have one.
    pub issuer: Option<String>,
    /// Where the browser goes.
    pub authorization_endpoint: Option<String>,
    /// Where the code is redeemed.
    pub token_endpoint: Option<String>,
    /// Where claims are asked for.
    pub userinfo_endpoint: Option<String>,
    /// Where its keys are.
    pub jwks_uri: Option<String>,
    /// Whether its responses always carry `iss` (RFC 9207), as its metadata says.
    pub iss_parameter: bool,
    /// Who we are there.
    pub client_id: String,
    /// The secret, sealed for this provider alone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sealed_secret: Option<String>,
    /// Apple: the team whose key signs our client secrets.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub team_id: Option<String>,
    /// Apple: the name of that key.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub key_id: Option<String>,
    /// How we authenticate there.
    pub token_auth_method: TokenAuthMethod,
    /// What we ask for.
    pub scopes: Vec<String>,
    /// Which claim becomes what.
    pub mapping: Mapping,
    /// Is its `email_verified` believed?
    pub trust_email_verified: bool,
    /// Is it believed when it says that it asked for more than one factor?
    #[serde(default)]
    pub trust_mfa: bool,
    /// Which of its `acr` values say so, besides `amr` with `mfa`.
    #[serde(default)]
    pub mfa_acr_values: Vec<String>,
    /// May it make users?
    pub allow_signup: bool,
    /// May it be linked to users who exist?
    pub allow_linking: bool,
    /// Are its refresh tokens kept, for the application's backend?
    #[serde(default)]
    pub keep_refresh_token: bool,
    /// Is the address that was typed told to it?
    pub pass_login_hint: bool,
    /// `prompt` of the authorization request.
    pub prompt: Option<String>,
    /// Further parameters of it.
    pub extra_params: BTreeMap<String, String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

/// The default mapping.
pub fn default_mapping() -> Mapping {
    let rows: [(&str, &[&str]); 9] = [
        ("sub", &["sub", "id", "user_id"]),
        ("email", &["email", "mail"]),
        ("email_verified", &["email_verified", "verified"]),
        ("name", &["name", "displayName", "login"]),
        ("given_name", &["given_name"]),
        ("family_name", &["family_name"]),
        ("picture", &["picture", "avatar_url", "photo"]),
        ("locale", &["locale"]),
        ("zoneinfo", &["zoneinfo"]),
    ];
    rows.into_iter()
        .map(|(target, sources)| {
            let sources = sources.iter().map(|source| (*source).to_owned()).collect();
            (target.to_owned(), sources)
        })
        .collect()
}

impl IdentityProvider {
    /// Is this a name that a provider may have?
    pub fn is_name(name: &str) -> bool {
        let mut letters = name.bytes();
        letters.next().is_some_and(|first| first.is_ascii_lowercase())
            && (2..=63).contains(&name.len())
            && letters.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    }

    /// What identities are keyed by besides connection and subject: the issuer, or where an OAuth 2.0 provider without one redeems codes.
    pub fn identity_issuer(&self) -> Option<String> {
        let issuer = self.issuer.clone();
        issuer.or_else(|| redirect_uri::origin(self.token_endpoint.as_deref()?))
    }

    /// Where the verified addresses of a GitHub account are listed.
    pub fn emails_endpoint(&self) -> Option<String> {
        let userinfo = self
            .userinfo_endpoint
            .as_deref()
            .filter(|_| self.preset == Some(Preset::Github));
        userinfo.map(|userinfo| format!("{userinfo}/emails"))
    }

    /// Whose refresh tokens these are: the client at the issuer, or where an OAuth 2.0 provider without one redeems them. They go nowhere else.
    pub fn token_audience(&self) -> String {
        let origin = || self.token_endpoint.as_deref().and_then(redirect_uri::origin);
        let at = match self.provider_type {
            ProviderType::Oidc => self.issuer.clone(),
            ProviderType::Oauth2 => origin(),
        };
        format!("{} {}", self.client_id, at.unwrap_or_default())
    }

    /// Notes a change.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider() -> IdentityProvider {
        let now = Timestamp::from_secs(1);
        IdentityProvider {
            client_id: "us".into(),
            sealed_secret: Some("sealed".into()),
            ..Preset::Github.begin(IdentityProviderId::from_bytes([1; 16]), "github".into(), now)
        }
    }

    fn fields(provider: &IdentityProvider) -> Vec<String> {
        provider.problems().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn every_preset_lacks_nothing_but_who_we_are() {
        for preset in Preset::ALL {
            let now = Timestamp::from_secs(1);
            let bare = preset.begin(IdentityProviderId::from_bytes([1; 16]), "it".into(), now);
            let mut expected = vec!["client_id", "client_secret"];
            if preset == Preset::Apple {
                expected.extend(["team_id", "key_id"]);
            }
            assert_eq!(fields(&bare), expected, "{preset:?}");
        }
    }

    #[test]
    fn all_problems_are_told_at_once_and_nothing_overrides_the_protocol() {
        let bad = IdentityProvider {
            name: "No".into(),
            token_endpoint: Some("ftp://x".into()),
            userinfo_endpoint: None,
            client_id: String::new(),
            prompt: Some("none".into()),
            extra_params: BTreeMap::from([("redirect_uri".into(), "https://evil.example".into())]),
            mapping: Mapping::from([("roles".into(), vec!["roles".into()])]),
            ..provider()
        };
        let expected = [
            "name",
            "token_endpoint",
            "userinfo_endpoint",
            "client_id",
            "prompt",
            "extra_params",
            "mapping",
            "mapping",
        ];
        assert_eq!(fields(&bad), expected);
        assert_eq!(fields(&provider()), Vec::<String>::new());
    }

    #[test]
    fn refresh_tokens_belong_to_the_client_at_its_provider() {
        let (here, mut moved, mut other) = (provider(), provider(), provider());
        moved.token_endpoint = Some("https://evil.example/token".into());
        moved.issuer = here.identity_issuer();
        other.client_id = "others".into();
        assert_eq!(here.token_audience(), "us https://github.com");
        assert_ne!(
            here.token_audience(),
            moved.token_audience(),
            "whatever the issuer is said to be"
        );
        assert_ne!(here.token_audience(), other.token_audience());
    }

    #[test]
    fn fe_01_identities_of_another_issuer_or_token_endpoint_are_others() {
        let (here, mut moved) = (provider(), provider());
        moved.token_endpoint = Some("https://evil.example/token".into());
        assert_eq!(here.identity_issuer().as_deref(), Some("https://github.com"));
        assert_ne!(here.identity_issuer(), moved.identity_issuer());
    }
}
