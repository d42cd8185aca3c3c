//! What a relying party reads from a provider: metadata, token answers, ID token claims (OIDC Discovery §4, OIDC Core §3.1.3, RFC 6749 §5, RFC 9207).
//!
//! Providers may say more than we know, so unknown members are skipped here; what we rely on must be there and of its type.

use crate::{
    json::{self, JsonError},
    jwt::Audience,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Parameters of an authorization request that a relying party sets itself: nothing configured may replace them.
pub const OWN_PARAMETERS: [&str; 14] = [
    "client_id",
    "client_secret",
    "code_challenge",
    "code_challenge_method",
    "login_hint",
    "max_age",
    "nonce",
    "prompt",
    "redirect_uri",
    "request",
    "request_uri",
    "response_mode",
    "response_type",
    "state",
];

/// What is believed of a provider's metadata document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderDocument {
    /// Must equal the issuer that was configured.
    pub issuer: String,
    /// Where the browser goes.
    pub authorization_endpoint: String,
    /// Where the code is redeemed.
    pub token_endpoint: String,
    /// Where more claims are.
    #[serde(default)]
    pub userinfo_endpoint: Option<String>,
    /// Where the keys are.
    pub jwks_uri: String,
    /// RFC 9207 §3: whether every response carries `iss`.
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

impl ProviderDocument {
    /// Where the document of an issuer is (OIDC Discovery §4.1).
    pub fn url(issuer: &str) -> String {
        format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
    }

    /// Reads a document.
    pub fn read(bytes: &[u8]) -> Result<Self, JsonError> {
        json::from_slice(bytes)
    }
}

/// What a token endpoint answered. Some providers answer errors with 200, so both are read from one shape.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct TokenAnswer {
    /// For the `UserInfo` endpoint.
    pub access_token: Option<String>,
    /// Who signed in.
    pub id_token: Option<String>,
    /// For later. This and what follows nothing depends on at a sign-in, so whatever it is, it does not spoil one.
    pub refresh_token: Value,
    /// How the access token is presented.
    pub token_type: Value,
    /// For how many seconds it is good.
    pub expires_in: Value,
    /// What it reaches.
    pub scope: Value,
    /// Why not (RFC 6749 §5.2).
    pub error: Option<String>,
}

impl TokenAnswer {
    /// The refresh token, if it is one that can be kept: 1 to 4096 printable characters (RFC 6749 §A.17).
    pub fn keepable_refresh_token(&self) -> Option<&str> {
        let printable = |text: &&str| text.bytes().all(|byte| (0x20..=0x7e).contains(&byte));
        let text = self.refresh_token.as_str().filter(printable)?;
        (1..=4096).contains(&text.len()).then_some(text)
    }

    /// The lifetime, also of providers that write it as text.
    pub fn lifetime(&self) -> Option<u64> {
        let said = self.expires_in.as_u64();
        said.or_else(|| self.expires_in.as_str()?.parse().ok())
    }
}

/// It holds tokens: never shown.
impl std::fmt::Debug for TokenAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[token answer]")
    }
}

/// The claims of a provider's ID token that decide whether it is believed (OIDC Core §3.1.3.7).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ProviderClaims {
    /// Who says it.
    pub iss: String,
    /// About whom.
    pub sub: String,
    /// To whom.
    pub aud: Audience,
    /// Until when.
    pub exp: i64,
    /// Since when.
    pub iat: i64,
    /// Not before.
    #[serde(default)]
    pub nbf: Option<i64>,
    /// The request's own.
    #[serde(default)]
    pub nonce: Option<String>,
    /// The party it was issued to.
    #[serde(default)]
    pub azp: Option<String>,
    /// Half a hash of the access token.
    #[serde(default)]
    pub at_hash: Option<String>,
    /// When the person was last asked.
    #[serde(default)]
    pub auth_time: Option<i64>,
    /// The directory of a Microsoft account, a part of its issuer.
    #[serde(default)]
    pub tid: Option<String>,
}

/// A code as an error may be shown and recorded: short and plain (RFC 6749 §4.1.2.1).
pub fn plain_error(code: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '_' || *c == '.' || *c == '-';
    code.chars().filter(plain).take(40).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_found_below_its_issuer_with_or_without_a_slash() {
        for issuer in ["https://a.example/x", "https://a.example/x/"] {
            let url = ProviderDocument::url(issuer);
            assert_eq!(url, "https://a.example/x/.well-known/openid-configuration");
        }
    }

    #[test]
    fn an_answer_may_be_an_error_with_status_200() {
        let answer: TokenAnswer = json::from_slice(br#"{"error":"bad_verification_code","error_uri":"x"}"#).unwrap();
        assert_eq!(answer.error.as_deref(), Some("bad_verification_code"));
        assert_eq!(format!("{answer:?}"), "[token answer]");
        assert_eq!((answer.keepable_refresh_token(), answer.lifetime()), (None, None));
        assert_eq!(plain_error("access_denied\r\n<b>"), "access_deniedb");
    }

    #[test]
    fn a_refresh_token_is_kept_as_it_is_or_not_at_all() {
        let kept = |token: Value| {
            let answer = serde_json::json!({"refresh_token": token, "expires_in": "3600"});
            let answer: TokenAnswer = json::from_slice(answer.to_string().as_bytes()).unwrap();
            assert_eq!(answer.lifetime(), Some(3600));
            answer.keepable_refresh_token().map(str::len)
        };
        assert_eq!(kept("1//0g-x".into()), Some(7));
        assert_eq!(kept("x".repeat(4096).into()), Some(4096));
        for bad in [
            Value::Null,
            1.into(),
            "".into(),
            "a\nb".into(),
            "é".into(),
            "x".repeat(4097).into(),
        ] {
            assert_eq!(kept(bad), None);
        }
    }
}
