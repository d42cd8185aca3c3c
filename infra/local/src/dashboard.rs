//! The dashboard's own pages, as the edge serves them from their bucket: one document for all its paths, files under names that change with their content.
//!
//! Built by `npm run build` in `frontend` (`cargo xtask dev` does it where Node.js is); without it the paths say how to get it.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header, uri::PathAndQuery};
use std::path::PathBuf;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

/// Below it are the files; the bucket has them under the same names.
const FILES: &str = "/assets/dashboard/";

/// What the edge adds to the document; `{frames}` is where the previews live. infra/template.yaml says the same (a test compares them).
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; frame-src {frames}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types aero2";

const HEADERS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

const FOR_GOOD: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

const ABSENT: &str = "The dashboard's pages are not built.\n\n\
    They need Node.js 20 with npm: install it, stop Aero2 and run `cargo xtask dev` again. The API, the sign-in pages and the account portal work without.\n";

/// The built pages, if there are any.
#[derive(Clone, Debug, Default)]
pub struct Dashboard(Option<PathBuf>);

impl Dashboard {
    /// Those of a folder.
    pub const fn built(dist: PathBuf) -> Self {
        Self(Some(dist))
    }

    /// The answer to a question for these pages.
    pub(crate) async fn answer(&self, asked: Asked) -> Response {
        let (response, cache) = match (&self.0, asked) {
            (None, Asked::Document(_)) => return (StatusCode::NOT_FOUND, ABSENT).into_response(),
            (None, Asked::File(_)) => return StatusCode::NOT_FOUND.into_response(),
            (Some(dist), Asked::File(request)) => (ServeDir::new(dist).oneshot(request).await, FOR_GOOD),
            (Some(dist), Asked::Document(request)) => {
                let file = ServeFile::new(dist.join("index.html"));
                (file.oneshot(request).await, ASK_EACH_TIME)
            }
        };
        let Ok(response) = response;
        secured(response.map(Body::new), cache)
    }
}

/// A question that the bucket would be asked.
#[derive(Debug)]
pub(crate) enum Asked {
    /// One file by its name.
    File(Request<Body>),
    /// The document that starts all pages.
    Document(Request<Body>),
}

/// What the dashboard host is asked, if it is for its pages; `None` for everything that the functions answer.
pub(crate) fn asked(request: &Request<Body>) -> Option<Asked> {
    let path = request.uri().path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    if let Some(name) = path.strip_prefix(FILES) {
        let at: PathAndQuery = format!("/{name}").parse().ok()?;
        return Some(Asked::File(asking(request, Uri::from(at))));
    }
    is_page(path).then(|| Asked::Document(asking(request, Uri::from_static("/"))))
}

/// The paths that the document answers.
fn is_page(path: &str) -> bool {
    let below = |area: &str| path == area || path.strip_prefix(area).is_some_and(|rest| rest.starts_with('/'));
    below("/apps")
        || below("/tools")
        || below("/operator")
        || below("/team")
        || matches!(path, "/welcome" | "/callback")
}

/// The same question for one file: what the browser has already, and which part it wants.
fn asking(request: &Request<Body>, uri: Uri) -> Request<Body> {
    let mut asking = Request::new(Body::empty());
    *asking.method_mut() = request.method().clone();
    *asking.uri_mut() = uri;
    for name in [header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH, header::RANGE] {
        if let Some(value) = request.headers().get(&name) {
            asking.headers_mut().insert(name, value.clone());
        }
    }
    asking
}

fn secured(mut response: Response, cache: HeaderValue) -> Response {
    let found = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // The previews of an application are on its own host.
    if let Ok(policy) = HeaderValue::from_str(&POLICY.replace("{frames}", "http://*.localhost:*")) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let cache = if found {
        cache
    } else {
        HeaderValue::from_static("no-store")
    };
    headers.insert(header::CACHE_CONTROL, cache);
    response
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops where something is missing")]
    use super::*;

    #[test]
    fn pages_are_the_documents_and_nothing_else() {
        for path in [
            "/apps",
            "/apps/quiet-harbor/users",
            "/tools",
            "/operator",
            "/team",
            "/team/audit",
            "/welcome",
            "/callback",
        ] {
            assert!(is_page(path), "{path}");
        }
        for path in [
            "/",
            "/appsx",
            "/operator-setup",
            "/login",
            "/api/applications",
            "/callback/x",
        ] {
            assert!(!is_page(path), "{path}");
        }
    }

    #[tokio::test]
    async fn without_a_build_the_pages_say_how_to_get_it() {
        let request = |path: &str| Request::get(path).body(Body::empty());
        let pages = Dashboard::default();
        let document = asked(&request("/apps").unwrap()).unwrap();
        assert_eq!(pages.answer(document).await.status(), StatusCode::NOT_FOUND);
        assert!(asked(&request("/api/users").unwrap()).is_none());
    }
}
