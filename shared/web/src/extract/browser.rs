//! The browser in front of a page: a random cookie that binds a sign-in, and every form, to the browser that began it (SS-01).

use super::tenant::Tenant;
use crate::{
    cookie::{CookieName, Cookies, SetCookie},
    error::EitherError,
};
use axum::extract::FromRequestParts;
use http::request::Parts;
pub use platform::browser::FormCheck;
use protocol::error::Failure;

/// A browser, known by its cookie or met for the first time.
#[derive(Clone, Debug)]
pub struct Browser {
    value: String,
    is_new: bool,
    hash: String,
}

impl Browser {
    /// The MAC by which transactions remember this browser.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Whether the browser came without its cookie: nothing can have been begun in it.
    pub const fn is_new(&self) -> bool {
        self.is_new
    }

    /// The cookie to set, when the browser does not have it yet.
    pub fn cookie(&self) -> Option<SetCookie> {
        self.is_new
            .then(|| SetCookie::set(CookieName::Transaction, self.value.clone(), None))
    }

    /// A token for the form that posts to `path`.
    pub async fn form_token(&self, tenant: &Tenant, path: &str) -> Result<String, Failure> {
        platform::browser::form_token(tenant, &self.hash, path).await
    }

    /// Judges the token that came back.
    pub async fn check(&self, tenant: &Tenant, path: &str, sealed: &str) -> Result<FormCheck, Failure> {
        platform::browser::check_form(tenant, &self.hash, path, sealed).await
    }
}

impl<S: Sync> FromRequestParts<S> for Browser {
    type Rejection = EitherError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let tenant = Tenant::from_request_parts(parts, state).await?;
        let cookies = Cookies::from_request_parts(parts, state).await?;
        let known = cookies
            .get(CookieName::Transaction)
            .filter(|value| value.len() == platform::browser::COOKIE_LENGTH)
            .map(str::to_owned);
        let is_new = known.is_none();
        let value = known.unwrap_or_else(|| platform::browser::new_cookie(&tenant));
        let hash = platform::browser::hash(&tenant, &value).await?;
        Ok(Self { value, is_new, hash })
    }
}
