//! The signed-in browser: its session cookie, judged against the stored session (behaviour 3.10).

use super::tenant::{MaybeTenant, Tenant};
use crate::{
    cookie::{CookieName, Cookies},
    error::{ApiError, EitherError},
};
use axum::extract::FromRequestParts;
use http::request::Parts;
use platform::sessions::{self, LiveSession};
use protocol::error::{ErrorCode, Failure};

/// A session, if the browser has a live one.
#[derive(Clone, Debug)]
pub struct MaybeSession(pub Option<LiveSession>);

impl<S: Sync> FromRequestParts<S> for MaybeSession {
    type Rejection = EitherError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let MaybeTenant(Some(tenant)) = MaybeTenant::from_request_parts(parts, state).await? else {
            return Ok(Self(None));
        };
        let cookies = Cookies::from_request_parts(parts, state).await?;
        let Some(cookie) = cookies.get(CookieName::Session) else {
            return Ok(Self(None));
        };
        sessions::find(&tenant, cookie)
            .await
            .map(Self)
            .map_err(EitherError::from)
    }
}

/// A person: a live session whose user is still there and active.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The session.
    pub session: LiveSession,
    /// Its user.
    pub user: domain::user::User,
}

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let tenant = Tenant::from_request_parts(parts, state).await?;
        let MaybeSession(session) = MaybeSession::from_request_parts(parts, state).await?;
        let unauthenticated = || ApiError::from(Failure::new(ErrorCode::Unauthenticated, "Sign in first."));
        let session = session.ok_or_else(unauthenticated)?;
        let user = sessions::user_of(&tenant, &session)
            .await?
            .ok_or_else(unauthenticated)?;
        Ok(Self { session, user })
    }
}
