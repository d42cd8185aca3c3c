//! Requests and answers of the token endpoint, one variant per grant (RFC 6749 §4.1.3, §4.4.2, §5.1, §6). Implicit and password do not exist.
//!
//! A verifier is kept as sent: a malformed one is a wrong one, and a wrong one burns the code (PK-03), which only the redeemer can do.

use crate::{error::ErrorCode, error::Failure, params::Params, redirect_uri, resource, scope::ScopeSet};
use serde::{Deserialize, Serialize};

/// The longest code, in bytes.
pub const MAX_CODE: usize = 4 * 1024;
/// The longest refresh token, in bytes.
pub const MAX_REFRESH_TOKEN: usize = 512;
/// What is read of a verifier; a longer one is malformed anyway.
const MAX_VERIFIER: usize = 1024;

/// A token request; the client authentication is read apart.
#[derive(Clone, PartialEq, Eq)]
pub enum TokenRequest {
    /// `authorization_code`.
    AuthorizationCode {
        /// As sent.
        code: String,
        /// Must equal that of the authorization request.
        redirect_uri: String,
        /// As sent, syntax not checked ([`crate::pkce::check_verifier`]).
        code_verifier: Option<String>,
        /// Audiences asked for.
        resource: Vec<String>,
    },
    /// `refresh_token`.
    RefreshToken {
        /// As sent.
        refresh_token: String,
        /// A subset of the grant; `None` = all of it.
        scope: Option<ScopeSet>,
        /// Audiences asked for.
        resource: Vec<String>,
    },
    /// `client_credentials`.
    ClientCredentials {
        /// `None` = all machine scopes of the client.
        scope: Option<ScopeSet>,
        /// Audiences asked for.
        resource: Vec<String>,
    },
}

/// Codes and tokens are not shown.
impl std::fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenRequest")
            .field("grant_type", &self.grant_type())
            .finish_non_exhaustive()
    }
}

impl TokenRequest {
    /// The values of `grant_type` that are understood.
    pub const GRANT_TYPES: [&str; 3] = ["authorization_code", "refresh_token", "client_credentials"];

    /// Reads the form.
    ///
    /// # Errors
    /// `invalid_request` (missing, repeated, too long), `unsupported_grant_type`, `invalid_scope`, `invalid_target`.
    pub fn parse(params: &Params) -> Result<Self, Failure> {
        params.refuse_repeated(&["resource"])?;
        let resource = resource::from_params(params)?;
        match params.required("grant_type", 255)? {
            "authorization_code" => Ok(Self::AuthorizationCode {
                code: params.required("code", MAX_CODE * 2)?.to_owned(),
                redirect_uri: params.required("redirect_uri", redirect_uri::MAX_LENGTH)?.to_owned(),
                code_verifier: params.limited("code_verifier", MAX_VERIFIER)?.map(str::to_owned),
                resource,
            }),
            "refresh_token" => Ok(Self::RefreshToken {
                refresh_token: params.required("refresh_token", MAX_REFRESH_TOKEN)?.to_owned(),
                scope: scope(params)?,
                resource,
            }),
            "client_credentials" => Ok(Self::ClientCredentials {
                scope: scope(params)?,
                resource,
            }),
            _ => Err(Failure::new(
                ErrorCode::UnsupportedGrantType,
                "This grant type is not supported.",
            )),
        }
    }

    /// Its `grant_type`.
    pub const fn grant_type(&self) -> &'static str {
        match self {
            Self::AuthorizationCode { .. } => "authorization_code",
            Self::RefreshToken { .. } => "refresh_token",
            Self::ClientCredentials { .. } => "client_credentials",
        }
    }
}

fn scope(params: &Params) -> Result<Option<ScopeSet>, Failure> {
    let parsed = params.single("scope")?.map(ScopeSet::parse).transpose();
    parsed.map_err(|error| Failure::new(ErrorCode::InvalidScope, error.to_string()))
}

/// How an access token is presented.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum TokenType {
    /// RFC 6750.
    #[default]
    Bearer,
}

/// A successful answer (RFC 6749 §5.1, OIDC Core §3.1.3.3).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct TokenResponse {
    /// A JWT (RFC 9068).
    pub access_token: String,
    /// `Bearer`.
    pub token_type: TokenType,
    /// Seconds.
    pub expires_in: u32,
    /// What was granted; always told.
    pub scope: ScopeSet,
    /// With `openid`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id_token: Option<String>,
    /// With the refresh grant.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub refresh_token: Option<String>,
}

/// Tokens are not shown.
impl std::fmt::Debug for TokenResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenResponse")
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn parse(body: &str) -> Result<TokenRequest, Failure> {
        TokenRequest::parse(&Params::parse(body.as_bytes()).unwrap())
    }

    #[test]
    fn each_grant_is_read() {
        let code =
            parse("grant_type=authorization_code&code=c&redirect_uri=https%3A%2F%2Fa%2F&code_verifier=v").unwrap();
        assert_eq!(code.grant_type(), "authorization_code");
        let TokenRequest::RefreshToken { scope, .. } =
            parse("grant_type=refresh_token&refresh_token=r&scope=a+b").unwrap()
        else {
            unreachable!()
        };
        assert_eq!(scope.unwrap().to_string(), "a b");
        let machine = TokenRequest::ClientCredentials {
            scope: None,
            resource: vec!["https://r".into()],
        };
        assert_eq!(
            parse("grant_type=client_credentials&resource=https%3A%2F%2Fr").unwrap(),
            machine
        );
        assert_eq!(
            format!("{code:?}"),
            "TokenRequest { grant_type: \"authorization_code\", .. }"
        );
    }

    #[test]
    fn bad_requests_have_their_code() {
        use ErrorCode::*;
        for (body, code) in [
            ("", InvalidRequest),
            ("grant_type=password&username=a&password=b", UnsupportedGrantType),
            ("grant_type=authorization_code&code=c", InvalidRequest),
            ("grant_type=authorization_code&redirect_uri=x", InvalidRequest),
            ("grant_type=refresh_token", InvalidRequest),
            (
                "grant_type=refresh_token&refresh_token=a&refresh_token=a",
                InvalidRequest,
            ),
            ("grant_type=client_credentials&scope=%22", InvalidScope),
            ("grant_type=client_credentials&resource=x", InvalidTarget),
            ("grant_type=client_credentials&x=1&x=1", InvalidRequest),
        ] {
            assert_eq!(parse(body).unwrap_err().code, code, "{body}");
        }
    }

    #[test]
    fn the_answer_leaves_out_what_is_not_there() {
        let answer = TokenResponse {
            access_token: "a".into(),
            token_type: TokenType::Bearer,
            expires_in: 3600,
            scope: ScopeSet::parse("openid").unwrap(),
            id_token: None,
            refresh_token: None,
        };
        let json = r#"{"access_token":"a","token_type":"Bearer","expires_in":3600,"scope":"openid"}"#;
        assert_eq!(serde_json::to_string(&answer).unwrap(), json);
    }
}
