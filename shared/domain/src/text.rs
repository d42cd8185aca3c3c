//! Text that people type, normalised on construction: e-mail, slug, hostname, names.
//!
//! Refused everywhere: control characters, bidi overrides, over-long input. Lengths are counted in characters.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Why a text was refused. The words go into `errors[].detail`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing, or only spaces.
    #[error("Enter a value.")]
    Empty,
    /// More characters than the field holds.
    #[error("Use at most {0} characters.")]
    TooLong(usize),
    /// Control characters, bidi overrides, NUL.
    #[error("Remove the invisible or control characters.")]
    Forbidden,
    /// Not an e-mail address we can write to.
    #[error("Enter an e-mail address like name@example.com.")]
    NotEmail,
    /// Not a host name.
    #[error("Enter a host name like id.example.com.")]
    NotHostname,
    /// Not a slug.
    #[error("Use a to z, digits and hyphens.")]
    NotSlug,
}

/// Bidi controls can make a stored name read as something else (Trojan Source).
fn is_forbidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// One line of text: NFC, trimmed, 1 to `max` characters.
pub fn line(text: &str, max: usize) -> Result<String, TextError> {
    // Four bytes hold any character: cut absurd input off before normalising it.
    if text.len() > max.saturating_mul(16).max(256) {
        return Err(TextError::TooLong(max));
    }
    let clean: String = text.trim().nfc().collect();
    if clean.chars().any(is_forbidden) {
        return Err(TextError::Forbidden);
    }
    match clean.chars().count() {
        0 => Err(TextError::Empty),
        n if n > max => Err(TextError::TooLong(max)),
        _ => Ok(clean),
    }
}

/// Text as a search compares it: without accents, in small letters, and with nothing of how a character was put together.
pub fn folded(text: &str) -> String {
    let bare = text.nfkd().filter(|letter| !is_combining_mark(*letter));
    bare.collect::<String>().to_lowercase().nfkd().collect()
}

macro_rules! text_serde {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Self::parse(&text).map_err(serde::de::Error::custom)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// An e-mail address: shown as typed, compared by [`Email::canonical`]. No comments, no quoted parts, ≤ 254 characters (RFC 5321 §4.5.3).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email {
    typed: String,
    canonical: String,
}

impl Email {
    /// Parses what a person typed.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let typed = line(text, 254)?;
        let (local, domain) = typed.rsplit_once('@').ok_or(TextError::NotEmail)?;
        let allowed = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
        let local_ok = !local.is_empty()
            && local.len() <= 64
            && local.chars().all(allowed)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let ascii = idna::domain_to_ascii_strict(domain).map_err(|_| TextError::NotEmail)?;
        if !local_ok || !is_dns_name(&ascii) || !ascii.contains('.') {
            return Err(TextError::NotEmail);
        }
        let canonical = format!("{}@{ascii}", local.to_lowercase());
        if canonical.len() > 254 {
            return Err(TextError::TooLong(254));
        }
        Ok(Self { typed, canonical })
    }

    /// As the person typed it.
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// Lower-cased, domain as A-labels: what is compared, hashed and indexed.
    pub fn canonical(&self) -> &str {
        &self.canonical
    }

    /// The domain in A-labels.
    pub fn domain(&self) -> &str {
        self.canonical.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// `a•••@example.com`: enough for its owner to recognise it.
    pub fn masked(&self) -> String {
        let first: String = self.typed.chars().take(1).collect();
        format!(
            "{first}•••@{}",
            self.typed.rsplit_once('@').map_or("", |(_, domain)| domain)
        )
    }
}

text_serde!(Email);

/// Personal data: never in a log by accident.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[email]")
    }
}

fn is_dns_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

fn is_dns_name(name: &str) -> bool {
    name.len() <= 253 && name.split('.').all(is_dns_label)
}

/// A host name: lower-case A-labels, no port, no trailing dot, never an IP literal.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Hostname(String);

impl Hostname {
    /// Parses a bare host name (no port); upper case and one trailing dot are normalised.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let bare = text.strip_suffix('.').unwrap_or(text);
        if bare.is_empty() || bare.len() > 1024 || bare.contains(['@', '/', ':', '[', '%', ' ']) {
            return Err(TextError::NotHostname);
        }
        let ascii = idna::domain_to_ascii_strict(bare).map_err(|_| TextError::NotHostname)?;
        let last_is_number = ascii
            .rsplit('.')
            .next()
            .is_none_or(|label| label.bytes().all(|b| b.is_ascii_digit()));
        if !is_dns_name(&ascii) || last_is_number {
            return Err(TextError::NotHostname);
        }
        Ok(Self(ascii))
    }

    /// The A-label form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when this is `parent` or a name below it.
    pub fn is_within(&self, parent: &Self) -> bool {
        self.0 == parent.0 || self.0.strip_suffix(&parent.0).is_some_and(|head| head.ends_with('.'))
    }

    /// True when the name is itself a public suffix (`co.uk`), or only a single label.
    pub fn is_public_suffix(&self) -> bool {
        !self.0.contains('.') || psl::suffix_str(&self.0).is_some_and(|suffix| suffix == self.0)
    }
}

text_serde!(Hostname);

/// An application's name in its host: `adjective-noun`, fixed for life.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Slug(String);

/// Names that no application may have (behaviour 2.2).
const RESERVED: &[&str] = &[
    "dashboard",
    "www",
    "api",
    "auth",
    "account",
    "accounts",
    "admin",
    "app",
    "apps",
    "assets",
    "cdn",
    "console",
    "docs",
    "help",
    "id",
    "local",
    "login",
    "mail",
    "oauth",
    "operator",
    "origin",
    "platform",
    "qa",
    "sso",
    "static",
    "status",
    "support",
    "test",
    "staging",
];

impl Slug {
    /// Parses a DNS label of 1-63 characters.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        if is_dns_label(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(TextError::NotSlug)
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True for names that only the platform may use.
    pub fn is_reserved(&self) -> bool {
        RESERVED.contains(&self.0.as_str()) || self.0.starts_with("xn--")
    }
}

text_serde!(Slug);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_is_compared_without_case_and_with_a_labels() {
        let email = Email::parse(" Mia.Müller@BÜCHER.example ").unwrap_or_else(|_| unreachable!());
        assert_eq!(email.as_str(), "Mia.Müller@BÜCHER.example");
        assert_eq!(email.canonical(), "mia.müller@xn--bcher-kva.example");
        assert_eq!(format!("{email:?}"), "[email]");
    }

    #[test]
    fn a_search_does_not_care_for_accents_and_capitals() {
        for (typed, wanted) in [
            ("Zoë MÜLLER", "zoe muller"),
            ("Žižek", "zizek"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(folded(typed), wanted, "{typed}");
            assert_eq!(folded(&folded(typed)), wanted, "{typed}");
        }
    }

    #[test]
    fn hostile_emails_are_refused() {
        let long = format!("{}@example.com", "a".repeat(250));
        for bad in [
            "",
            "a",
            "a@",
            "@b.example",
            "a@b",
            "a b@c.example",
            "\"a\"@b.example",
            "a@b.example\r\nBcc: x@y.example",
            "a..b@c.example",
            &long,
            "a\u{202e}@b.example",
            "(c)a@b.example",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_hostname_is_normalised_or_refused() {
        assert_eq!(
            Hostname::parse("ID.Example.COM.").map(|h| h.to_string()),
            Ok("id.example.com".to_owned())
        );
        for bad in [
            "",
            ".",
            "a..b",
            "127.0.0.1",
            "[::1]",
            "a:80",
            "u@a.example",
            "-a.example",
            "a_b.example",
            "a.example..",
            "0x7f.1",
        ] {
            assert!(Hostname::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn reserved_slugs_are_known() {
        for name in ["dashboard", "www", "local", "xn--bcher-kva"] {
            assert!(Slug::parse(name).is_ok_and(|slug| slug.is_reserved()), "{name}");
        }
        assert!(Slug::parse("acme").is_ok_and(|slug| !slug.is_reserved()));
    }

    #[test]
    fn lines_are_counted_in_characters() {
        assert_eq!(line("  é  ", 1), Ok("é".to_owned()));
        assert_eq!(line("e\u{301}", 1), Ok("é".to_owned()));
        assert_eq!(line("\u{0}", 5), Err(TextError::Forbidden));
        assert_eq!(line("   ", 5), Err(TextError::Empty));
        assert_eq!(line("abcdef", 5), Err(TextError::TooLong(5)));
    }
}
