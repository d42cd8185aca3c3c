//! What a caller may say about a client: the names of OpenID Connect Dynamic Client Registration and our own, absent = unchanged, null = cleared.

use crate::{
    manage::{all_good, invalid, patch},
    tenant::Tenant,
};
use domain::{
    ClientId, TextError,
    client::{Client, ClientMfaPolicy, ClientType, GrantType, SubjectType, TokenEndpointAuthMethod},
    clock::Epoch,
    text,
};
use protocol::{
    error::{ErrorCode, Failure},
    jwt::{Alg, JwkSet},
    scope::ScopeSet,
};
use serde::Deserialize;

/// A body of `POST /api/clients` and `PATCH /api/clients/{id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ClientBody {
    client_name: Option<String>,
    #[serde(rename = "type")]
    client_type: Option<ClientType>,
    redirect_uris: Option<Vec<String>>,
    post_logout_redirect_uris: Option<Vec<String>>,
    grant_types: Option<Vec<GrantType>>,
    response_types: Option<Vec<String>>,
    scope: Option<ScopeSet>,
    token_endpoint_auth_method: Option<TokenEndpointAuthMethod>,
    #[serde(deserialize_with = "patch::nullable")]
    token_endpoint_auth_signing_alg: Option<Option<Alg>>,
    #[serde(deserialize_with = "patch::nullable")]
    jwks: Option<Option<JwkSet>>,
    #[serde(deserialize_with = "patch::nullable")]
    jwks_uri: Option<Option<String>>,
    id_token_signed_response_alg: Option<Alg>,
    #[serde(deserialize_with = "patch::nullable")]
    userinfo_signed_response_alg: Option<Option<Alg>>,
    subject_type: Option<SubjectType>,
    #[serde(deserialize_with = "patch::nullable")]
    default_max_age: Option<Option<u32>>,
    mfa_policy: Option<ClientMfaPolicy>,
    require_auth_time: Option<bool>,
    default_acr_values: Option<Vec<String>>,
    #[serde(deserialize_with = "patch::nullable")]
    client_uri: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable")]
    logo_uri: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable")]
    policy_uri: Option<Option<String>>,
    #[serde(deserialize_with = "patch::nullable")]
    tos_uri: Option<Option<String>>,
    first_party: Option<bool>,
    require_pkce: Option<bool>,
    #[serde(deserialize_with = "patch::nullable")]
    access_token_ttl: Option<Option<u32>>,
    #[serde(deserialize_with = "patch::nullable")]
    refresh_token_ttl: Option<Option<u32>>,
    #[serde(deserialize_with = "patch::nullable")]
    refresh_token_idle_ttl: Option<Option<u32>>,
    machine_permissions: Option<Vec<String>>,
    enabled: Option<bool>,
}

fn required(field: &str) -> Failure {
    let detail = "This field is required.";
    Failure::new(ErrorCode::ValidationError, format!("{field}: {detail}")).field(
        field,
        ErrorCode::ValidationError,
        detail,
    )
}

impl ClientBody {
    /// Nothing but a name and a type.
    pub(super) fn named(name: &str, client_type: ClientType) -> Self {
        Self {
            client_name: Some(name.to_owned()),
            client_type: Some(client_type),
            ..Self::default()
        }
    }

    /// A new client with the defaults of its type.
    pub(super) fn begin(&self, tenant: &Tenant) -> Result<Client, Failure> {
        let client_type = self.client_type.ok_or_else(|| required("type"))?;
        if self.client_name.is_none() {
            return Err(required("client_name"));
        }
        let now = tenant.now();
        let public = matches!(client_type, ClientType::Spa | ClientType::Native);
        let machine = client_type == ClientType::Machine;
        let scope: &[&str] = if machine {
            &[]
        } else {
            &["openid", "profile", "email", "offline_access"]
        };
        Ok(Client {
            id: ClientId::generate(tenant.born_at(), tenant.entropy()),
            client_name: String::new(),
            client_type,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            grant_types: if machine {
                vec![GrantType::ClientCredentials]
            } else {
                vec![GrantType::AuthorizationCode, GrantType::RefreshToken]
            },
            scope: scope.iter().copied().collect(),
            token_endpoint_auth_method: if public {
                TokenEndpointAuthMethod::None
            } else {
                TokenEndpointAuthMethod::ClientSecretBasic
            },
            token_endpoint_auth_signing_alg: None,
            jwks: None,
            jwks_uri: None,
            id_token_signed_response_alg: Alg::RS256,
            userinfo_signed_response_alg: None,
            subject_type: SubjectType::Public,
            sector: None,
            default_max_age: None,
            mfa_policy: ClientMfaPolicy::Inherit,
            require_auth_time: false,
            default_acr_values: Vec::new(),
            client_uri: None,
            logo_uri: None,
            policy_uri: None,
            tos_uri: None,
            first_party: true,
            require_pkce: true,
            access_token_ttl: None,
            refresh_token_ttl: None,
            refresh_token_idle_ttl: None,
            machine_permissions: Vec::new(),
            enabled: true,
            token_epoch: Epoch::born(now),
            secrets: Vec::new(),
            deleted_at: None,
            created_at: now,
            updated_at: now,
            version: 1,
        })
    }

    /// What is fixed at creation cannot be sent again.
    pub(super) fn refuse_fixed(&self) -> Result<(), Failure> {
        if self.client_type.is_none() {
            return Ok(());
        }
        let detail = "The type of a client is fixed when it is made.";
        Err(Failure::new(ErrorCode::UnknownField, detail).field("type", ErrorCode::UnknownField, detail))
    }

    /// Merges what was said into a client.
    pub(super) fn apply(&self, client: &mut Client) -> Result<(), Failure> {
        let body = self.clone();
        if let Some(name) = &body.client_name {
            client.client_name = text::line(name, 255).map_err(|error: TextError| {
                Failure::new(ErrorCode::ValidationError, error.to_string()).field(
                    "client_name",
                    ErrorCode::ValidationError,
                    error.to_string(),
                )
            })?;
        }
        if body.response_types.is_some_and(|types| types != ["code"]) {
            all_good(vec![invalid(
                "response_types",
                "Use [\"code\"]: the only response type there is.",
            )])?;
        }
        patch::set(&mut client.redirect_uris, body.redirect_uris);
        patch::set(&mut client.post_logout_redirect_uris, body.post_logout_redirect_uris);
        patch::set(&mut client.grant_types, body.grant_types);
        patch::set(&mut client.scope, body.scope);
        patch::set(&mut client.token_endpoint_auth_method, body.token_endpoint_auth_method);
        patch::set(
            &mut client.token_endpoint_auth_signing_alg,
            body.token_endpoint_auth_signing_alg,
        );
        patch::set(&mut client.jwks, body.jwks);
        patch::set(&mut client.jwks_uri, body.jwks_uri);
        patch::set(
            &mut client.id_token_signed_response_alg,
            body.id_token_signed_response_alg,
        );
        patch::set(
            &mut client.userinfo_signed_response_alg,
            body.userinfo_signed_response_alg,
        );
        patch::set(&mut client.subject_type, body.subject_type);
        patch::set(&mut client.default_max_age, body.default_max_age);
        patch::set(&mut client.mfa_policy, body.mfa_policy);
        patch::set(&mut client.require_auth_time, body.require_auth_time);
        patch::set(&mut client.default_acr_values, body.default_acr_values);
        patch::set(&mut client.client_uri, body.client_uri);
        patch::set(&mut client.logo_uri, body.logo_uri);
        patch::set(&mut client.policy_uri, body.policy_uri);
        patch::set(&mut client.tos_uri, body.tos_uri);
        patch::set(&mut client.first_party, body.first_party);
        patch::set(&mut client.require_pkce, body.require_pkce);
        patch::set(&mut client.access_token_ttl, body.access_token_ttl);
        patch::set(&mut client.refresh_token_ttl, body.refresh_token_ttl);
        patch::set(&mut client.refresh_token_idle_ttl, body.refresh_token_idle_ttl);
        patch::set(&mut client.machine_permissions, body.machine_permissions);
        patch::set(&mut client.enabled, body.enabled);
        Ok(())
    }
}
