//! What a caller may say about a provider: absent = unchanged, null = cleared; what the provider publishes itself is not the caller's to say.

use crate::{
    manage::{invalid, patch},
    tenant::Tenant,
};
use domain::{
    IdentityProviderId, Secret,
    identity_provider::{IdentityProvider, Mapping, Preset, ProviderType, TokenAuthMethod},
    text,
};
use protocol::error::{ErrorCode, Failure, FieldError};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A body of `POST /api/idps` and `PATCH /api/idps/{id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ProviderBody {
    name: Option<String>,
    #[serde(rename = "type")]
    provider_type: Option<ProviderType>,
    preset: Option<Preset>,
    display_name: Option<String>,
    #[serde(deserialize_with = "patch::nullable")]
    icon_url: Option<Option<String>>,
    enabled: Option<bool>,
    #[serde(deserialize_with = "patch::nullable")]
    issuer: Option<Option<String>>,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    userinfo_endpoint: Option<String>,
    client_id: Option<String>,
    #[serde(deserialize_with = "patch::nullable")]
    client_secret: Option<Option<Secret<String>>>,
    #[serde(deserialize_with = "patch::nullable")]
    team_id: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable")]
    key_id: Option<Option<String>>,
    token_auth_method: Option<TokenAuthMethod>,
    scopes: Option<Vec<String>>,
    mapping: Option<Mapping>,
    trust_email_verified: Option<bool>,
    trust_mfa: Option<bool>,
    mfa_acr_values: Option<Vec<String>>,
    allow_signup: Option<bool>,
    allow_linking: Option<bool>,
    keep_refresh_token: Option<bool>,
    pass_login_hint: Option<bool>,
    #[serde(deserialize_with = "patch::nullable")]
    prompt: Option<Option<String>>,
    extra_params: Option<BTreeMap<String, String>>,
}

impl ProviderBody {
    /// A new provider with what is known of its preset.
    pub(super) fn begin(&self, tenant: &Tenant) -> Result<IdentityProvider, Failure> {
        let missing = |field: &str| {
            let detail = "This field is required.";
            Failure::new(ErrorCode::ValidationError, format!("{field}: {detail}")).field(
                field,
                ErrorCode::ValidationError,
                detail,
            )
        };
        let (now, name) = (tenant.now(), self.name.clone().ok_or_else(|| missing("name"))?);
        let id = IdentityProviderId::generate(tenant.born_at(), tenant.entropy());
        match (self.preset, self.provider_type) {
            (Some(preset), said) if said.is_none_or(|said| said == preset.provider_type()) => {
                Ok(preset.begin(id, name, now))
            }
            (Some(_), _) => Err(Failure::from(ErrorCode::ValidationError).field(
                "type",
                ErrorCode::ValidationError,
                "The preset is of another type.",
            )),
            (None, Some(provider_type)) => Ok(IdentityProvider::custom(id, name, provider_type, now)),
            (None, None) => Err(missing("type")),
        }
    }

    /// What is fixed at creation cannot be sent again.
    pub(super) fn refuse_fixed(&self) -> Result<(), Failure> {
        let fixed = [
            ("name", self.name.is_some()),
            ("type", self.provider_type.is_some()),
            ("preset", self.preset.is_some()),
        ];
        let detail = "This is fixed when a provider is set up.";
        let sent = fixed
            .into_iter()
            .filter(|(_, sent)| *sent)
            .map(|(field, _)| FieldError {
                field: field.to_owned(),
                code: ErrorCode::UnknownField,
                detail: detail.to_owned(),
            });
        Failure::of_fields(sent.collect()).map_or(Ok(()), Err)
    }

    /// Whether the issuer is said, and so its metadata asked for.
    pub(super) const fn names_issuer(&self) -> bool {
        self.issuer.is_some()
    }

    /// A secret that was sent.
    pub(super) fn secret(&self) -> Option<&str> {
        self.client_secret
            .as_ref()?
            .as_ref()
            .map(|secret| secret.expose().as_str())
    }

    /// Merges what was said; answers what cannot be merged.
    pub(super) fn apply(&self, provider: &mut IdentityProvider) -> Vec<FieldError> {
        let mut problems = self.endpoint_problems(provider.provider_type);
        let body = self.clone();
        if let Some(name) = &body.display_name {
            match text::line(name, 100) {
                Ok(clean) => provider.display_name = clean,
                Err(error) => problems.push(invalid("display_name", error.to_string())),
            }
        }
        if self
            .secret()
            .is_some_and(|secret| secret.is_empty() || secret.len() > 512)
        {
            problems.push(invalid("client_secret", "Use 1 to 512 characters."));
        }
        if matches!(body.client_secret, Some(None)) {
            provider.sealed_secret = None;
        }
        patch::set(&mut provider.icon_url, body.icon_url);
        patch::set(&mut provider.enabled, body.enabled);
        patch::set(&mut provider.issuer, body.issuer);
        patch::set(
            &mut provider.authorization_endpoint,
            body.authorization_endpoint.map(Some),
        );
        patch::set(&mut provider.token_endpoint, body.token_endpoint.map(Some));
        patch::set(&mut provider.userinfo_endpoint, body.userinfo_endpoint.map(Some));
        patch::set(&mut provider.client_id, body.client_id);
        patch::set(&mut provider.team_id, body.team_id);
        patch::set(&mut provider.key_id, body.key_id);
        patch::set(&mut provider.token_auth_method, body.token_auth_method);
        patch::set(&mut provider.scopes, body.scopes);
        for (target, sources) in body.mapping.into_iter().flatten() {
            provider.mapping.insert(target, sources);
        }
        patch::set(&mut provider.trust_email_verified, body.trust_email_verified);
        patch::set(&mut provider.trust_mfa, body.trust_mfa);
        patch::set(&mut provider.mfa_acr_values, body.mfa_acr_values);
        patch::set(&mut provider.allow_signup, body.allow_signup);
        patch::set(&mut provider.allow_linking, body.allow_linking);
        patch::set(&mut provider.keep_refresh_token, body.keep_refresh_token);
        patch::set(&mut provider.pass_login_hint, body.pass_login_hint);
        patch::set(&mut provider.prompt, body.prompt);
        patch::set(&mut provider.extra_params, body.extra_params);
        problems
    }

    fn endpoint_problems(&self, provider_type: ProviderType) -> Vec<FieldError> {
        if provider_type == ProviderType::Oauth2 {
            return Vec::new();
        }
        let said = [
            ("authorization_endpoint", &self.authorization_endpoint),
            ("token_endpoint", &self.token_endpoint),
            ("userinfo_endpoint", &self.userinfo_endpoint),
        ];
        let said = said.into_iter().filter(|(_, url)| url.is_some());
        said.map(|(field, _)| invalid(field, "An OpenID provider’s metadata says it: name the issuer only."))
            .collect()
    }
}
