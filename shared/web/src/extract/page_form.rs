//! A posted form of one of our pages: form encoded, with the token that its own page gave to this browser (behaviour 4.0, CSRF).

use super::{
    browser::{Browser, FormCheck},
    tenant::Tenant,
};
use crate::{csrf, error::PageError, limits};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
};
use http::{HeaderMap, header};
use protocol::{
    error::{ErrorCode, Failure},
    params::Params,
};
use std::ops::Deref;

/// The fields of a form that came from our page.
#[derive(Clone, Debug)]
pub struct PageForm {
    /// The fields.
    pub params: Params,
    /// The browser it came from.
    pub browser: Browser,
}

impl Deref for PageForm {
    type Target = Params;

    fn deref(&self) -> &Params {
        &self.params
    }
}

impl PageForm {
    /// A field as typed; empty when it was left out.
    pub fn text(&self, name: &str) -> &str {
        self.params.lenient(name).unwrap_or("")
    }
}

/// Whether a body says that it is form encoded.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    kind.split(';')
        .next()
        .unwrap_or("")
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

/// Reads a form body.
pub(crate) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Params, Failure> {
    let typed = is_form(request.headers());
    let bytes = Bytes::from_request(request, state)
        .await
        .map_err(|_| Failure::new(ErrorCode::MalformedBody, "The body ended early."))?;
    debug_assert!(bytes.len() <= limits::BODY, "the body layer comes first");
    if !typed && !bytes.is_empty() {
        return Err(Failure::new(
            ErrorCode::UnsupportedMediaType,
            "Send a form, with Content-Type: application/x-www-form-urlencoded.",
        ));
    }
    Params::parse(&bytes)
}

impl<S: Send + Sync> FromRequest<S> for PageForm {
    type Rejection = PageError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let broken = |_| PageError::from(Failure::new(ErrorCode::InternalError, "The form could not be read."));
        let tenant = Tenant::from_request_parts(&mut parts, state).await.map_err(broken)?;
        let browser = Browser::from_request_parts(&mut parts, state).await.map_err(broken)?;
        let path = parts.uri.path().to_owned();
        let params = read(Request::from_parts(parts, body), state).await?;
        params.refuse_repeated(&[])?;
        let token = params.single("form_token")?.unwrap_or("");
        match browser.check(&tenant, &path, token).await? {
            FormCheck::Good => Ok(Self { params, browser }),
            FormCheck::Old => Err(Failure::new(
                ErrorCode::TxExpired,
                "This page was open for too long. Start again; nothing was changed.",
            )
            .into()),
            FormCheck::Foreign if browser.is_new() => Err(Failure::new(
                ErrorCode::CsrfFailed,
                "Your browser sent no cookie. Allow cookies for this site, then reload the page.",
            )
            .into()),
            FormCheck::Foreign => Err(csrf::refused().into()),
        }
    }
}
