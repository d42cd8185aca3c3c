//! Reads a bearer token from a request and writes the challenge that refuses one (RFC 6750), or asks for a better one (RFC 9470).
//!
//! A token in the query is never accepted (§2.3): URLs end in logs.

use crate::{error::ErrorCode, error::Failure, params::Params, problem};
use serde_json::Value;

/// The longest token that is looked at, in bytes.
pub const MAX_TOKEN: usize = 8 * 1024;

/// The token of an `Authorization` header; `None` for another scheme or what cannot be a token.
pub fn from_header(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    let token = token.trim_start_matches(' ');
    (scheme.eq_ignore_ascii_case("bearer") && is_token(token)).then_some(token)
}

/// The token of a request that may carry it in the header or in the form field `access_token`; `None` when there is none.
///
/// # Errors
/// `invalid_request` for more than one way at once, or a repeated field (§2).
pub fn from_request(authorization: Option<&str>, form: Option<&Params>) -> Result<Option<String>, Failure> {
    let in_form = match form {
        Some(form) => form.single("access_token")?,
        None => None,
    };
    match (authorization, in_form) {
        (Some(_), Some(_)) => Err(Failure::new(
            ErrorCode::InvalidRequest,
            "Send the access token in one place: the header or the form.",
        )),
        (Some(header), None) => Ok(from_header(header).map(str::to_owned)),
        (None, Some(token)) => Ok(is_token(token).then(|| token.to_owned())),
        (None, None) => Ok(None),
    }
}

/// `b64token` of RFC 6750 §2.1.
fn is_token(token: &str) -> bool {
    let body = token.trim_end_matches('=');
    let legal = |c: u8| c.is_ascii_alphanumeric() || b"-._~+/".contains(&c);
    !body.is_empty() && token.len() <= MAX_TOKEN && body.bytes().all(legal)
}

/// What of a failure the client takes to the authorization endpoint, to come back with a token that is good enough (RFC 9470 §3).
const ASKED_FOR: [&str; 2] = ["acr_values", "max_age"];

/// The value of `WWW-Authenticate` (§3). `None` = no token was sent: a challenge without an error code.
pub fn challenge(failure: Option<&Failure>, scope: Option<&str>) -> String {
    let mut members = Vec::new();
    if let Some(failure) = failure {
        members.push(format!("error=\"{}\"", failure.code.for_oauth()));
        members.push(format!(
            "error_description=\"{}\"",
            problem::error_description(&failure.detail)
        ));
        for name in ASKED_FOR {
            match failure.members.get(name) {
                Some(Value::String(text)) => members.push(format!("{name}=\"{text}\"")),
                Some(number @ Value::Number(_)) => members.push(format!("{name}=\"{number}\"")),
                _ => {}
            }
        }
    }
    if let Some(scope) = scope {
        members.push(format!("scope=\"{scope}\""));
    }
    if members.is_empty() {
        "Bearer".to_owned()
    } else {
        format!("Bearer {}", members.join(", "))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_is_case_insensitive_and_the_token_checked() {
        assert_eq!(from_header("bearer abc.def-_~+/=="), Some("abc.def-_~+/=="));
        for bad in [
            "Basic abc",
            "Bearer",
            "Bearer ",
            "Bearer a b",
            "Bearer a\"",
            "Bearer ==",
            "Bearerabc",
        ] {
            assert_eq!(from_header(bad), None, "{bad}");
        }
    }

    #[test]
    fn two_places_are_refused() {
        let form = Params::parse(b"access_token=t").unwrap();
        assert_eq!(from_request(None, Some(&form)).unwrap().unwrap(), "t");
        assert_eq!(
            from_request(Some("Bearer t"), Some(&form)).unwrap_err().code,
            ErrorCode::InvalidRequest
        );
        let twice = Params::parse(b"access_token=t&access_token=t").unwrap();
        assert!(from_request(None, Some(&twice)).is_err());
    }

    #[test]
    fn a_challenge_says_why() {
        assert_eq!(challenge(None, None), "Bearer");
        let failure = Failure::new(ErrorCode::InsufficientScope, "no");
        assert_eq!(
            challenge(Some(&failure), Some("openid")),
            "Bearer error=\"insufficient_scope\", error_description=\"no\", scope=\"openid\""
        );
    }

    #[test]
    fn rfc9470_section_3_a_challenge_says_what_the_client_is_to_ask_for() {
        let failure = Failure::new(ErrorCode::StepUpRequired, "again")
            .member("max_age", 300)
            .member("acr_values", "urn:aero2:acr:mfa")
            .member("methods", vec!["totp"]);
        assert_eq!(
            challenge(Some(&failure), None),
            "Bearer error=\"insufficient_user_authentication\", error_description=\"again\", \
             acr_values=\"urn:aero2:acr:mfa\", max_age=\"300\""
        );
    }
}
