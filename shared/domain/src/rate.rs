//! The generic cell rate algorithm: one moment of stored state per limit, no counters to reset (ATM Forum TM 4.0 §4.4.2).

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// `count` per `period_secs`, spent in a burst or evenly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How many.
    pub count: u32,
    /// In how many seconds.
    pub period_secs: u32,
}

impl Limit {
    /// `count` per `period_secs`.
    pub const fn per(count: u32, period_secs: u32) -> Self {
        Self { count, period_secs }
    }

    fn interval_millis(self) -> i64 {
        i64::from(self.period_secs) * 1000 / i64::from(self.count.max(1))
    }
}

/// The theoretical arrival time of the next call that would be exactly on schedule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Arrival(i64);

/// Too many: wait this many seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many; wait {retry_after} s")]
pub struct Limited {
    /// Whole seconds, at least 1 (RFC 9110 §10.2.3).
    pub retry_after: u32,
}

impl Arrival {
    /// Counts one call at `now`. A refused call does not raise the counter.
    pub fn count(self, limit: Limit, now: Timestamp) -> Result<Self, Limited> {
        let interval = limit.interval_millis();
        let scheduled = self.0.max(now.millis());
        let tolerance = i64::from(limit.period_secs) * 1000 - interval;
        let early = scheduled - now.millis() - tolerance;
        if early > 0 {
            return Err(Limited {
                retry_after: u32::try_from((early + 999) / 1000).unwrap_or(u32::MAX).max(1),
            });
        }
        Ok(Self(scheduled + interval))
    }

    /// Takes one counted call back: it turned out to be what the limit is not for.
    #[must_use]
    pub fn take_back(self, limit: Limit) -> Self {
        Self(self.0.saturating_sub(limit.interval_millis()))
    }

    /// When the state says nothing more and may be forgotten.
    pub const fn forgotten_at(self) -> Timestamp {
        Timestamp::from_millis(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_passes_then_one_per_interval() {
        let limit = Limit::per(3, 900);
        let mut state = Arrival::default();
        let now = Timestamp::from_secs(10_000);
        for _ in 0..3 {
            state = state.count(limit, now).unwrap_or_else(|_| unreachable!());
        }
        assert_eq!(state.count(limit, now), Err(Limited { retry_after: 300 }));
        assert!(state.count(limit, now.plus_secs(300)).is_ok());
    }
}
