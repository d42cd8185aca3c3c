//! The two bodies an error has: a problem document under `/api` (RFC 9457), `error` and `error_description` under `/oauth2` (RFC 6749 §5.2).

use crate::{error::ErrorCode, error::Failure, error::FieldError};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A problem document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Problem {
    /// `https://{platform domain}/errors/{code}`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The same for every occurrence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened this time.
    pub detail: String,
    /// Which row of the table.
    pub code: ErrorCode,
    /// The same as in `X-Request-Id`.
    pub request_id: String,
    /// Bad values, if that is what happened.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub errors: Vec<FieldError>,
    /// Further members of this code.
    #[serde(flatten)]
    pub members: Map<String, Value>,
}

impl Problem {
    /// The document of `failure`; `errors_base` is where types begin: `https://{platform domain}/errors/`.
    pub fn new(failure: &Failure, errors_base: &str, request_id: &str) -> Self {
        Self {
            kind: format!("{errors_base}{}", failure.code),
            title: failure.code.title().to_owned(),
            status: failure.status(),
            detail: failure.detail.clone(),
            code: failure.code,
            request_id: request_id.to_owned(),
            errors: failure.fields.clone(),
            members: (*failure.members).clone(),
        }
    }
}

/// The body of an error at an OAuth endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct OAuthErrorBody {
    /// A registered OAuth code.
    pub error: ErrorCode,
    /// ASCII without `"` and `\` (RFC 6749 §5.2).
    pub error_description: String,
}

impl From<&Failure> for OAuthErrorBody {
    fn from(failure: &Failure) -> Self {
        Self {
            error: failure.code.for_oauth(),
            error_description: error_description(&failure.detail),
        }
    }
}

/// `detail` in the characters RFC 6749 §5.2 allows: `%x20-21 / %x23-5B / %x5D-7E`.
pub fn error_description(detail: &str) -> String {
    let legal = |c: char| match c {
        '"' | '“' | '”' | '’' | '‘' => '\'',
        ' '..='[' | ']'..='~' => c,
        '–' | '—' => '-',
        '\n' | '\r' | '\t' => ' ',
        _ => '?',
    };
    detail.chars().map(legal).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_problem_has_the_documented_members() {
        let failure = Failure::from(ErrorCode::Forbidden).member("required", "users:write");
        let problem = serde_json::to_value(Problem::new(&failure, "https://aero2.example/errors/", "r1")).unwrap();
        let expected = serde_json::json!({
            "type": "https://aero2.example/errors/forbidden", "title": "Permission is missing", "status": 403,
            "detail": "Permission is missing", "code": "forbidden", "request_id": "r1", "required": "users:write",
        });
        assert_eq!(problem, expected);
    }

    #[test]
    fn descriptions_keep_to_the_legal_characters() {
        let body = OAuthErrorBody::from(&Failure::new(ErrorCode::InvalidGrant, "“a\"b\\c\u{e9}\n"));
        assert_eq!(body.error_description, "'a'b?c? ");
        assert_eq!(body.error, ErrorCode::InvalidGrant);
    }
}
