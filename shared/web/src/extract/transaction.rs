//! Which sign-in a call of `/api/auth` is about: `Aero2-Transaction` names it, and the cookie binds it to its browser (behaviour 4.5, SS-01).

use crate::error::ApiError;
use axum::extract::FromRequestParts;
use http::request::Parts;

/// The header.
const HEADER: &str = "aero2-transaction";

/// The transaction a call names, if it names one.
#[derive(Clone, Debug)]
pub struct Named(pub Option<String>);

impl<S: Sync> FromRequestParts<S> for Named {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        // A header that is no text names no transaction, like an id that was never given out.
        let named = parts.headers.get(HEADER).map(|value| value.to_str().unwrap_or(""));
        Ok(Self(named.map(str::to_owned)))
    }
}
