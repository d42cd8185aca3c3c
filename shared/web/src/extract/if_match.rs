//! `If-Match`: the version the caller saw (RFC 9110 §13.1.1). Absent or `*`: whatever is there.

use crate::error::ApiError;
use axum::extract::FromRequestParts;
use http::{header, request::Parts};
use protocol::error::{ErrorCode, Failure};

/// The version a change is for.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(pub Option<u64>);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else {
            return Ok(Self(None));
        };
        let text = value.to_str().unwrap_or("").trim();
        if text == "*" {
            return Ok(Self(None));
        }
        let version = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .and_then(|text| text.parse().ok());
        let unreadable = || {
            Failure::new(
                ErrorCode::InvalidParameter,
                "If-Match is not an ETag of this API, such as \"3\".",
            )
        };
        version
            .map(|version| Self(Some(version)))
            .ok_or_else(|| unreadable().into())
    }
}
