//! A bearer token: in the header or a POST's form field, never in the query (RFC 6750 §2).

use super::page_form;
use crate::error::OAuthError;
use axum::extract::{FromRequest, Request};
use http::{Method, header};
use protocol::{
    bearer,
    error::{ErrorCode, Failure},
};

/// The token, if one was sent.
#[derive(Clone, Debug)]
pub struct AccessToken(pub Option<String>);

impl<S: Send + Sync> FromRequest<S> for AccessToken {
    type Rejection = OAuthError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let headers = request.headers().get_all(header::AUTHORIZATION);
        let mut all = headers.iter();
        let first = all.next().map(|value| value.to_str().map(str::to_owned));
        let ambiguous = || {
            Failure::new(
                ErrorCode::InvalidRequest,
                "Authorization was sent more than once, or is not readable.",
            )
        };
        if all.next().is_some() {
            return Err(OAuthError::bearer(ambiguous()));
        }
        let authorization = first.transpose().map_err(|_| OAuthError::bearer(ambiguous()))?;
        let form = if request.method() == Method::POST && page_form::is_form(request.headers()) {
            Some(page_form::read(request, state).await.map_err(OAuthError::bearer)?)
        } else {
            None
        };
        bearer::from_request(authorization.as_deref(), form.as_ref())
            .map(Self)
            .map_err(OAuthError::bearer)
    }
}
