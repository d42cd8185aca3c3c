//! The JOSE header: what is written into ours, and what is believed of others' (RFC 7515 §4, RFC 8725 §3.11).
//!
//! A key is never taken from a header: `jku`, `x5u`, `x5c` and `jwk` are refused, not skipped, and so is every `crit`.

use super::Alg;
use crate::json;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The longest header, decoded, in bytes.
pub const MAX_LENGTH: usize = 2 * 1024;

/// The kinds of token, each with a `typ` of its own (JW-07). ID tokens and `UserInfo` answers share `JWT` and differ in `aud`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// RFC 9068.
    AccessToken,
    /// OIDC Core §2.
    IdToken,
    /// OIDC Core §5.3.2.
    Userinfo,
    /// RFC 7523, made by clients: `JWT` or absent.
    ClientAssertion,
    /// OIDC Core §2, made by a provider: `JWT` or absent.
    ProviderIdToken,
}

impl TokenKind {
    /// The `typ` we write.
    pub const fn typ(self) -> &'static str {
        match self {
            Self::AccessToken => "at+jwt",
            Self::IdToken | Self::Userinfo | Self::ClientAssertion | Self::ProviderIdToken => "JWT",
        }
    }

    /// Is this `typ` that of the kind? Media types are compared without case, `application/` may be written out (RFC 7515 §4.1.9).
    pub fn accepts(self, typ: Option<&str>) -> bool {
        let Some(typ) = typ.map(str::to_ascii_lowercase) else {
            return matches!(self, Self::ClientAssertion | Self::ProviderIdToken);
        };
        let short = typ.strip_prefix("application/").unwrap_or(&typ);
        short == self.typ().to_ascii_lowercase()
            || (self == Self::ClientAssertion && short == "client-authentication+jwt")
    }
}

/// What is believed of a header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The kind of token.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub typ: Option<String>,
    /// Compared with the key's own algorithm; never chooses one.
    pub alg: Alg,
    /// Which key.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kid: Option<String>,
}

/// Why a header was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// Too long, not a JSON object, a member twice, a member of a wrong type.
    #[error("the header cannot be read")]
    Malformed,
    /// `none`, HMAC, encryption, or unknown.
    #[error("the algorithm is not accepted")]
    Algorithm,
    /// A `crit`, or a key inside the header.
    #[error("the header has a member that is not accepted")]
    Refused,
}

impl Header {
    /// The header of a token of ours.
    pub fn new(kind: TokenKind, alg: Alg, kid: impl Into<String>) -> Self {
        Self {
            typ: Some(kind.typ().to_owned()),
            alg,
            kid: Some(kid.into()),
        }
    }

    /// Reads a decoded header.
    pub fn parse(decoded: &[u8]) -> Result<Self, HeaderError> {
        if decoded.len() > MAX_LENGTH {
            return Err(HeaderError::Malformed);
        }
        let Ok(Value::Object(members)) = json::parse_value(decoded) else {
            return Err(HeaderError::Malformed);
        };
        let refused = ["crit", "jku", "x5u", "x5c", "jwk", "b64", "zip", "enc"];
        if refused.iter().any(|name| members.contains_key(*name)) {
            return Err(HeaderError::Refused);
        }
        let text = |name: &str| match members.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(HeaderError::Malformed),
        };
        let alg = text("alg")?.ok_or(HeaderError::Malformed)?;
        Ok(Self {
            typ: text("typ")?,
            alg: Alg::parse(&alg).ok_or(HeaderError::Algorithm)?,
            kid: text("kid")?,
        })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn jw_07_no_kind_passes_for_another() {
        assert!(
            TokenKind::AccessToken.accepts(Some("at+jwt"))
                && TokenKind::AccessToken.accepts(Some("application/AT+JWT"))
        );
        assert!(!TokenKind::AccessToken.accepts(Some("JWT")) && !TokenKind::AccessToken.accepts(None));
        assert!(!TokenKind::IdToken.accepts(Some("at+jwt")) && !TokenKind::IdToken.accepts(None));
        assert!(TokenKind::ClientAssertion.accepts(None) && !TokenKind::ClientAssertion.accepts(Some("at+jwt")));
    }

    #[test]
    fn ours_reads_back() {
        let header = Header::new(TokenKind::AccessToken, Alg::ES256, "k");
        let json = serde_json::to_vec(&header).unwrap();
        assert_eq!(json, br#"{"typ":"at+jwt","alg":"ES256","kid":"k"}"#);
        assert_eq!(Header::parse(&json), Ok(header));
    }

    #[test]
    fn what_is_refused() {
        use HeaderError::*;
        for (bad, why) in [
            (r#"{"alg":"none"}"#, Algorithm),
            (r#"{"alg":"HS256"}"#, Algorithm),
            (r#"{"alg":1}"#, Malformed),
            (r#"{"typ":"JWT"}"#, Malformed),
            (r#"{"alg":"RS256","alg":"RS256"}"#, Malformed),
            (r#"{"alg":"RS256","kid":1}"#, Malformed),
            (r#"{"alg":"RS256","crit":[]}"#, Refused),
            (r#"{"alg":"RS256","jku":"https://evil.example"}"#, Refused),
            (r#"{"alg":"RS256","jwk":{}}"#, Refused),
            ("[]", Malformed),
        ] {
            assert_eq!(Header::parse(bad.as_bytes()), Err(why), "{bad}");
        }
        let long = format!(r#"{{"alg":"RS256","x":"{}"}}"#, "x".repeat(MAX_LENGTH));
        assert_eq!(Header::parse(long.as_bytes()), Err(Malformed));
    }
}
