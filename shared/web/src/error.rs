//! One failure, three renderings: OAuth JSON (RFC 6749 §5.2), problem+json (RFC 9457), or a page. The only writer of error answers.
//!
//! A handler returns the failure; it is rendered at the very end, where the request id, the tenant and the kind of caller are known.

use crate::edge::Context;
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use protocol::{
    bearer,
    error::{ErrorCode, Failure},
    problem::{self, OAuthErrorBody, Problem},
};

/// How a failure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Surface {
    /// `{error, error_description}`.
    OAuth,
    /// A problem document.
    Api,
    /// A readable page.
    Page,
    /// A page for people, a problem document for programs: decided by the path.
    ByPath,
}

impl Surface {
    /// OAuth's, unless the handler chose.
    pub(crate) const fn or_oauth(self) -> Self {
        match self {
            Self::ByPath => Self::OAuth,
            chosen => chosen,
        }
    }
}

/// What `WWW-Authenticate` says (RFC 6750 §3, RFC 7617).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Challenge {
    /// Client authentication by HTTP Basic was tried and failed.
    Basic,
    /// A bearer token is wanted, or the one sent is not good.
    Bearer,
}

/// A failure on its way out, carried in the response's extensions.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) failure: Failure,
    pub(crate) surface: Surface,
    pub(crate) challenge: Option<Challenge>,
}

impl Refusal {
    pub(crate) const fn by_path(failure: Failure) -> Self {
        Self {
            failure,
            surface: Surface::ByPath,
            challenge: None,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = status(self.failure.code);
        response.extensions_mut().insert(self);
        response
    }
}

/// A failure of an OAuth endpoint.
#[derive(Clone, Debug)]
pub struct OAuthError {
    failure: Failure,
    challenge: Option<Challenge>,
}

impl OAuthError {
    /// Of an endpoint that takes a bearer token: says which scheme and why (RFC 6750 §3).
    pub fn bearer(failure: Failure) -> Self {
        let challenge = matches!(failure.code, ErrorCode::Unauthenticated) || failure.code.is_bearer_challenge();
        Self {
            challenge: challenge.then_some(Challenge::Bearer),
            failure,
        }
    }

    /// With a challenge.
    pub const fn challenging(failure: Failure, challenge: Challenge) -> Self {
        Self {
            failure,
            challenge: Some(challenge),
        }
    }
}

impl From<Failure> for OAuthError {
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            challenge: None,
        }
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        Refusal {
            failure: self.failure,
            surface: Surface::OAuth,
            challenge: self.challenge,
        }
        .into_response()
    }
}

macro_rules! surface_error {
    ($(#[$doc:meta])* $name:ident, $surface:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(Failure, Option<Challenge>);

        impl From<Failure> for $name {
            fn from(failure: Failure) -> Self {
                Self(failure, None)
            }
        }

        impl IntoResponse for $name {
            fn into_response(self) -> Response {
                Refusal { failure: self.0, surface: $surface, challenge: self.1 }.into_response()
            }
        }
    };
}

surface_error!(
    /// A failure of the JSON API.
    ApiError,
    Surface::Api
);
surface_error!(
    /// A failure of a page.
    PageError,
    Surface::Page
);
surface_error!(
    /// A failure of a precondition that pages and programs share.
    EitherError,
    Surface::ByPath
);

impl From<EitherError> for ApiError {
    /// The same failure, as programs read it.
    fn from(error: EitherError) -> Self {
        Self(error.0, error.1)
    }
}

impl ApiError {
    /// Of a call that came with a bearer token: where a better sign-in is wanted, the client is told which (RFC 9470 §3).
    #[must_use]
    pub fn for_bearer(self) -> Self {
        let challenge = (self.0.code == ErrorCode::StepUpRequired).then_some(Challenge::Bearer);
        Self(self.0, challenge)
    }
}

pub(crate) fn status(code: ErrorCode) -> StatusCode {
    StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Writes a refusal. `page` renders it for people.
pub(crate) fn render(refusal: &Refusal, context: &Context, page: impl FnOnce(&Failure) -> Option<String>) -> Response {
    let failure = &refusal.failure;
    if failure.code == ErrorCode::InternalError {
        tracing::error!(request_id = %context.request_id, detail = %failure.detail, "internal error");
    }
    let wants_page = refusal.surface == Surface::Page || (refusal.surface == Surface::ByPath && context.wants_page);
    let rendered = if wants_page { page(failure) } else { None };
    let (kind, body) = match (rendered, refusal.surface) {
        (Some(html), _) => ("text/html; charset=utf-8", html),
        (None, Surface::OAuth) => ("application/json", oauth_body(failure)),
        (None, _) => (problem::MEDIA_TYPE, problem_body(failure, context)),
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status(failure.code);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Some(secs) = failure.retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(secs));
    }
    if let Some(value) = challenge(refusal) {
        headers.insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

fn oauth_body(failure: &Failure) -> String {
    serde_json::to_string(&OAuthErrorBody::from(failure)).unwrap_or_default()
}

fn problem_body(failure: &Failure, context: &Context) -> String {
    serde_json::to_string(&Problem::new(failure, &context.errors_base, &context.request_id)).unwrap_or_default()
}

fn challenge(refusal: &Refusal) -> Option<HeaderValue> {
    let code = refusal.failure.code;
    let unauthenticated = refusal.surface == Surface::Api && code == ErrorCode::Unauthenticated;
    let text = match refusal.challenge {
        Some(Challenge::Basic) => r#"Basic realm="oauth2", charset="UTF-8""#.to_owned(),
        // No error code without a token: RFC 6750 §3.1.
        Some(Challenge::Bearer) => bearer::challenge(
            Some(&refusal.failure).filter(|_| code != ErrorCode::Unauthenticated),
            None,
        ),
        None if unauthenticated => bearer::challenge(None, None),
        None => return None,
    };
    HeaderValue::from_str(&text).ok()
}
