//! A day in UTC, as counts are kept by it.

use crate::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

const HOUR_SECS: i64 = 3_600;
/// Hours of a day.
pub const HOURS: u8 = 24;
const DAY_SECS: i64 = HOUR_SECS * HOURS as i64;

/// Days since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day(i64);

impl Day {
    /// The day of a moment.
    pub const fn of(at: Timestamp) -> Self {
        Self(at.secs().div_euclid(DAY_SECS))
    }

    /// The hour of a moment in its day.
    pub fn hour(at: Timestamp) -> u8 {
        u8::try_from(at.secs().rem_euclid(DAY_SECS) / HOUR_SECS).unwrap_or(0)
    }

    /// When it begins.
    pub const fn start(self) -> Timestamp {
        Timestamp::from_secs(self.0.saturating_mul(DAY_SECS))
    }

    /// When an hour of it begins.
    pub fn hour_start(self, hour: u8) -> Timestamp {
        self.start().plus_secs(i64::from(hour).saturating_mul(HOUR_SECS))
    }

    /// The day after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// `2026-11`
    pub fn month(self) -> String {
        self.to_string().chars().take(7).collect()
    }

    /// `28`
    pub fn in_month(self) -> String {
        self.to_string().chars().skip(8).collect()
    }
}

/// `2026-11-28`
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.start().to_string();
        f.write_str(text.split('T').next().unwrap_or_default())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_day_knows_its_month_and_its_hours() {
        let at = Timestamp::parse("2026-11-28T23:59:59.999Z").unwrap();
        let day = Day::of(at);
        assert_eq!(day.to_string(), "2026-11-28");
        assert_eq!((day.month().as_str(), day.in_month().as_str()), ("2026-11", "28"));
        assert_eq!(Day::hour(at), 23);
        assert_eq!(day.hour_start(23).to_string(), "2026-11-28T23:00:00.000Z");
        assert_eq!(Day::of(at.plus_secs(1)), day.next());
    }
}
