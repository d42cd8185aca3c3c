//! Guessing passwords: failures per account and source, and the aggregate of all unknown sources (behaviour 7.3).
//!
//! Works the same for addresses without an account. A stranger cannot lock an owner out of a known device.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// Failures are forgotten after this long without one.
pub const FORGET_SECS: i64 = 86_400;
/// Failures of all unknown sources together that close passwords to unknown sources.
pub const AGGREGATE_FAILURES: u32 = 50;
/// In this long; and closed for this long.
pub const AGGREGATE_SECS: i64 = 3600;

/// Failed sign-ins of one account from one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempts {
    /// Failures in a row.
    #[serde(rename = "n")]
    pub failures: u32,
    /// The latest one.
    #[serde(rename = "at")]
    pub last_failed_at: Timestamp,
    /// No passwords from this source until then.
    #[serde(rename = "until", skip_serializing_if = "Option::is_none", default)]
    pub locked_until: Option<Timestamp>,
}

impl Attempts {
    /// Seconds still locked at `now`, if locked.
    pub fn locked_for(&self, now: Timestamp) -> Option<u32> {
        let until = self.locked_until?;
        if until.is_past(now) {
            return None;
        }
        Some(
            u32::try_from(until.secs_since(now))
                .unwrap_or(u32::MAX)
                .saturating_add(1),
        )
    }

    /// One more failure.
    #[must_use]
    pub fn fail(self, now: Timestamp) -> Self {
        let stale = self.last_failed_at.plus_secs(FORGET_SECS).is_past(now);
        let failures = if stale { 1 } else { self.failures.saturating_add(1) };
        let locked_until = match failures {
            5 => Some(5 * 60),
            10 => Some(15 * 60),
            20 => Some(3600),
            n if n >= 50 => Some(86_400),
            _ => None,
        }
        .map(|secs| now.plus_secs(secs));
        Self {
            failures,
            last_failed_at: now,
            locked_until: locked_until.or(self.locked_until.filter(|end| !end.is_past(now))),
        }
    }
}

/// Failed sign-ins of one account from all unknown sources together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aggregate {
    /// Failures since `since`.
    #[serde(rename = "n")]
    pub failures: u32,
    /// Begin of the hour that is counted.
    pub since: Timestamp,
    /// No passwords from unknown sources until then.
    #[serde(rename = "until", skip_serializing_if = "Option::is_none", default)]
    pub closed_until: Option<Timestamp>,
}

impl Aggregate {
    /// Seconds still closed at `now`, if closed.
    pub fn closed_for(&self, now: Timestamp) -> Option<u32> {
        Attempts {
            locked_until: self.closed_until,
            ..Attempts::default()
        }
        .locked_for(now)
    }

    /// One more failure from some unknown source.
    #[must_use]
    pub fn fail(self, now: Timestamp) -> Self {
        let fresh = self.since.plus_secs(AGGREGATE_SECS).is_past(now);
        let (failures, since) = if fresh {
            (1, now)
        } else {
            (self.failures.saturating_add(1), self.since)
        };
        let closed_until = if failures >= AGGREGATE_FAILURES {
            Some(now.plus_secs(AGGREGATE_SECS))
        } else {
            self.closed_until
        };
        Self {
            failures,
            since,
            closed_until,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_levels() {
        let now = Timestamp::from_secs(1_000_000);
        let mut state = Attempts::default();
        for failure in 1..=50u32 {
            state = state.fail(now);
            let expected = match failure {
                0..5 => None,
                5..10 => Some(301),
                10..20 => Some(901),
                20..50 => Some(3601),
                _ => Some(86_401),
            };
            assert_eq!(state.locked_for(now), expected, "{failure}");
        }
    }

    #[test]
    fn a_day_without_failure_forgets() {
        let now = Timestamp::from_secs(1_000_000);
        let state = Attempts {
            failures: 49,
            last_failed_at: now,
            locked_until: None,
        };
        assert_eq!(state.fail(now.plus_secs(FORGET_SECS)).failures, 1);
    }
}
