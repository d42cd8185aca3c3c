//! The metadata document of an issuer (OpenID Connect Discovery 1.0 §3, RFC 8414 §2, RFC 9207 §3).
//!
//! What is not delivered is not advertised; `request_uri_parameter_supported` is said all the same, because absent would mean true.

use crate::{acr::Acr, jwt::Alg, pkce, prompt::Prompt, response_mode::ResponseMode, token::TokenRequest};
use serde::{Deserialize, Serialize};

/// Path of the authorization endpoint.
pub const AUTHORIZATION_PATH: &str = "/oauth2/authorize";
/// Path of the token endpoint.
pub const TOKEN_PATH: &str = "/oauth2/token";
/// Path of the `UserInfo` endpoint.
pub const USERINFO_PATH: &str = "/oauth2/userinfo";
/// Path of the key set.
pub const JWKS_PATH: &str = "/oauth2/jwks.json";
/// Path of the revocation endpoint.
pub const REVOCATION_PATH: &str = "/oauth2/revoke";
/// Path of the introspection endpoint.
pub const INTROSPECTION_PATH: &str = "/oauth2/introspect";
/// Path of the end-session endpoint.
pub const END_SESSION_PATH: &str = "/oauth2/logout";

/// How a client may authenticate at the token and revocation endpoints.
pub const AUTH_METHODS: [&str; 4] = ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"];

/// What differs from issuer to issuer.
#[derive(Clone, Debug, Default)]
pub struct Supported {
    /// Scopes anybody may learn of.
    pub scopes: Vec<String>,
    /// Claims that can be told.
    pub claims: Vec<String>,
    /// Algorithms with an active key.
    pub signing_algs: Vec<Alg>,
    /// Classes somebody can reach.
    pub acr_values: Vec<Acr>,
    /// Languages of the pages.
    pub ui_locales: Vec<String>,
    /// Where the manual is.
    pub service_documentation: Option<String>,
}

/// The document.
#[expect(clippy::struct_excessive_bools, reason = "the specification's flags")]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ProviderMetadata {
    /// Equals `iss` in everything it issues.
    pub issuer: String,
    /// RFC 6749 §3.1.
    pub authorization_endpoint: String,
    /// RFC 6749 §3.2.
    pub token_endpoint: String,
    /// OIDC Core §5.3.
    pub userinfo_endpoint: String,
    /// RFC 7517 §5.
    pub jwks_uri: String,
    /// RFC 7009.
    pub revocation_endpoint: String,
    /// RFC 7662.
    pub introspection_endpoint: String,
    /// OIDC RP-Initiated Logout §2.1.
    pub end_session_endpoint: String,
    /// `code`.
    pub response_types_supported: Vec<String>,
    /// `query` and `form_post`.
    pub response_modes_supported: Vec<String>,
    /// Without implicit and password.
    pub grant_types_supported: Vec<String>,
    /// OIDC Core §8.
    pub subject_types_supported: Vec<String>,
    /// One key each.
    pub id_token_signing_alg_values_supported: Vec<Alg>,
    /// For clients that want a JWT.
    pub userinfo_signing_alg_values_supported: Vec<Alg>,
    /// RFC 6749 §2.3, RFC 7523.
    pub token_endpoint_auth_methods_supported: Vec<String>,
    /// For `private_key_jwt`.
    pub token_endpoint_auth_signing_alg_values_supported: Vec<Alg>,
    /// As at the token endpoint.
    pub revocation_endpoint_auth_methods_supported: Vec<String>,
    /// For `private_key_jwt`.
    pub revocation_endpoint_auth_signing_alg_values_supported: Vec<Alg>,
    /// Confidential clients only.
    pub introspection_endpoint_auth_methods_supported: Vec<String>,
    /// For `private_key_jwt`.
    pub introspection_endpoint_auth_signing_alg_values_supported: Vec<Alg>,
    /// `S256`.
    pub code_challenge_methods_supported: Vec<String>,
    /// Without those of single clients.
    pub scopes_supported: Vec<String>,
    /// OIDC Core §5.6.
    pub claim_types_supported: Vec<String>,
    /// OIDC Core §5.1.
    pub claims_supported: Vec<String>,
    /// Behaviour 6.7.
    pub acr_values_supported: Vec<Acr>,
    /// OIDC Core §3.1.2.1 and `create`.
    pub prompt_values_supported: Vec<String>,
    /// Languages of the pages.
    pub ui_locales_supported: Vec<String>,
    /// RFC 9207: always.
    pub authorization_response_iss_parameter_supported: bool,
    /// OIDC Core §5.5.
    pub claims_parameter_supported: bool,
    /// OIDC Core §6.1: no.
    pub request_parameter_supported: bool,
    /// OIDC Core §6.2: no.
    pub request_uri_parameter_supported: bool,
    /// Where the manual is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub service_documentation: Option<String>,
}

impl ProviderMetadata {
    /// The document of `issuer`, which has no trailing slash: endpoints are paths below it.
    pub fn new(issuer: &str, supported: Supported) -> Self {
        let at = |path: &str| format!("{issuer}{path}");
        Self {
            issuer: issuer.to_owned(),
            authorization_endpoint: at(AUTHORIZATION_PATH),
            token_endpoint: at(TOKEN_PATH),
            userinfo_endpoint: at(USERINFO_PATH),
            jwks_uri: at(JWKS_PATH),
            revocation_endpoint: at(REVOCATION_PATH),
            introspection_endpoint: at(INTROSPECTION_PATH),
            end_session_endpoint: at(END_SESSION_PATH),
            response_types_supported: list(["code"]),
            response_modes_supported: list(ResponseMode::ALL.map(ResponseMode::as_str)),
            grant_types_supported: list(TokenRequest::GRANT_TYPES),
            subject_types_supported: list(["public", "pairwise"]),
            id_token_signing_alg_values_supported: supported.signing_algs.clone(),
            userinfo_signing_alg_values_supported: supported.signing_algs,
            token_endpoint_auth_methods_supported: list(AUTH_METHODS),
            token_endpoint_auth_signing_alg_values_supported: Alg::ASSERTION.to_vec(),
            revocation_endpoint_auth_methods_supported: list(AUTH_METHODS),
            revocation_endpoint_auth_signing_alg_values_supported: Alg::ASSERTION.to_vec(),
            introspection_endpoint_auth_methods_supported: list(
                AUTH_METHODS.into_iter().filter(|method| *method != "none"),
            ),
            introspection_endpoint_auth_signing_alg_values_supported: Alg::ASSERTION.to_vec(),
            code_challenge_methods_supported: list([pkce::METHOD]),
            scopes_supported: supported.scopes,
            claim_types_supported: list(["normal"]),
            claims_supported: supported.claims,
            acr_values_supported: supported.acr_values,
            prompt_values_supported: list(Prompt::ALL.map(Prompt::as_str)),
            ui_locales_supported: supported.ui_locales,
            authorization_response_iss_parameter_supported: true,
            claims_parameter_supported: true,
            request_parameter_supported: false,
            request_uri_parameter_supported: false,
            service_documentation: supported.service_documentation,
        }
    }
}

fn list<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    values.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn cg_17_and_the_flags_that_must_be_said() {
        let supported = Supported {
            signing_algs: vec![Alg::RS256, Alg::ES256],
            ..Supported::default()
        };
        let document = serde_json::to_value(ProviderMetadata::new("https://a.example", supported)).unwrap();
        assert_eq!(document["issuer"], "https://a.example");
        assert_eq!(document["jwks_uri"], "https://a.example/oauth2/jwks.json");
        assert_eq!(document["authorization_response_iss_parameter_supported"], true);
        assert_eq!(document["request_uri_parameter_supported"], false);
        assert_eq!(
            document["id_token_signing_alg_values_supported"],
            serde_json::json!(["RS256", "ES256"])
        );
        assert_eq!(document["grant_types_supported"].as_array().unwrap().len(), 3);
        assert!(document.get("service_documentation").is_none() && document.get("registration_endpoint").is_none());
    }
}
