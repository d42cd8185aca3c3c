//! The claims of each kind of token (RFC 7519 §4, RFC 9068 §2.2, OIDC Core §2 and §5.3.2, RFC 7523 §3; behaviour 6.2, 6.3).
//!
//! Times are seconds since 1970. What must be there is not an `Option`: a token without it does not read.

use crate::{acr::Acr, scope::ScopeSet};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::{Map, Value};

/// `aud`: one is written as a string, several as an array (RFC 7519 §4.1.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Audience {
    /// Exactly one.
    One(String),
    /// Any other number.
    Many(Vec<String>),
}

impl Audience {
    /// Is `expected` in it, byte for byte (JW-08)?
    pub fn contains(&self, expected: &str) -> bool {
        self.iter().any(|audience| audience == expected)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many.as_slice(),
        }
        .iter()
        .map(String::as_str)
    }

    /// How many.
    pub const fn len(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Many(many) => many.len(),
        }
    }

    /// None at all?
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<S: Into<String>> FromIterator<S> for Audience {
    fn from_iter<I: IntoIterator<Item = S>>(values: I) -> Self {
        let mut many: Vec<String> = Vec::new();
        for value in values.into_iter().map(Into::into) {
            if !many.contains(&value) {
                many.push(value);
            }
        }
        match <[String; 1]>::try_from(many) {
            Ok([one]) => Self::One(one),
            Err(many) => Self::Many(many),
        }
    }
}

/// The epochs a token was born under (`epo`, decision 3), as plain numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Epochs {
    /// Of the application.
    #[serde(rename = "a")]
    pub application: i64,
    /// Of the client.
    #[serde(rename = "c")]
    pub client: i64,
    /// Of the user; a machine token has none.
    #[serde(rename = "u", skip_serializing_if = "Option::is_none", default)]
    pub user: Option<i64>,
}

/// What an access token says. No e-mail and no names: it is shown to every API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessTokenClaims {
    /// Who issued it.
    pub iss: String,
    /// About whom: user, pairwise value, or the client of a machine token.
    pub sub: String,
    /// Where it is accepted.
    pub aud: Audience,
    /// When it ends.
    pub exp: i64,
    /// When it was made.
    pub iat: i64,
    /// Grant id + random; random for a machine token.
    pub jti: String,
    /// Whom it was issued to.
    pub client_id: String,
    /// What for.
    pub scope: ScopeSet,
    /// Born under.
    pub epo: Epochs,
    /// When the person signed in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub auth_time: Option<i64>,
    /// How well the person was recognised.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub acr: Option<Acr>,
    /// By which methods.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub amr: Vec<String>,
    /// Public session reference.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sid: Option<String>,
    /// Role names, for own APIs.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub roles: Vec<String>,
    /// Claims asked by name at `UserInfo`.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub userinfo_claims: Vec<String>,
    /// Claims of templates. Only said: what comes back is never asked for them.
    #[serde(flatten, skip_deserializing)]
    pub custom: Map<String, Value>,
}

impl AccessTokenClaims {
    /// Was it issued to a program without a person?
    pub const fn is_machine(&self) -> bool {
        self.epo.user.is_none()
    }
}

/// What an ID token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdTokenClaims {
    /// Who issued it.
    pub iss: String,
    /// About whom.
    pub sub: String,
    /// The client.
    pub aud: Audience,
    /// When it ends.
    pub exp: i64,
    /// When it was made.
    pub iat: i64,
    /// When the person signed in.
    pub auth_time: i64,
    /// As the client sent it; a refreshed ID token has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub nonce: Option<String>,
    /// How well the person was recognised.
    pub acr: Acr,
    /// By which methods.
    pub amr: Vec<String>,
    /// Public session reference.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sid: Option<String>,
    /// Left half of the access token's hash (OIDC Core §3.1.3.6).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub at_hash: Option<String>,
    /// The client again, when there are several audiences.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub azp: Option<String>,
    /// Claims about the person.
    #[serde(flatten)]
    pub person: Map<String, Value>,
}

/// What a `UserInfo` answer says, as JSON or inside a JWT.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserinfoClaims {
    /// Only in a JWT: who issued it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub iss: Option<String>,
    /// Only in a JWT: the client.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub aud: Option<String>,
    /// Only in a JWT: when it was made.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub iat: Option<i64>,
    /// About whom; equals that of the ID token.
    pub sub: String,
    /// Claims about the person.
    #[serde(flatten)]
    pub person: Map<String, Value>,
}

/// What a client's assertion must say (RFC 7523 §3); made by others, so read with care.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssertionClaims {
    /// The client.
    pub iss: String,
    /// The client again.
    pub sub: String,
    /// Exactly our issuer (CA-02).
    pub aud: Audience,
    /// At most five minutes ahead.
    #[serde(deserialize_with = "numeric_date")]
    pub exp: i64,
    /// Not in the future.
    #[serde(
        default,
        deserialize_with = "optional_numeric_date",
        skip_serializing_if = "Option::is_none"
    )]
    pub iat: Option<i64>,
    /// Not in the future.
    #[serde(
        default,
        deserialize_with = "optional_numeric_date",
        skip_serializing_if = "Option::is_none"
    )]
    pub nbf: Option<i64>,
    /// Used once (CA-02).
    pub jti: String,
}

/// `NumericDate` may have a fraction (RFC 7519 §2), which is cut off.
fn numeric_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    /// 9999-12-31, in seconds: later than any date meant seriously.
    const LATEST: f64 = 253_402_300_799.0;
    let number = serde_json::Number::deserialize(deserializer)?;
    if let Some(whole) = number.as_i64() {
        return Ok(whole);
    }
    let fraction = number.as_f64().filter(|seconds| (0.0..=LATEST).contains(seconds));
    let seconds = fraction.ok_or_else(|| D::Error::custom("not a date"))?;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the fraction is cut off on purpose, the range was checked"
    )]
    Ok(seconds.trunc() as i64)
}

fn optional_numeric_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    numeric_date(deserializer).map(Some)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn one_audience_is_a_string() {
        let one: Audience = ["a", "a"].into_iter().collect();
        let two: Audience = ["a", "b"].into_iter().collect();
        assert_eq!(serde_json::to_string(&one).unwrap(), "\"a\"");
        assert_eq!(serde_json::to_string(&two).unwrap(), "[\"a\",\"b\"]");
        assert!(two.contains("b") && !two.contains("B") && !one.contains("b"));
        assert!(!serde_json::from_str::<Audience>("[]").unwrap().contains(""));
    }

    #[test]
    fn jw_08_a_token_without_audience_does_not_read() {
        let text = r#"{"iss":"i","sub":"s","aud":"a","exp":2,"iat":1,"jti":"j","client_id":"c","scope":"x","epo":{"a":1,"c":2}}"#;
        let claims: AccessTokenClaims = serde_json::from_str(text).unwrap();
        assert!(claims.is_machine());
        assert_eq!(serde_json::to_string(&claims).unwrap(), text);
        for gone in ["\"aud\":\"a\",", "\"exp\":2,", "\"jti\":\"j\",", "\"scope\":\"x\","] {
            assert!(
                serde_json::from_str::<AccessTokenClaims>(&text.replace(gone, "")).is_err(),
                "{gone}"
            );
        }
    }

    #[test]
    fn claims_about_the_person_lie_flat() {
        let userinfo = UserinfoClaims {
            sub: "s".into(),
            person: Map::from_iter([("email".into(), "a@b".into())]),
            ..UserinfoClaims::default()
        };
        assert_eq!(
            serde_json::to_string(&userinfo).unwrap(),
            r#"{"sub":"s","email":"a@b"}"#
        );
    }

    #[test]
    fn ca_02_assertions_need_jti_and_dates_may_have_fractions() {
        let good = r#"{"iss":"c","sub":"c","aud":"i","exp":10.9,"iat":5,"jti":"j"}"#;
        let claims: AssertionClaims = serde_json::from_str(good).unwrap();
        assert_eq!((claims.exp, claims.iat, claims.nbf), (10, Some(5), None));
        for (from, to) in [
            (",\"jti\":\"j\"", ""),
            ("10.9", "\"10\""),
            ("10.9", "1e300"),
            ("10.9", "-1.5"),
        ] {
            assert!(
                serde_json::from_str::<AssertionClaims>(&good.replace(from, to)).is_err(),
                "{to}"
            );
        }
    }
}
