//! The parameters of a browser's OAuth request: the query of a GET, the form of a POST; repeated ones are the use case's to judge.

use super::page_form;
use crate::error::EitherError;
use axum::extract::{FromRequest, Request};
use http::Method;
use protocol::params::Params;

/// Parameters by GET or POST (OIDC Core §3.1.2.1).
#[derive(Clone, Debug)]
pub struct QueryOrForm {
    /// The parameters.
    pub params: Params,
    /// They came by POST: a browser does not send its Lax cookies along from another site.
    pub posted: bool,
}

impl<S: Send + Sync> FromRequest<S> for QueryOrForm {
    type Rejection = EitherError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let posted = request.method() == Method::POST;
        let params = if posted {
            page_form::read(request, state).await
        } else {
            Params::parse(request.uri().query().unwrap_or("").as_bytes())
        };
        Ok(Self {
            params: params?,
            posted,
        })
    }
}
