//! Cross-origin reads, closed unless listed (Fetch Standard; behaviour 4.0).
//!
//! Discovery and JWKS: everybody, they are public. `/oauth2/*` but authorize and logout, and `/api/auth/*`: allowed origins, never with credentials.

use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};

/// What a path lets other origins do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    Anybody,
    AllowedOrigins,
    Nobody,
}

fn rule(path: &str) -> Rule {
    if path.starts_with("/.well-known/") || path.starts_with("/oauth2/jwks") {
        return Rule::Anybody;
    }
    let browser_flow = path == "/oauth2/authorize" || path == "/oauth2/logout";
    if (path.starts_with("/oauth2/") && !browser_flow) || path.starts_with("/api/auth/") {
        Rule::AllowedOrigins
    } else {
        Rule::Nobody
    }
}

/// Whether the answer depends on who asks, so that the caller must find out which origins are allowed.
pub(crate) fn needs_origins(path: &str) -> bool {
    rule(path) == Rule::AllowedOrigins
}

/// The origin that may read the answer of `path`.
pub(crate) fn allowed_origin(path: &str, headers: &HeaderMap, allowed: impl Fn(&str) -> bool) -> Option<HeaderValue> {
    if rule(path) == Rule::Anybody {
        // The edge keeps these answers for everybody, so they cannot depend on who asked first.
        return Some(HeaderValue::from_static("*"));
    }
    let origin = headers.get(header::ORIGIN)?;
    match rule(path) {
        Rule::AllowedOrigins => origin
            .to_str()
            .ok()
            .filter(|text| allowed(text))
            .map(|_| origin.clone()),
        Rule::Anybody | Rule::Nobody => None,
    }
}

/// Writes the CORS headers of an answer.
pub(crate) fn write(headers: &mut HeaderMap, path: &str, origin: Option<HeaderValue>) {
    if rule(path) == Rule::AllowedOrigins {
        headers.append(header::VARY, HeaderValue::from_static("Origin"));
    }
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("www-authenticate, x-request-id, retry-after, dpop-nonce"),
        );
    }
}

/// Whether this is a preflight request, which no handler sees.
pub(crate) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    *method == Method::OPTIONS
        && headers.contains_key(header::ORIGIN)
        && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to a preflight: 204, with permission only where there is one.
pub(crate) fn preflight<B: Default>(path: &str, origin: Option<HeaderValue>) -> Response<B> {
    let mut response = Response::new(B::default());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let allowed = origin.is_some();
    write(response.headers_mut(), path, origin);
    if allowed {
        let headers = response.headers_mut();
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, POST, DELETE"),
        );
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            HeaderValue::from_static("authorization, content-type, dpop, aero2-publishable-key, aero2-transaction"),
        );
        headers.insert(
            HeaderName::from_static("access-control-max-age"),
            HeaderValue::from_static("600"),
        );
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unlisted_origin_reads_nothing() {
        let headers = HeaderMap::from_iter([(header::ORIGIN, HeaderValue::from_static("https://evil.example"))]);
        assert!(allowed_origin("/oauth2/token", &headers, |_| false).is_none());
        assert!(allowed_origin("/api/users", &headers, |_| true).is_none());
        assert!(allowed_origin("/oauth2/authorize", &headers, |_| true).is_none());
        assert_eq!(
            allowed_origin("/oauth2/jwks.json", &headers, |_| false),
            Some(HeaderValue::from_static("*"))
        );
        assert!(allowed_origin("/oauth2/token", &headers, |origin| origin == "https://evil.example").is_some());
    }
}
