//! Cross-site request forgery: an unsafe method with our cookies must come from our own pages (behaviour 4.0; OWASP CSRF).
//!
//! `Sec-Fetch-Site: same-origin` when the browser sends it, else `Origin` equal to our host; forms also carry a token of their own (see `extract::form`).

use http::{HeaderMap, Method};
use protocol::error::{ErrorCode, Failure};

/// Paths with a proof of their own: client authentication, PKCE, signed hints, the state of a round trip to a provider.
fn has_own_proof(path: &str) -> bool {
    path.starts_with("/oauth2/") || path.starts_with("/rp/callback/")
}

/// Refuses a cross-site write. `origin` is our own origin as the viewer sees it.
pub(crate) fn check(
    method: &Method,
    path: &str,
    headers: &HeaderMap,
    carries_cookie: bool,
    origin: &str,
) -> Result<(), Failure> {
    let safe = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    // Without cookies of ours there is nothing that a stranger's page could borrow.
    if safe || has_own_proof(path) || !carries_cookie {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let same = match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => text("origin").is_some_and(|sent| sent == origin),
    };
    if same { Ok(()) } else { Err(refused()) }
}

/// The refusal.
pub(crate) fn refused() -> Failure {
    Failure::new(
        ErrorCode::CsrfFailed,
        "This request did not come from our own page. Go back, reload the page and try again.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (http::HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn csrf_a_write_with_cookies_needs_our_own_origin() {
        let ours = "https://acme.example.com";
        let ok = |pairs: &[(&'static str, &'static str)]| {
            check(&Method::POST, "/login", &headers(pairs), true, ours).is_ok()
        };
        assert!(ok(&[("sec-fetch-site", "same-origin")]));
        assert!(ok(&[("origin", "https://acme.example.com")]));
        assert!(!ok(&[]));
        assert!(!ok(&[("origin", "null")]));
        assert!(!ok(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://acme.example.com")
        ]));
        assert!(!ok(&[("sec-fetch-site", "same-site")]));
        assert!(!ok(&[("authorization", "Bearer x")]));
    }
}
