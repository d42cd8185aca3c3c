//! An account on its way out: kept until its day, then a tombstone, then nothing of it but the id (behaviour 5.14).
//!
//! Life: waiting → erased → passed over once → gone. What the stream or a request still carried when the tombstone was made is found by the second pass.

use crate::{EventId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// When the second pass follows the first, in seconds: longer than any request, and than the recorder usually takes.
const SETTLE_SECS: i64 = 3600;

/// How far the erasure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The account can still be kept.
    Waiting,
    /// The tombstone is made; what belonged to the account is looked for.
    First,
    /// It is looked for once more.
    Second,
}

/// The stored departure: beside its user, so that everything of the account lies in one partition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// Whose.
    pub user_id: UserId,
    /// How far it is.
    pub stage: Stage,
    /// When there is something to do.
    pub due: Timestamp,
    /// The last event of the person's audit that was looked at in this pass.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cursor: Option<EventId>,
    /// +1 per change.
    pub version: u64,
}

impl Departure {
    /// Of an account that is erased at `due`.
    pub const fn scheduled(user_id: UserId, due: Timestamp) -> Self {
        Self {
            user_id,
            stage: Stage::Waiting,
            due,
            cursor: None,
            version: 1,
        }
    }

    /// The tombstone is made now, whether or not the departure was scheduled.
    #[must_use]
    pub fn erased(before: Option<Self>, user_id: UserId, now: Timestamp) -> Self {
        let version = before.map_or(0, |before| before.version);
        Self {
            user_id,
            stage: Stage::First,
            due: now,
            cursor: None,
            version: version.saturating_add(1),
        }
    }

    /// This far, and there is more.
    #[must_use]
    pub fn reached(mut self, cursor: Option<EventId>) -> Self {
        self.cursor = cursor.or(self.cursor);
        self.version = self.version.saturating_add(1);
        self
    }

    /// Nothing more was found in this pass; `None` after the last one.
    #[must_use]
    pub fn passed(mut self, now: Timestamp) -> Option<Self> {
        if self.stage != Stage::First {
            return None;
        }
        self.stage = Stage::Second;
        self.due = now.plus_secs(SETTLE_SECS);
        self.cursor = None;
        self.version = self.version.saturating_add(1);
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_looked_for_twice_an_hour_apart() {
        let now = Timestamp::from_secs(1000);
        let waiting = Departure::scheduled(UserId::from_bytes([1; 16]), now);
        let first = Departure::erased(Some(waiting.clone()), waiting.user_id, now);
        assert_eq!((first.stage, first.due, first.version), (Stage::First, now, 2));
        let second = first.reached(Some(EventId::from_bytes([2; 16]))).passed(now);
        let second = second.unwrap_or_else(|| unreachable!());
        assert_eq!((second.stage, second.cursor, second.version), (Stage::Second, None, 4));
        assert!(!second.due.is_past(now.plus_secs(3599)));
        assert_eq!(second.passed(now), None);
    }
}
