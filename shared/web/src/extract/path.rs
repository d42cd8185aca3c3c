//! An identifier in a path. A malformed one, or one of another kind, is answered exactly like one that does not exist, without a look-up.

use crate::error::ApiError;
use axum::extract::{FromRequestParts, RawPathParams};
use http::request::Parts;
use protocol::error::{ErrorCode, Failure};
use std::str::FromStr;

/// The path parameter named `id`.
#[derive(Clone, Copy, Debug)]
pub struct Id<T>(pub T);

/// The path parameter named `id` as text.
#[derive(Clone, Debug)]
pub struct Name(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        parameter(parts, state, "id").await.map(Self)
    }
}

/// The answer to every id that leads nowhere.
pub fn not_found() -> Failure {
    Failure::new(ErrorCode::NotFound, "There is no such thing here.")
}

/// Reads one named path parameter.
pub async fn parameter<S: Send + Sync, T: FromStr>(parts: &mut Parts, state: &S, name: &str) -> Result<T, ApiError> {
    let parameters = RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|_| ApiError::from(not_found()))?;
    let text = parameters.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
    text.and_then(|text| text.parse().ok())
        .ok_or_else(|| ApiError::from(not_found()))
}

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for Id<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        parameter(parts, state, "id").await.map(Self)
    }
}

/// An id and a name below it: `{id}` and `{sub}`.
#[derive(Clone, Debug)]
pub struct IdAndName<T>(pub T, pub String);

impl<S: Send + Sync, T: FromStr + Send> FromRequestParts<S> for IdAndName<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let first = parameter(parts, state, "id").await?;
        Ok(Self(first, parameter(parts, state, "sub").await?))
    }
}

/// Two ids of a path: `{id}` and the one below it, `{sub}`.
#[derive(Clone, Copy, Debug)]
pub struct Ids<T, U>(pub T, pub U);

impl<S: Send + Sync, T: FromStr, U: FromStr + Send> FromRequestParts<S> for Ids<T, U>
where
    T: Send,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let first = parameter(parts, state, "id").await?;
        let second = parameter(parts, state, "sub").await?;
        Ok(Self(first, second))
    }
}
