//! A set of scopes as RFC 6749 §3.3 writes it: names of printable ASCII separated by spaces, in the order asked.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Names a set may hold.
pub const MAX_SCOPES: usize = 100;
/// The longest text of a set, in bytes.
pub const MAX_LENGTH: usize = 4 * 1024;

/// Makes it an OpenID Connect request (OIDC Core §3.1.2.1).
pub const OPENID: &str = "openid";
/// The grant outlives the session (OIDC Core §11).
pub const OFFLINE_ACCESS: &str = "offline_access";
/// Our self-service API; first-party clients only.
pub const ACCOUNT: &str = "account";

/// Why a text is not a set of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScopeError {
    /// More than [`MAX_SCOPES`] or [`MAX_LENGTH`].
    #[error("Ask for at most 100 scopes in 4096 characters.")]
    TooLong,
    /// A character RFC 6749 does not allow.
    #[error("A scope consists of printable ASCII characters without quotes and backslashes.")]
    IllegalCharacter,
}

/// Scopes in the order asked, each once. In JSON the space-separated text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ScopeSet(Vec<String>);

/// `scope-token` of RFC 6749 §3.3: `%x21 / %x23-5B / %x5D-7E`.
pub fn is_scope(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| matches!(byte, 0x21 | 0x23..=0x5B | 0x5D..=0x7E))
}

impl ScopeSet {
    /// The empty set.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Reads the space-separated text; repeated names and spaces count once.
    pub fn parse(text: &str) -> Result<Self, ScopeError> {
        if text.len() > MAX_LENGTH {
            return Err(ScopeError::TooLong);
        }
        let mut set = Self::new();
        for name in text.split(' ').filter(|name| !name.is_empty()) {
            if !is_scope(name) {
                return Err(ScopeError::IllegalCharacter);
            }
            set.insert(name);
        }
        if set.len() > MAX_SCOPES {
            Err(ScopeError::TooLong)
        } else {
            Ok(set)
        }
    }

    /// Adds a well-formed name that is not there yet; anything else changes nothing.
    pub fn insert(&mut self, name: &str) {
        if is_scope(name) && !self.contains(name) {
            self.0.push(name.to_owned());
        }
    }

    /// Is it in the set?
    pub fn contains(&self, name: &str) -> bool {
        self.0.iter().any(|scope| scope == name)
    }

    /// The names in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// How many.
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// None at all?
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is in both, in the order of `self`.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        self.iter().filter(|name| other.contains(name)).collect()
    }

    /// What is in either: `self` first.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        self.iter().chain(other.iter()).collect()
    }

    /// Is every name also in `other`?
    pub fn is_subset(&self, other: &Self) -> bool {
        self.iter().all(|name| other.contains(name))
    }
}

impl<S: AsRef<str>> FromIterator<S> for ScopeSet {
    /// Names that are not well-formed are left out.
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let mut set = Self::new();
        names.into_iter().for_each(|name| set.insert(name.as_ref()));
        set
    }
}

impl fmt::Display for ScopeSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

impl FromStr for ScopeSet {
    type Err = ScopeError;

    fn from_str(text: &str) -> Result<Self, ScopeError> {
        Self::parse(text)
    }
}

impl TryFrom<String> for ScopeSet {
    type Error = ScopeError;

    fn try_from(text: String) -> Result<Self, ScopeError> {
        Self::parse(&text)
    }
}

impl From<ScopeSet> for String {
    fn from(set: ScopeSet) -> Self {
        set.to_string()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_repetition_dropped() {
        let set = ScopeSet::parse(" openid  email openid ").unwrap();
        assert_eq!((set.to_string().as_str(), set.len()), ("openid email", 2));
        assert_eq!(serde_json::to_string(&set).unwrap(), "\"openid email\"");
        assert_eq!(serde_json::from_str::<ScopeSet>("\"openid email\"").unwrap(), set);
        assert!(ScopeSet::parse("").unwrap().is_empty());
    }

    #[test]
    fn sets_combine() {
        let asked: ScopeSet = ["a", "b", "c"].into_iter().collect();
        let allowed: ScopeSet = ["c", "a"].into_iter().collect();
        assert_eq!(asked.intersection(&allowed).to_string(), "a c");
        assert!(allowed.is_subset(&asked) && !asked.is_subset(&allowed));
        assert_eq!(allowed.union(&asked).to_string(), "c a b");
    }

    #[test]
    fn bad_text_is_refused() {
        for bad in ["a\"b", "a\\b", "a\tb", "é", "a\nb", "\0"] {
            assert_eq!(ScopeSet::parse(bad), Err(ScopeError::IllegalCharacter), "{bad:?}");
        }
        let many: Vec<String> = (0..=MAX_SCOPES).map(|n| n.to_string()).collect();
        assert_eq!(ScopeSet::parse(&many.join(" ")), Err(ScopeError::TooLong));
        assert_eq!(ScopeSet::parse(&"x".repeat(MAX_LENGTH + 1)), Err(ScopeError::TooLong));
    }
}
