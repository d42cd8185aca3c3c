//! Security headers on every answer, and `no-store` on everything that does not say otherwise (MT-07; behaviour 4.0).

use http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a page of ours may use of the browser: passkeys, and nothing else.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), \
    payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()";

/// The policy of our own pages' script.
pub(crate) const OURS: &str = "aero2";

/// Marks an answer that a shared cache may keep.
#[derive(Clone, Copy, Debug)]
pub struct Cacheable(pub &'static str);

/// Marks an answer whose page posts or redirects to another origin: Chromium applies `form-action` to redirects after a POST too.
#[derive(Clone, Debug)]
pub struct FormAction(pub String);

/// Marks a page whose script makes trusted types by a policy of another name than ours.
#[derive(Clone, Copy, Debug)]
pub struct TrustedTypes(pub &'static str);

/// Marks a preview: another origin frames it, and it does nothing.
#[derive(Clone, Debug)]
pub struct Framed(pub String);

/// What the security headers depend on.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Posture<'a> {
    /// Served over TLS.
    pub(crate) secure: bool,
    /// The host lies under the platform domain, whose owners agreed to preloading.
    pub(crate) under_platform: bool,
    /// The dashboard, or an account portal page: no window of another origin keeps a handle on it.
    pub(crate) isolated: bool,
    /// Posts no forms, so it need not say where it is: with `no-referrer` a form would send `Origin: null`.
    pub(crate) formless: bool,
    /// The answer is a page.
    pub(crate) page: bool,
    /// Another origin that the page's form leads to.
    pub(crate) form_action: Option<&'a str>,
    /// The only origin that may frame the page; a page that is framed sends no form.
    pub(crate) framed_by: Option<&'a str>,
    /// The policy by which the page's script makes trusted types.
    pub(crate) trusted_types: &'static str,
    /// The cache rule, when it is not `no-store`.
    pub(crate) cache: Option<&'static str>,
}

/// Writes the headers; what a handler set itself stays.
pub(crate) fn secure(headers: &mut HeaderMap, posture: &Posture<'_>) {
    let mut put = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    put(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    put(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    );
    if posture.framed_by.is_none() {
        put(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    } else {
        put(
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex"),
        );
    }
    put(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(PERMISSIONS),
    );
    put(
        header::REFERRER_POLICY,
        HeaderValue::from_static(if posture.formless {
            "no-referrer"
        } else {
            "strict-origin"
        }),
    );
    put(
        header::CACHE_CONTROL,
        HeaderValue::from_static(posture.cache.unwrap_or("no-store")),
    );
    if posture.secure {
        let value = if posture.under_platform {
            "max-age=63072000; includeSubDomains; preload"
        } else {
            "max-age=63072000"
        };
        put(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(value));
    }
    if posture.isolated {
        put(
            HeaderName::from_static("cross-origin-opener-policy"),
            HeaderValue::from_static("same-origin"),
        );
    }
    if let Ok(policy) = HeaderValue::from_str(&content_security_policy(posture)) {
        put(header::CONTENT_SECURITY_POLICY, policy);
    }
}

fn content_security_policy(posture: &Posture<'_>) -> String {
    if !posture.page {
        return "default-src 'none'; frame-ancestors 'none'".to_owned();
    }
    let form_action = match (posture.framed_by, posture.form_action) {
        (Some(_), _) => "'none'".to_owned(),
        (None, Some(origin)) => format!("'self' {origin}"),
        (None, None) => "'self'".to_owned(),
    };
    let ancestors = posture.framed_by.unwrap_or("'none'");
    let sandbox = posture
        .framed_by
        .map_or("", |_| "; sandbox allow-scripts allow-same-origin");
    let upgrade = if posture.secure {
        "; upgrade-insecure-requests"
    } else {
        ""
    };
    let trusted_types = posture.trusted_types;
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' https: data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; form-action {form_action}; base-uri 'none'; frame-ancestors {ancestors}; \
         require-trusted-types-for 'script'; trusted-types {trusted_types}{sandbox}{upgrade}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mt_07_an_answer_is_no_store_unless_it_says_otherwise() {
        let mut headers = HeaderMap::new();
        let posture = Posture {
            secure: true,
            under_platform: false,
            isolated: false,
            formless: false,
            page: true,
            form_action: Some("https://app.example"),
            framed_by: None,
            trusted_types: OURS,
            cache: None,
        };
        secure(&mut headers, &posture);
        let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or("").to_owned();
        assert_eq!(text(header::CACHE_CONTROL), "no-store");
        assert_eq!(text(header::STRICT_TRANSPORT_SECURITY), "max-age=63072000");
        assert!(text(header::CONTENT_SECURITY_POLICY).contains("form-action 'self' https://app.example;"));
        assert!(!text(header::CONTENT_SECURITY_POLICY).contains("unsafe-inline"));
    }
}
