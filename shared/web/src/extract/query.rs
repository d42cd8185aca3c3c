//! The query of an API request: read strictly, repeated parameters refused.

use crate::error::EitherError;
use axum::extract::FromRequestParts;
use http::request::Parts;
use protocol::{
    error::{ErrorCode, Failure},
    params::Params,
};
use std::ops::Deref;

/// The query's parameters.
#[derive(Clone, Debug, Default)]
pub struct Query(pub Params);

impl Deref for Query {
    type Target = Params;

    fn deref(&self) -> &Params {
        &self.0
    }
}

/// A complaint about a query in the words of the management API.
pub(crate) fn as_parameter(failure: Failure) -> Failure {
    Failure {
        code: if failure.code == ErrorCode::InvalidRequest {
            ErrorCode::InvalidParameter
        } else {
            failure.code
        },
        ..failure
    }
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = EitherError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let query = parts.uri.query().unwrap_or("");
        let read = Params::parse(query.as_bytes()).and_then(|params| params.refuse_repeated(&[]).map(|()| params));
        read.map(Self).map_err(|failure| as_parameter(failure).into())
    }
}
