//! The `claims` parameter: single claims asked by name, for `UserInfo` or the ID token (OIDC Core §5.5).
//!
//! Names nobody can answer are dropped while reading: what is kept is sealed into codes and URLs, so it must stay small.

use crate::{acr::Acr, error::ErrorCode, error::Failure, json, scope::ScopeSet, userinfo};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The longest `claims` parameter, in bytes.
pub const MAX_LENGTH: usize = 4 * 1024;
/// Values one claim may be asked with.
const MAX_VALUES: usize = 10;

/// How one claim is asked for. `null` in the request is the default: voluntary, any value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ClaimWish {
    /// The client cannot do without it.
    #[serde(rename = "e", default, skip_serializing_if = "std::ops::Not::not")]
    pub essential: bool,
    /// `value` or `values`, in order of preference; empty = any.
    #[serde(rename = "v", default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// What one request asks for. Short names: it is sealed into codes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ClaimsRequest {
    /// At `UserInfo`.
    #[serde(rename = "u", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub userinfo: BTreeMap<String, ClaimWish>,
    /// In the ID token; `acr`, `auth_time` and `sub` included.
    #[serde(rename = "i", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub id_token: BTreeMap<String, ClaimWish>,
}

impl ClaimsRequest {
    /// Reads the JSON text. Unknown members and claims are ignored (§5.5).
    ///
    /// # Errors
    /// `invalid_request`: too long, not a JSON object, or a member of the wrong type.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        if text.len() > MAX_LENGTH {
            return Err(Failure::new(ErrorCode::InvalidRequest, "claims is too long."));
        }
        let value = json::parse_value(text.as_bytes());
        let Ok(Value::Object(members)) = value else {
            return Err(Failure::new(ErrorCode::InvalidRequest, "claims must be a JSON object."));
        };
        Ok(Self {
            userinfo: wishes(&members, "userinfo")?,
            id_token: wishes(&members, "id_token")?,
        })
    }

    /// Keeps the claims about a person whose scope is among `allowed`: asking by name gets nobody further than a scope would.
    pub fn narrow(&mut self, allowed: &ScopeSet) {
        let may = |name: &str| userinfo::scope_of(name).is_none_or(|scope| allowed.contains(scope));
        self.userinfo.retain(|name, _| may(name));
        self.id_token.retain(|name, _| may(name));
    }

    /// The scopes behind the claims that are asked for by name.
    pub fn scopes(&self) -> ScopeSet {
        let names = self.userinfo.keys().chain(self.id_token.keys());
        names.filter_map(|name| userinfo::scope_of(name)).collect()
    }

    /// Nothing asked for?
    pub fn is_empty(&self) -> bool {
        self.userinfo.is_empty() && self.id_token.is_empty()
    }

    /// The classes of which one is demanded: `acr` essential with values (§5.5.1.1). `Some` of an empty list = none of them can be reached.
    pub fn essential_acr(&self) -> Option<Vec<Acr>> {
        let wish = self
            .id_token
            .get("acr")
            .filter(|wish| wish.essential && !wish.values.is_empty())?;
        Some(wish.values.iter().filter_map(|value| Acr::parse(value)).collect())
    }

    /// The classes that are asked for with the claim `acr`, whether or not one of them is demanded.
    pub fn acr(&self) -> Vec<Acr> {
        let values = self.id_token.get("acr").map(|wish| wish.values.as_slice());
        let known = values.unwrap_or_default().iter().filter_map(|value| Acr::parse(value));
        known.collect()
    }

    /// The only user whose ID token the client wants: `sub` with a value.
    pub fn subject(&self) -> Option<&str> {
        self.id_token
            .get("sub")
            .and_then(|wish| wish.values.first())
            .map(String::as_str)
    }
}

fn wishes(members: &Map<String, Value>, name: &str) -> Result<BTreeMap<String, ClaimWish>, Failure> {
    let wrong = |what: &str| Failure::new(ErrorCode::InvalidRequest, format!("claims: {what} has a wrong type."));
    let asked = match members.get(name) {
        None | Some(Value::Null) => return Ok(BTreeMap::new()),
        Some(Value::Object(asked)) => asked,
        Some(_) => return Err(wrong(name)),
    };
    let known = |claim: &str| userinfo::is_user_claim(claim) || matches!(claim, "acr" | "auth_time" | "sub");
    asked
        .iter()
        .filter(|(claim, _)| known(claim))
        .map(|(claim, value)| Ok((claim.clone(), wish(value).ok_or_else(|| wrong(claim))?)))
        .collect()
}

fn wish(value: &Value) -> Option<ClaimWish> {
    let members = match value {
        Value::Null => return Some(ClaimWish::default()),
        Value::Object(members) => members,
        _ => return None,
    };
    let essential = members.get("essential").map_or(Some(false), Value::as_bool)?;
    let listed = members
        .get("values")
        .map_or(Some(&[][..]), |values| values.as_array().map(Vec::as_slice))?;
    let values = members.get("value").into_iter().chain(listed).take(MAX_VALUES);
    Some(ClaimWish {
        essential,
        values: values.map(plain).collect::<Option<_>>()?,
    })
}

/// Values are compared as text.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if text.len() <= 255 => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn reads_the_example_of_the_specification() {
        let text = r#"{"userinfo":{"given_name":{"essential":true},"nickname":null,"email":{"essential":true},"picture":null,
            "http://example.info/claims/groups":null},
            "id_token":{"auth_time":{"essential":true},"acr":{"values":["urn:mace:incommon:iap:silver"]}},"other":1}"#;
        let claims = ClaimsRequest::parse(text).unwrap();
        assert_eq!(
            claims.userinfo.keys().collect::<Vec<_>>(),
            ["email", "given_name", "picture"]
        );
        assert!(claims.userinfo["email"].essential && !claims.userinfo["picture"].essential);
        assert_eq!((claims.essential_acr(), claims.subject()), (None, None));
        let sealed = serde_json::to_string(&claims).unwrap();
        assert_eq!(serde_json::from_str::<ClaimsRequest>(&sealed).unwrap(), claims);
    }

    #[test]
    fn essential_acr_and_subject() {
        let claims = ClaimsRequest::parse(
            r#"{"id_token":{"acr":{"essential":true,"values":["phr","x"]},"sub":{"value":"usr_1"}}}"#,
        );
        let claims = claims.unwrap();
        assert_eq!(claims.essential_acr(), Some(vec![Acr::PhishingResistant]));
        assert_eq!(claims.subject(), Some("usr_1"));
        let impossible = ClaimsRequest::parse(r#"{"id_token":{"acr":{"essential":true,"value":"x"}}}"#).unwrap();
        assert_eq!(impossible.essential_acr(), Some(Vec::new()));
    }

    #[test]
    fn wrong_types_are_refused() {
        for bad in [
            "",
            "[]",
            "{",
            r#"{"userinfo":1}"#,
            r#"{"userinfo":{"email":1}}"#,
            r#"{"userinfo":{"email":{"essential":"x"}}}"#,
            r#"{"id_token":{"acr":{"values":"x"}}}"#,
            r#"{"id_token":{},"id_token":{}}"#,
        ] {
            assert_eq!(
                ClaimsRequest::parse(bad).unwrap_err().code,
                ErrorCode::InvalidRequest,
                "{bad}"
            );
        }
        assert!(ClaimsRequest::parse("{}").unwrap().is_empty());
    }
}
