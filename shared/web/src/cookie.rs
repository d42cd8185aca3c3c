//! Our cookies: `__Host-` prefixed, `HttpOnly`, Lax, host-only (RFC 6265bis). On http localhost they lose `Secure` and the prefix.
//!
//! The only file that writes `Set-Cookie`. One of ours sent twice makes the request malformed: nobody may guess which one counts.

use http::{HeaderMap, HeaderValue, header};
use protocol::error::{ErrorCode, Failure};

/// The cookies that exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieName {
    /// The signed-in browser.
    Session,
    /// The browser of a sign-in in progress.
    Transaction,
    /// The remembered device.
    Device,
    /// The language a person chose: nothing secret.
    Language,
    /// That a passkey was offered here: nothing secret.
    PasskeyOffer,
}

impl CookieName {
    const ALL: [Self; 5] = [
        Self::Session,
        Self::Transaction,
        Self::Device,
        Self::Language,
        Self::PasskeyOffer,
    ];

    const fn bare(self) -> &'static str {
        match self {
            Self::Session => "aero2_session",
            Self::Transaction => "aero2_tx",
            Self::Device => "aero2_device",
            Self::Language => "aero2_language",
            Self::PasskeyOffer => "aero2_passkey_offer",
        }
    }

    /// The name on the wire.
    pub fn name(self, secure: bool) -> String {
        if secure {
            format!("__Host-{}", self.bare())
        } else {
            self.bare().to_owned()
        }
    }
}

/// A cookie to set or clear.
#[derive(Clone, Debug)]
pub struct SetCookie {
    /// Which one.
    pub name: CookieName,
    /// Its value; `None` clears it.
    pub value: Option<String>,
    /// Seconds to keep it; `None` = until the browser closes.
    pub max_age: Option<i64>,
}

impl SetCookie {
    /// Sets a cookie.
    pub const fn set(name: CookieName, value: String, max_age: Option<i64>) -> Self {
        Self {
            name,
            value: Some(value),
            max_age,
        }
    }

    /// Removes a cookie.
    pub const fn clear(name: CookieName) -> Self {
        Self {
            name,
            value: None,
            max_age: Some(0),
        }
    }

    /// The header's value; `None` when the value cannot be written, which ours always can.
    pub fn header(&self, secure: bool) -> Option<HeaderValue> {
        let value = self.value.as_deref().unwrap_or("");
        let mut text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", self.name.name(secure));
        if secure {
            text.push_str("; Secure");
        }
        if let Some(age) = self.max_age {
            text.push_str("; Max-Age=");
            text.push_str(&age.to_string());
        }
        HeaderValue::from_str(&text).ok()
    }
}

/// The cookies of ours in a request.
#[derive(Clone, Debug, Default)]
pub struct Cookies {
    found: Vec<(CookieName, String)>,
}

impl Cookies {
    /// Reads our own names and nothing else; one of them twice is refused.
    pub fn read(headers: &HeaderMap, secure: bool) -> Result<Self, Failure> {
        let mut found: Vec<(CookieName, String)> = Vec::new();
        let lines = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok());
        for pair in lines.flat_map(|line| line.split(';')) {
            let Some((name, value)) = pair.trim().split_once('=') else {
                continue;
            };
            let Some(ours) = CookieName::ALL.into_iter().find(|known| known.name(secure) == name) else {
                continue;
            };
            if found.iter().any(|(seen, _)| *seen == ours) {
                return Err(Failure::new(
                    ErrorCode::MalformedBody,
                    format!("The cookie {name} was sent twice."),
                ));
            }
            found.push((ours, value.to_owned()));
        }
        Ok(Self { found })
    }

    /// The value of one cookie.
    pub fn get(&self, name: CookieName) -> Option<&str> {
        self.found
            .iter()
            .find(|(known, value)| *known == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(line: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(line))])
    }

    #[test]
    fn only_our_names_are_read_and_only_once() {
        let cookies = Cookies::read(&headers("a=b; __Host-aero2_session=x; aero2_session=y"), true).unwrap_or_default();
        assert_eq!(cookies.get(CookieName::Session), Some("x"));
        assert!(Cookies::read(&headers("aero2_tx=x; aero2_tx=y"), false).is_err());
    }

    #[test]
    fn a_cookie_is_bound_to_its_host() {
        let set = SetCookie::set(CookieName::Session, "v".into(), Some(60));
        let text = set.header(true).and_then(|h| h.to_str().ok().map(str::to_owned));
        assert_eq!(
            text.as_deref(),
            Some("__Host-aero2_session=v; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60")
        );
        let local = SetCookie::clear(CookieName::Session)
            .header(false)
            .and_then(|h| h.to_str().ok().map(str::to_owned));
        assert_eq!(
            local.as_deref(),
            Some("aero2_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
        );
    }
}
