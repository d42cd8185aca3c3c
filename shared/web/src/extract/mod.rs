//! The preconditions of a handler, each an argument of its own: without it there is no call.

pub mod access_token;
pub mod authorization;
pub mod browser;
pub mod caller;
pub mod client;
pub mod if_match;
pub mod json;
pub mod lines;
pub mod page_form;
pub mod path;
pub mod picture;
pub mod query;
pub mod seen;
pub mod session;
pub mod tenant;
pub mod transaction;

use crate::{cookie::Cookies, edge::Context, error::EitherError};
use axum::extract::FromRequestParts;
use http::request::Parts;
use protocol::error::{ErrorCode, Failure};

fn missing(what: &str) -> EitherError {
    EitherError::from(Failure::new(
        ErrorCode::InternalError,
        format!("The request has no {what}."),
    ))
}

impl<S: Sync> FromRequestParts<S> for Context {
    type Rejection = EitherError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| missing("context"))
    }
}

impl<S: Sync> FromRequestParts<S> for Cookies {
    type Rejection = EitherError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| missing("cookies"))
    }
}
