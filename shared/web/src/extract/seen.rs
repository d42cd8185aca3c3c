//! What a page knows of the browser before it: where from, which cookies, signed in as whom.

use super::session::MaybeSession;
use crate::{
    cookie::{CookieName, Cookies},
    edge::Context,
    error::EitherError,
};
use axum::extract::FromRequestParts;
use http::request::Parts;
use platform::sign_in::Visitor;

/// A browser in front of a page.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Where from.
    pub context: Context,
    /// Which cookies of ours.
    pub cookies: Cookies,
    /// Signed in as whom.
    pub session: MaybeSession,
}

impl Seen {
    /// For limits, devices and the audit of a sign-in.
    pub fn visitor(self) -> Visitor {
        Visitor {
            origin: self.context.origin,
            source: self.context.source,
            device: self.cookies.get(CookieName::Device).map(str::to_owned),
            current: self.session.0,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = EitherError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self {
            context: Context::from_request_parts(parts, state).await?,
            cookies: Cookies::from_request_parts(parts, state).await?,
            session: MaybeSession::from_request_parts(parts, state).await?,
        })
    }
}
