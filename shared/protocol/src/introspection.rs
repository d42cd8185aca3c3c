//! A question about a token and its answer (RFC 7662 §2).
//!
//! A token that is not active says nothing but that: no reason, no claims (§2.2).

use crate::{acr::Acr, jwt::claims::Audience, scope::ScopeSet};
use serde::{Deserialize, Serialize};

/// The question has the form of a revocation.
pub type IntrospectionRequest = crate::revocation::RevocationRequest;

/// The answer; everything but `active` only for an active token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct IntrospectionResponse {
    /// Does it work now?
    pub active: bool,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scope: Option<ScopeSet>,
    /// Whom it was issued to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub client_id: Option<String>,
    /// `Bearer` for an access token, `refresh_token` for the other kind.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub token_type: Option<String>,
    /// Seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub exp: Option<i64>,
    /// Seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub iat: Option<i64>,
    /// About whom.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sub: Option<String>,
    /// Where it is accepted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub aud: Option<Audience>,
    /// Who issued it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub iss: Option<String>,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub jti: Option<String>,
    /// Public session reference.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sid: Option<String>,
    /// Seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub auth_time: Option<i64>,
    /// How well the person was recognised.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub acr: Option<Acr>,
}

impl IntrospectionResponse {
    /// The answer to everything that is not active or not the asker's business.
    pub fn inactive() -> Self {
        Self::default()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn inactive_says_nothing_else() {
        assert_eq!(
            serde_json::to_string(&IntrospectionResponse::inactive()).unwrap(),
            r#"{"active":false}"#
        );
    }
}
