//! An OAuth request of an authenticated client: the form and who sent it, or `invalid_client` (RFC 6749 §2.3, RFC 7523).

use super::{page_form, tenant::Tenant};
use crate::{
    edge::Context,
    error::{Challenge, OAuthError},
};
use axum::extract::{FromRequest, FromRequestParts, Request};
use domain::client::Client;
use http::header;
use platform::client_authentication;
use protocol::{
    error::{ErrorCode, Failure},
    params::Params,
};
use std::sync::Arc;

/// A form of an authenticated client.
#[derive(Clone, Debug)]
pub struct ClientRequest {
    /// Who sent it.
    pub client: Arc<Client>,
    /// What was sent.
    pub params: Params,
}

impl<S: Send + Sync> FromRequest<S> for ClientRequest {
    type Rejection = OAuthError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let broken = |_| OAuthError::from(Failure::new(ErrorCode::InternalError, "The request could not be read."));
        let tenant = Tenant::from_request_parts(&mut parts, state).await.map_err(broken)?;
        let context = Context::from_request_parts(&mut parts, state).await.map_err(broken)?;
        if parts.headers.get_all(header::AUTHORIZATION).iter().count() > 1 {
            return Err(Failure::new(ErrorCode::InvalidRequest, "Authorization was sent more than once.").into());
        }
        let authorization = match parts.headers.get(header::AUTHORIZATION).map(http::HeaderValue::to_str) {
            Some(Ok(text)) => Some(text.to_owned()),
            Some(Err(_)) => {
                return Err(Failure::new(ErrorCode::InvalidRequest, "Authorization is not readable.").into());
            }
            None => None,
        };
        let params = page_form::read(Request::from_parts(parts, body), state).await?;
        params.refuse_repeated(&["resource"])?;
        let outcome = client_authentication::authenticate(
            &tenant,
            authorization.as_deref(),
            &params,
            &context.origin,
            &context.source,
        )
        .await;
        match outcome {
            Ok(client) => Ok(Self { client, params }),
            Err(failure) if failure.code == ErrorCode::InvalidClient && authorization.is_some() => {
                Err(OAuthError::challenging(failure, Challenge::Basic))
            }
            Err(failure) => Err(failure.into()),
        }
    }
}
