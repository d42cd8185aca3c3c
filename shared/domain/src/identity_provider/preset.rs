//! Well-known providers: what is known of them fills the fields, so that only client id and secret are asked.

use super::{IdentityProvider, Mapping, ProviderType, TokenAuthMethod, default_mapping};
use crate::{IdentityProviderId, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A provider whose addresses and habits are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Preset {
    /// github.com: OAuth 2.0; the address comes from the list of verified ones.
    Github,
    /// accounts.google.com.
    Google,
    /// appleid.apple.com: answers by POST, and takes client secrets that are signed.
    Apple,
    /// login.microsoftonline.com: one issuer per directory.
    Microsoft,
    /// gitlab.com.
    Gitlab,
    /// discord.com: OAuth 2.0.
    Discord,
}

impl Preset {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Github,
        Self::Google,
        Self::Apple,
        Self::Microsoft,
        Self::Gitlab,
        Self::Discord,
    ];

    /// Its name on buttons.
    pub const fn display_name(self) -> &'static str {
        match self {
            Self::Github => "GitHub",
            Self::Google => "Google",
            Self::Apple => "Apple",
            Self::Microsoft => "Microsoft",
            Self::Gitlab => "GitLab",
            Self::Discord => "Discord",
        }
    }

    /// How it speaks.
    pub const fn provider_type(self) -> ProviderType {
        match self {
            Self::Github | Self::Discord => ProviderType::Oauth2,
            Self::Google | Self::Apple | Self::Microsoft | Self::Gitlab => ProviderType::Oidc,
        }
    }

    /// Its issuer, where it has one.
    const fn issuer(self) -> Option<&'static str> {
        match self {
            Self::Github | Self::Discord => None,
            Self::Google => Some("https://accounts.google.com"),
            Self::Apple => Some("https://appleid.apple.com"),
            Self::Microsoft => Some("https://login.microsoftonline.com/common/v2.0"),
            Self::Gitlab => Some("https://gitlab.com"),
        }
    }

    /// Authorization, token and userinfo endpoint, where no discovery document says them.
    const fn endpoints(self) -> Option<[&'static str; 3]> {
        match self {
            Self::Github => Some([
                "https://github.com/login/oauth/authorize",
                "https://github.com/login/oauth/access_token",
                "https://api.github.com/user",
            ]),
            Self::Discord => Some([
                "https://discord.com/oauth2/authorize",
                "https://discord.com/api/oauth2/token",
                "https://discord.com/api/users/@me",
            ]),
            _ => None,
        }
    }

    const fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Github => &["read:user", "user:email"],
            Self::Discord => &["identify", "email"],
            Self::Apple => &["openid", "email"],
            Self::Google | Self::Microsoft | Self::Gitlab => &["openid", "profile", "email"],
        }
    }

    /// What makes it ask the person again instead of remembering them. Not every provider can.
    pub const fn asks_again(self) -> Option<&'static str> {
        match self {
            Self::Google | Self::Github => Some("select_account"),
            Self::Microsoft | Self::Gitlab => Some("login"),
            Self::Discord => Some("consent"),
            Self::Apple => None,
        }
    }

    /// What replaces the default mapping.
    fn mapping(self) -> Mapping {
        let mut mapping = default_mapping();
        if self == Self::Discord {
            // `avatar` is no address, and `name` is called otherwise.
            mapping.insert("name".to_owned(), vec!["global_name".to_owned(), "username".to_owned()]);
            mapping.remove("picture");
        }
        mapping
    }

    /// A provider with everything that is known of it.
    pub fn begin(self, id: IdentityProviderId, name: String, now: Timestamp) -> IdentityProvider {
        let endpoint = |at: usize| Some((*self.endpoints()?.get(at)?).to_owned());
        IdentityProvider {
            preset: Some(self),
            display_name: self.display_name().to_owned(),
            issuer: self.issuer().map(str::to_owned),
            authorization_endpoint: endpoint(0),
            token_endpoint: endpoint(1),
            userinfo_endpoint: endpoint(2),
            token_auth_method: TokenAuthMethod::Post,
            scopes: self.scopes().iter().map(|scope| (*scope).to_owned()).collect(),
            mapping: self.mapping(),
            trust_email_verified: true,
            ..IdentityProvider::custom(id, name, self.provider_type(), now)
        }
    }
}

impl IdentityProvider {
    /// A provider of which nothing is known yet: its word about addresses is not believed until somebody says so.
    pub fn custom(id: IdentityProviderId, name: String, provider_type: ProviderType, now: Timestamp) -> Self {
        Self {
            id,
            display_name: name.clone(),
            name,
            provider_type,
            preset: None,
            icon_url: None,
            enabled: true,
            issuer: None,
            authorization_endpoint: None,
            token_endpoint: None,
            userinfo_endpoint: None,
            jwks_uri: None,
            iss_parameter: false,
            client_id: String::new(),
            sealed_secret: None,
            team_id: None,
            key_id: None,
            token_auth_method: TokenAuthMethod::Basic,
            scopes: ["openid", "profile", "email"].map(str::to_owned).to_vec(),
            mapping: default_mapping(),
            trust_email_verified: false,
            trust_mfa: false,
            mfa_acr_values: Vec::new(),
            allow_signup: true,
            allow_linking: true,
            keep_refresh_token: false,
            pass_login_hint: true,
            prompt: None,
            extra_params: BTreeMap::new(),
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }
}
