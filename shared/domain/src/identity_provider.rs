//! A configured provider that people of one application may sign in through (behaviour 3.15). Its secret is kept sealed, and never shown.
//!
//! Life: enabled ⇄ disabled → deleted. Name and type are fixed: the name is part of the address that the provider sends people back to.

mod preset;

pub use preset::Preset;

use crate::{IdentityProviderId, Timestamp};
use protocol::{error::ErrorCode, error::FieldError, redirect_uri, relying_party::OWN_PARAMETERS};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Identity providers an application may have.
pub const MAX_PROVIDERS: usize = 100;
/// Scopes one may be asked for.
const MAX_SCOPES: usize = 50;
/// Extra parameters of its authorization request.
const MAX_EXTRA: usize = 10;
/// Sources one target may have.
const MAX_SOURCES: usize = 10;

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
pub enum ProviderType {
    /// OAuth 2.0: who it is, is asked at the userinfo endpoint.
    Oauth2,
    /// `OpenID` Connect: a signed ID token says it.
    Oidc,
}

/// How we authenticate at its token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// May it make users?
    pub allow_signup: bool,
    /// May it be linked to users who exist?
    pub allow_linking: bool,
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

fn invalid(field: &str, detail: impl Into<String>) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code: ErrorCode::ValidationError,
        detail: detail.into(),
    }
}

fn is_visible(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

fn is_url(text: &str) -> bool {
    let authority = text
        .split_once("://")
        .map_or("", |(_, rest)| rest.split('/').next().unwrap_or(""));
    text.len() <= 2048 && redirect_uri::origin(text).is_some() && !text.contains('#') && !authority.contains('@')
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

    /// Everything that is wrong with it, all at once.
    pub fn problems(&self) -> Vec<FieldError> {
        let mut found = Vec::new();
        if !Self::is_name(&self.name) {
            found.push(invalid(
                "name",
                "Use 2 to 63 of a-z, 0-9 and -, beginning with a letter.",
            ));
        }
        self.endpoint_problems(&mut found);
        self.client_problems(&mut found);
        self.request_problems(&mut found);
        self.mapping_problems(&mut found);
        found
    }

    fn endpoint_problems(&self, found: &mut Vec<FieldError>) {
        let urls = [
            ("icon_url", &self.icon_url),
            ("issuer", &self.issuer),
            ("authorization_endpoint", &self.authorization_endpoint),
            ("token_endpoint", &self.token_endpoint),
            ("userinfo_endpoint", &self.userinfo_endpoint),
        ];
        let bad = urls
            .iter()
            .filter(|(_, url)| url.as_deref().is_some_and(|url| !is_url(url)));
        found.extend(bad.map(|(field, _)| invalid(field, "Use an https URL without fragment and user information.")));
        let needed: &[&str] = match self.provider_type {
            ProviderType::Oidc => &["issuer"],
            ProviderType::Oauth2 => &["authorization_endpoint", "token_endpoint", "userinfo_endpoint"],
        };
        let missing = urls
            .iter()
            .filter(|(field, url)| needed.contains(field) && url.is_none());
        found.extend(missing.map(|(field, _)| invalid(field, "This type of provider needs it.")));
    }

    fn client_problems(&self, found: &mut Vec<FieldError>) {
        if !is_visible(&self.client_id, 512) {
            found.push(invalid("client_id", "Use 1 to 512 visible characters."));
        }
        if self.token_auth_method != TokenAuthMethod::PrivateKeyJwt && self.sealed_secret.is_none() {
            found.push(invalid(
                "client_secret",
                "This way to authenticate needs a client secret.",
            ));
        }
        let apple = self.preset == Some(Preset::Apple);
        for (field, value) in [("team_id", &self.team_id), ("key_id", &self.key_id)] {
            match value.as_deref() {
                None if apple => found.push(invalid(field, "Apple needs it beside the key.")),
                Some(_) if !apple => found.push(invalid(field, "Only the preset apple has it.")),
                Some(text) if !is_visible(text, 64) => found.push(invalid(field, "Use the 10 characters Apple shows.")),
                _ => {}
            }
        }
    }

    fn request_problems(&self, found: &mut Vec<FieldError>) {
        if self.scopes.len() > MAX_SCOPES || self.scopes.iter().any(|scope| !is_visible(scope, 255)) {
            found.push(invalid(
                "scopes",
                format!("Use at most {MAX_SCOPES} scopes without spaces."),
            ));
        }
        if self.provider_type == ProviderType::Oidc && !self.scopes.iter().any(|scope| scope == "openid") {
            found.push(invalid("scopes", "OpenID Connect needs the scope openid."));
        }
        if self
            .prompt
            .as_deref()
            .is_some_and(|prompt| prompt.split(' ').any(|one| !is_visible(one, 64)))
        {
            found.push(invalid("prompt", "Use values of prompt, separated by one space."));
        }
        if self
            .prompt
            .as_deref()
            .is_some_and(|prompt| prompt.split(' ').any(|one| one == "none"))
        {
            found.push(invalid("prompt", "A person must be able to answer: leave none out."));
        }
        let good = |(name, value): (&String, &String)| is_visible(name, 64) && (1..=512).contains(&value.len());
        if self.extra_params.len() > MAX_EXTRA || !self.extra_params.iter().all(good) {
            found.push(invalid("extra_params", format!("Use at most {MAX_EXTRA} short pairs.")));
        }
        if let Some(own) = self
            .extra_params
            .keys()
            .find(|name| OWN_PARAMETERS.contains(&name.as_str()) || *name == "scope")
        {
            found.push(invalid(
                "extra_params",
                format!("{own} is a parameter of the protocol."),
            ));
        }
    }

    fn mapping_problems(&self, found: &mut Vec<FieldError>) {
        if let Some(unknown) = self.mapping.keys().find(|target| !TARGETS.contains(&target.as_str())) {
            let shown: String = unknown.chars().take(40).collect();
            found.push(invalid(
                "mapping",
                format!("{shown} is nothing that claims are mapped to."),
            ));
        }
        let sources =
            |list: &Vec<String>| list.len() > MAX_SOURCES || list.iter().any(|source| !is_visible(source, 64));
        if self.mapping.values().any(sources) {
            found.push(invalid(
                "mapping",
                format!("Use at most {MAX_SOURCES} names of claims for a target."),
            ));
        }
        if self.mapping.get("sub").is_none_or(Vec::is_empty) {
            found.push(invalid("mapping", "Something must become sub."));
        }
        // FE-01: whoever has an address today is not whoever had it yesterday.
        let sources = |target: &str| self.mapping.get(target).map(Vec::as_slice).unwrap_or_default();
        if sources("sub").iter().any(|source| sources("email").contains(source)) {
            found.push(invalid("mapping", "An address cannot be the subject."));
        }
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
    fn fe_01_identities_of_another_issuer_or_token_endpoint_are_others() {
        let (here, mut moved) = (provider(), provider());
        moved.token_endpoint = Some("https://evil.example/token".into());
        assert_eq!(here.identity_issuer().as_deref(), Some("https://github.com"));
        assert_ne!(here.identity_issuer(), moved.identity_issuer());
    }
}
