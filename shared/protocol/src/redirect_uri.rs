//! Which redirect URIs may be registered, and when a presented one is a registered one (RFC 6749 §3.1.2, RFC 8252 §7, RFC 9700 §2.1).
//!
//! Comparison is on bytes, never on parsed URLs (RU-01): parsers disagree, bytes do not. The one exception is the port of a native client's
//! loopback address, which the operating system chooses (RFC 8252 §7.3).

use url::{Host, Url};

/// The longest redirect URI, in bytes.
pub const MAX_LENGTH: usize = 2048;

/// Why a URI cannot be registered; the text says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedirectUriError {
    /// Over [`MAX_LENGTH`].
    #[error("A redirect URI has at most 2048 characters.")]
    TooLong,
    /// Not an absolute URI in printable ASCII.
    #[error("Use an absolute URI of printable ASCII characters.")]
    NotAbsolute,
    /// RFC 6749 §3.1.2.
    #[error("A redirect URI has no fragment (#).")]
    Fragment,
    /// `https://user@host`.
    #[error("A redirect URI has no user information (@).")]
    Userinfo,
    /// A `*` anywhere.
    #[error("Wildcards are not supported: register every redirect URI.")]
    Wildcard,
    /// A `..` segment, plain or encoded.
    #[error("A redirect URI has no “..” segment.")]
    DotSegment,
    /// `http` outside loopback, or where loopback is not allowed.
    #[error("Use https; http is for loopback addresses of native clients and of applications in development.")]
    NotHttps,
    /// A scheme that is neither https nor a private-use scheme of a native client.
    #[error("Use https, or for a native client a private-use scheme such as com.example.app:/path.")]
    Scheme,
}

/// May `uri` be registered? Also the policy for `post_logout_redirect_uris`.
///
/// `development`: the application's environment; `native`: the client is an installed program.
pub fn check(uri: &str, development: bool, native: bool) -> Result<(), RedirectUriError> {
    if uri.len() > MAX_LENGTH {
        return Err(RedirectUriError::TooLong);
    }
    // A backslash is a slash to browsers and not to others.
    if !uri
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\\\"<>^`{|}".contains(&byte))
    {
        return Err(RedirectUriError::NotAbsolute);
    }
    if uri.contains('#') {
        return Err(RedirectUriError::Fragment);
    }
    if uri.contains('*') {
        return Err(RedirectUriError::Wildcard);
    }
    let url = Url::parse(uri).map_err(|_| RedirectUriError::NotAbsolute)?;
    if has_userinfo(uri) || !url.username().is_empty() || url.password().is_some() {
        return Err(RedirectUriError::Userinfo);
    }
    if has_dot_segment(uri) {
        return Err(RedirectUriError::DotSegment);
    }
    check_scheme(uri, &url, development, native)
}

fn check_scheme(uri: &str, url: &Url, development: bool, native: bool) -> Result<(), RedirectUriError> {
    match url.scheme() {
        scheme @ ("https" | "http") => {
            // `https:host` and `https:///host` are repaired by the parser; what is registered must need no repair.
            let after = uri.get(scheme.len()..).and_then(|rest| rest.strip_prefix("://"));
            if after.is_none_or(|rest| rest.is_empty() || rest.starts_with('/')) {
                return Err(RedirectUriError::NotAbsolute);
            }
            let http_is_fine = is_loopback_host(url, development) && (development || native);
            if scheme == "https" || http_is_fine {
                Ok(())
            } else {
                Err(RedirectUriError::NotHttps)
            }
        }
        // RFC 8252 §7.1: a reversed domain name, so a dot. That also keeps javascript:, data: and their kin out.
        scheme if native && scheme.contains('.') && uri.len() > scheme.len() + 1 => Ok(()),
        _ => Err(RedirectUriError::Scheme),
    }
}

fn is_loopback_host(url: &Url, subdomains_too: bool) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || (subdomains_too && name.ends_with(".localhost")),
        Some(Host::Ipv4(address)) => address.octets() == [127, 0, 0, 1],
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// An `@` in the authority, even with nothing before it.
fn has_userinfo(uri: &str) -> bool {
    let authority = uri.split_once("://").map_or("", |(_, rest)| rest);
    authority.split(['/', '?']).next().unwrap_or_default().contains('@')
}

fn has_dot_segment(uri: &str) -> bool {
    let path = uri.split('?').next().unwrap_or_default();
    path.split('/')
        .any(|segment| matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), ".." | "."))
}

/// Is `presented` the `registered` one? Byte for byte; for native clients a loopback port may differ.
pub fn matches(registered: &str, presented: &str, native: bool) -> bool {
    if registered == presented {
        return true;
    }
    native
        && matches!((split_loopback(registered), split_loopback(presented)), (Some(known), Some(given)) if known == given)
}

/// A loopback redirect URI without its port: the host as written, and everything after the port.
fn split_loopback(uri: &str) -> Option<(&'static str, &str)> {
    let hosts = ["http://127.0.0.1", "http://[::1]", "http://localhost"];
    let (host, rest) = hosts
        .into_iter()
        .find_map(|host| Some((host, uri.strip_prefix(host)?)))?;
    let Some(after_colon) = rest.strip_prefix(':') else {
        return (rest.is_empty() || rest.starts_with(['/', '?'])).then_some((host, rest));
    };
    let end = after_colon.find(['/', '?']).unwrap_or(after_colon.len());
    let (port, path) = after_colon.split_at_checked(end)?;
    let is_port =
        !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|n| n > 0);
    is_port.then_some((host, path))
}

/// Whether a registered redirect URI is a page, and not a program's private scheme; what [`check`] let through has an origin then.
pub fn is_web(registered: &str) -> bool {
    let scheme = registered.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

/// The origin (scheme, host, port unless it is the default) of an http or https URL; `None` for anything else, and with user information.
pub fn origin(uri: &str) -> Option<String> {
    let url = Url::parse(uri).ok()?;
    let plain = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    plain.then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
#[path = "redirect_uri_tests.rs"]
mod tests;
