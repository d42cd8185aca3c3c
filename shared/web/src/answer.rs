//! Answers: JSON entities with their `ETag`, created things, redirects, cookies. `no-store` is the default of every answer, so nothing says it twice.

use crate::{cookie::SetCookie, error, pages::assets::Asset};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode, header};
use protocol::error::Failure;
use serde::Serialize;

fn json<T: Serialize>(status: StatusCode, value: &T) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => {
            let mut response = Response::new(Body::from(body));
            *response.status_mut() = status;
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            response
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A JSON answer, 200.
#[derive(Clone, Debug)]
pub struct NoStore<T>(pub T);

impl<T: Serialize> IntoResponse for NoStore<T> {
    fn into_response(self) -> Response {
        json(StatusCode::OK, &self.0)
    }
}

/// A JSON answer, 202.
#[derive(Clone, Debug)]
pub struct Accepted<T>(pub T);

impl<T: Serialize> IntoResponse for Accepted<T> {
    fn into_response(self) -> Response {
        json(StatusCode::ACCEPTED, &self.0)
    }
}

/// A JSON answer, 201.
#[derive(Clone, Debug)]
pub struct Created<T>(pub T);

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        json(StatusCode::CREATED, &self.0)
    }
}

/// An entity with its version as `ETag`.
#[derive(Clone, Debug)]
pub struct Entity<T> {
    /// What is shown.
    pub body: T,
    /// Its version.
    pub version: u64,
}

impl<T: Serialize> IntoResponse for Entity<T> {
    fn into_response(self) -> Response {
        let mut response = json(StatusCode::OK, &self.body);
        if let Ok(tag) = HeaderValue::from_str(&format!("\"{}\"", self.version)) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// A JSON document that a browser keeps as a file, 200.
pub fn download<T: Serialize>(name: &str, value: &T) -> Response {
    let mut response = json(StatusCode::OK, value);
    if let Ok(kept) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, kept);
    }
    response
}

/// A 303 with the cookies to set: after a POST, the browser comes back with GET (RFC 9110 §15.4.4).
#[derive(Clone, Debug)]
pub struct Redirect {
    /// Where to.
    pub location: String,
    /// Cookies that go along.
    pub cookies: Vec<SetCookie>,
}

impl Redirect {
    /// To an address.
    pub fn to(location: impl Into<String>) -> Self {
        Self {
            location: location.into(),
            cookies: Vec::new(),
        }
    }

    /// With a cookie.
    #[must_use]
    pub fn with(mut self, cookie: impl IntoIterator<Item = SetCookie>) -> Self {
        self.cookies.extend(cookie);
        self
    }

    /// The response; `secure` as the tenant's origin is.
    pub fn respond(self, secure: bool) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::SEE_OTHER;
        match HeaderValue::from_str(&self.location) {
            Ok(location) => response.headers_mut().insert(header::LOCATION, location),
            Err(_) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
        set_cookies(&mut response, &self.cookies, secure);
        response
    }
}

/// Where the next page of an export begins; absent after the last.
const NEXT_CURSOR: HeaderName = HeaderName::from_static("aero2-next-cursor");
/// How many things are on a page whose body does not say it.
const COUNT: HeaderName = HeaderName::from_static("aero2-count");

/// A page whose body is not ours to wrap: what there is to say of it stands in headers.
pub fn page_of(content_type: &'static str, body: String, count: u64, next_cursor: Option<String>) -> Response {
    let mut response = text(content_type, body);
    response.headers_mut().insert(COUNT, HeaderValue::from(count));
    // A cursor is base64url, which a header can always hold.
    if let Some(next) = next_cursor.and_then(|next| HeaderValue::from_str(&next).ok()) {
        response.headers_mut().insert(NEXT_CURSOR, next);
    }
    response
}

/// A static file, 200.
pub fn file(asset: Asset) -> Response {
    let mut response = Response::new(Body::from(asset.body));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    if asset.gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// A file whose bytes are data, 200.
pub fn bytes(content_type: &'static str, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// A text that was there at build time, 200.
pub fn fixed(content_type: &'static str, body: &'static str) -> Response {
    let mut response = Response::new(Body::from(body));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// A text of some media type, 200.
pub fn text(content_type: &'static str, body: String) -> Response {
    let mut response = Response::new(Body::from(body));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}

/// An object without members: it was done.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Empty {}

/// How many were revoked.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Revoked {
    /// So many.
    pub revoked_count: usize,
}

/// Nothing to say, 204.
#[derive(Clone, Copy, Debug)]
pub struct NoContent;

impl IntoResponse for NoContent {
    fn into_response(self) -> Response {
        no_content()
    }
}

/// The same among other answers.
pub fn no_content() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// Nothing to say, 204, but where a browser goes on.
pub fn no_content_at(location: Option<&str>) -> Response {
    let mut response = no_content();
    if let Some(value) = location.and_then(|location| HeaderValue::from_str(location).ok()) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

/// Sends a browser on from a page, at once and without a script.
pub fn refresh(response: &mut Response, location: &str) {
    if let Ok(value) = HeaderValue::from_str(&format!("0;url={location}")) {
        response.headers_mut().insert(header::REFRESH, value);
    }
}

fn retry_after(response: &mut Response, failure: &Failure) {
    if let Some(seconds) = failure.retry_after {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// Adds cookies to an answer.
pub fn set_cookies(response: &mut Response, cookies: &[SetCookie], secure: bool) {
    for value in cookies.iter().filter_map(|cookie| cookie.header(secure)) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// An HTML page with the cookies to set; with the status, and the time to wait, of what went wrong.
pub fn page(html: String, wrong: Option<&Failure>, cookies: &[SetCookie], secure: bool) -> Response {
    let mut response = Response::new(Body::from(html));
    if let Some(failure) = wrong {
        *response.status_mut() = error::status(failure.code);
        retry_after(&mut response, failure);
    }
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    set_cookies(&mut response, cookies, secure);
    response
}
