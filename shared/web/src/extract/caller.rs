//! A management caller with the permission its route asks for: secret key, machine token, or a person's session or token (behaviour 4.0).
//!
//! The one place where permissions are enforced: the route's row says which, the use case gets a caller that has it.

use super::{
    path::parameter,
    tenant::{Mount, Tenant},
};
use crate::{
    cookie::{CookieName, Cookies},
    edge::Context,
    endpoint::{Access, Matched},
    error::ApiError,
};
use axum::extract::FromRequestParts;
use http::{header, request::Parts};
use platform::caller::{self, Caller, Need, Presented};
use protocol::error::{ErrorCode, Failure};
use std::ops::Deref;

/// Who calls, and the application they may manage: the host's, or on the dashboard the mounted one.
#[derive(Clone, Debug)]
pub struct ApiCaller {
    /// The caller.
    pub caller: Caller,
    /// The application that is managed.
    pub tenant: platform::tenant::Tenant,
}

impl Deref for ApiCaller {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

fn need(access: Access) -> Option<Need> {
    Some(match access {
        Access::Management(permission) | Access::Open(permission) => Need::Permission {
            permission,
            fresh: false,
        },
        Access::Fresh(permission) => Need::Permission {
            permission,
            fresh: true,
        },
        Access::Developer => Need::Developer,
        Access::Inside(permission) => Need::Inside(permission),
        Access::Party => Need::Party,
        Access::Operator => Need::Operator { fresh: false },
        Access::FreshOperator => Need::Operator { fresh: true },
        Access::Session => Need::Person { fresh: false },
        Access::FreshSession => Need::Person { fresh: true },
        Access::Public | Access::Transaction | Access::AccessToken | Access::Client => return None,
    })
}

impl<S: Send + Sync> FromRequestParts<S> for ApiCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let broken = |_| ApiError::from(Failure::new(ErrorCode::InternalError, "The caller could not be read."));
        let host = Tenant::from_request_parts(parts, state).await.map_err(broken)?;
        let cookies = Cookies::from_request_parts(parts, state).await.map_err(broken)?;
        let context = Context::from_request_parts(parts, state).await.map_err(broken)?;
        let unlisted = || Failure::new(ErrorCode::InternalError, "The route names no permission.");
        let need = parts
            .extensions
            .get::<Matched>()
            .and_then(|matched| need(matched.access))
            .ok_or_else(unlisted)?;
        let organization = match need {
            // A malformed id is answered like one that does not exist, after it is known who asks.
            Need::Inside(_) => parameter(parts, state, "id").await.ok(),
            _ => None,
        };
        let text = |name: header::HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let presented = Presented {
            authorization: text(header::AUTHORIZATION),
            session: cookies.get(CookieName::Session),
            origin: text(header::ORIGIN),
            mount: parts.extensions.get::<Mount>().map(|mount| mount.0),
            organization,
        };
        let (caller, tenant) = caller::authenticate(&host, &presented, need, &context.origin)
            .await
            .map_err(|failure| {
                let error = ApiError::from(failure);
                if presented.authorization.is_some() {
                    error.for_bearer()
                } else {
                    error
                }
            })?;
        Ok(Self { caller, tenant })
    }
}

/// A caller where anybody may call: nobody, or a person who may no more than anybody, is no caller (see `Access::Open`).
#[derive(Clone, Debug)]
pub struct MaybeCaller(pub Option<ApiCaller>);

impl<S: Send + Sync> FromRequestParts<S> for MaybeCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        // What a program sends, and what is asked for another application, is meant.
        let meant = parts.headers.contains_key(header::AUTHORIZATION) || parts.extensions.get::<Mount>().is_some();
        match ApiCaller::from_request_parts(parts, state).await {
            Ok(caller) => Ok(Self(Some(caller))),
            Err(error) if meant => Err(error),
            Err(_) => Ok(Self(None)),
        }
    }
}
