//! Which sign-in a call of `/api/auth` is about: `Aero2-Transaction` names it, and the cookie binds it to its browser (behaviour 4.5, SS-01).
//!
//! A caller without cookies sends the `transaction_token` instead, which it got once: `{transaction_id}.{what the cookie would hold}`.

use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};
use std::convert::Infallible;

/// The header.
const HEADER: &str = "aero2-transaction";

/// The transaction a call names, if it names one.
#[derive(Clone, Debug)]
pub struct Named(pub Option<String>);

/// What a call names, and what it is bound by where it has no cookie.
fn presented(headers: &HeaderMap) -> Option<(&str, Option<&str>)> {
    // A header that is no text names no transaction, like an id that was never given out.
    let text = headers.get(HEADER)?.to_str().unwrap_or("");
    Some(match text.split_once('.') {
        Some((id, binding)) => (id, Some(binding)),
        None => (text, None),
    })
}

/// What binds a caller without cookies.
pub(super) fn binding(headers: &HeaderMap) -> Option<&str> {
    presented(headers)?.1
}

/// The token of a transaction.
pub(super) fn token(id: &str, binding: &str) -> String {
    format!("{id}.{binding}")
}

impl<S: Sync> FromRequestParts<S> for Named {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(presented(&parts.headers).map(|(id, _)| id.to_owned())))
    }
}
