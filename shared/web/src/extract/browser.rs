//! The browser in front of a page: a random cookie that binds a sign-in, and every form, to the browser that began it (SS-01).

use super::{tenant::Tenant, transaction};
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
    is_ours: bool,
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

    /// What a caller without cookies names and binds its transaction with from now on: told once, and never to a page of ours, which has the cookie.
    pub fn transaction_token(&self, id: &str) -> Option<String> {
        (self.is_new && !self.is_ours).then(|| transaction::token(id, &self.value))
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
        let presented = transaction::binding(&parts.headers).or_else(|| cookies.get(CookieName::Transaction));
        let known = presented
            .filter(|value| value.len() == platform::browser::COOKIE_LENGTH)
            .map(str::to_owned);
        let is_new = known.is_none();
        let is_ours = parts
            .headers
            .get("sec-fetch-site")
            .is_some_and(|site| site == "same-origin");
        let value = known.unwrap_or_else(|| platform::browser::new_cookie(&tenant));
        let hash = platform::browser::hash(&tenant, &value).await?;
        Ok(Self {
            value,
            is_new,
            is_ours,
            hash,
        })
    }
}
