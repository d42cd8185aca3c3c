//! Time, as a value that is handed in. The only trait through which the product may ask what time it is.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A moment in UTC, in milliseconds since 1970. Written as RFC 3339 with milliseconds wherever a person or a client reads it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From milliseconds since 1970.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From whole seconds since 1970 (the unit of token claims, RFC 7519 `NumericDate`).
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs.saturating_mul(1000))
    }

    /// Milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, rounded down.
    pub const fn secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This moment, `secs` seconds later.
    #[must_use]
    pub const fn plus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_add(secs.saturating_mul(1000)))
    }

    /// This moment, `secs` seconds earlier.
    #[must_use]
    pub const fn minus_secs(self, secs: i64) -> Self {
        Self(self.0.saturating_sub(secs.saturating_mul(1000)))
    }

    /// Whole seconds from `earlier` to here; negative if `earlier` is later.
    pub const fn secs_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(1000)
    }

    /// True when a thing that ends at `self` is over at `now`. A thing is dead *at* its expiry, not after it.
    pub const fn is_past(self, now: Self) -> bool {
        self.0 <= now.0
    }

    /// Parses RFC 3339.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<jiff::Timestamp>().ok().map(|at| Self(at.as_millisecond()))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_millisecond(self.0) {
            Ok(at) => write!(f, "{at:.3}"),
            Err(_) => write!(f, "{}", self.0),
        }
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 time"))
    }
}

/// Who knows what time it is. One implementation reads the system, another is moved by tests.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// A number that only grows: what was born under a smaller epoch is dead.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Epoch(i64);

impl Epoch {
    /// The first epoch of a thing made at `now`.
    pub const fn born(now: Timestamp) -> Self {
        Self(now.millis())
    }

    /// The next epoch: `max(now, previous + 1)`, so that a clock set back never revives anything.
    #[must_use]
    pub fn next(self, now: Timestamp) -> Self {
        Self(now.millis().max(self.0.saturating_add(1)))
    }

    /// The number, for claims.
    pub const fn value(self) -> i64 {
        self.0
    }

    /// From a claim.
    pub const fn from_value(value: i64) -> Self {
        Self(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_rfc_3339_with_milliseconds() {
        let at = Timestamp::from_millis(1_795_521_600_005);
        assert_eq!(at.to_string(), "2026-11-24T12:00:00.005Z");
        assert_eq!(Timestamp::parse("2026-11-24T12:00:00.005Z"), Some(at));
        assert_eq!(Timestamp::from_secs(0).to_string(), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn an_epoch_only_grows() {
        let first = Epoch::born(Timestamp::from_secs(10));
        assert!(first.next(Timestamp::from_secs(5)) > first);
        assert_eq!(
            first.next(Timestamp::from_secs(20)),
            Epoch::born(Timestamp::from_secs(20))
        );
    }

    #[test]
    fn a_thing_is_over_at_its_expiry() {
        let end = Timestamp::from_secs(60);
        assert!(end.is_past(end));
        assert!(!end.is_past(Timestamp::from_millis(59_999)));
    }
}
