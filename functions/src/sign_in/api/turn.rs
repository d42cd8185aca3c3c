//! A call about a sign-in: how every step of `/api/auth` begins and ends.

use super::{
    super::step,
    view::{self, Stage},
};
use platform::sign_in::{Loaded, Passed, Visitor};
use protocol::error::Failure;
use web::{Browser, EitherError, FromRequestParts, IntoResponse, Named, NoStore, Parts, Response, Seen, Tenant};

/// Who calls, and which sign-in they name. Nothing of it is read yet: the body is judged first.
pub(crate) struct Call {
    pub(crate) tenant: Tenant,
    pub(crate) browser: Browser,
    pub(crate) visitor: Visitor,
    /// What they name, if anything.
    pub(crate) id: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = EitherError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let Ok(Named(id)) = Named::from_request_parts(parts, state).await;
        Ok(Self {
            tenant: Tenant::from_request_parts(parts, state).await?,
            browser: Browser::from_request_parts(parts, state).await?,
            visitor: Seen::from_request_parts(parts, state).await?.visitor(),
            id,
        })
    }
}

#[cfg(feature = "openapi")]
impl web::openapi::Argument for Call {
    fn describe(draft: &mut web::openapi::Draft<'_>) {
        Named::describe(draft);
    }
}

impl Call {
    /// The sign-in that is named, which this browser began (SS-01).
    pub(crate) async fn load(self) -> Result<Turn, Failure> {
        let loaded = step::load(&self.tenant, &self.browser, self.id.as_deref()).await?;
        Ok(self.about(loaded))
    }

    /// One that was found or begun otherwise.
    pub(crate) fn about(self, loaded: Loaded) -> Turn {
        Turn { call: self, loaded }
    }
}

/// A call with the sign-in it is about.
pub(crate) struct Turn {
    pub(crate) call: Call,
    pub(crate) loaded: Loaded,
}

impl Turn {
    fn stage(&self) -> Stage<'_> {
        Stage {
            tenant: &self.call.tenant,
            browser: &self.call.browser,
            session: self.call.visitor.current.as_ref(),
        }
    }

    /// The present state as a view.
    pub(crate) async fn show(&self) -> Result<view::View, Failure> {
        self.stage().show(&self.loaded).await
    }

    /// What a call that was sent twice is answered: it acted once.
    pub(crate) async fn again(&self) -> Result<Response, Failure> {
        Ok(self.answer(NoStore(self.show().await?)))
    }

    /// A proof was given: what follows, with the cookies it earned.
    pub(crate) async fn passed(&self, passed: Passed) -> Result<Response, Failure> {
        let cookie = self.call.browser.cookie();
        self.stage().passed(&self.loaded, passed, cookie).await
    }

    /// An answer, with the cookie that binds a browser which had none.
    pub(crate) fn answer(&self, answer: impl IntoResponse) -> Response {
        view::with_cookies(&self.call.tenant, answer, self.call.browser.cookie())
    }
}
