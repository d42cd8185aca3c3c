//! A record of the table's stream that was set aside so that it does not stop the others: waiting → (handled | parked) → (waiting | discarded).
//!
//! It holds the record's events exactly as they came: what is secret in them is sealed already.

use crate::{ApplicationId, EventId, ParkedId, Timestamp};
use serde::{Deserialize, Serialize};

/// How long it is kept, in seconds.
const KEEP_SECS: i64 = 14 * 86_400;
/// How long it is tried again by itself, in seconds.
const PATIENCE_SECS: i64 = 86_400;
/// How long until the next try, in seconds: at once, then longer and longer, at most an hour.
const BACK_OFF_SECS: [i64; 9] = [0, 30, 60, 120, 240, 480, 960, 1920, 3600];

/// Which consumer of the stream could not handle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Consumer {
    /// The recorder.
    Record,
    /// The mailer.
    Deliver,
}

impl Consumer {
    /// As metrics, keys and the API write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Deliver => "deliver",
        }
    }
}

/// Why it could not be handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Reason {
    /// Its events cannot be read.
    Unreadable,
    /// What is sealed in it does not open.
    Sealed,
    /// The mail service refused the mail for good.
    Refused,
    /// An item that it leads to, or that it would become, is not what it should be.
    Corrupt,
    /// The handler broke.
    Broken,
    /// A service it needs is not available.
    Unavailable,
}

impl Reason {
    /// As logs write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Sealed => "sealed",
            Self::Refused => "refused",
            Self::Corrupt => "corrupt",
            Self::Broken => "broken",
            Self::Unavailable => "unavailable",
        }
    }

    /// Whether the same record may succeed later without anybody doing something.
    pub const fn may_pass(self) -> bool {
        matches!(self, Self::Unavailable)
    }
}

/// The record as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Held {
    /// The application, as the item names it.
    #[serde(rename = "held_app")]
    pub application: String,
    /// The events, as the item carries them.
    #[serde(rename = "held_ev")]
    pub events: String,
    /// The record's sequence number in the stream.
    pub sequence: String,
}

/// A record that was set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Parked {
    /// Its identifier; the same for the same record and consumer.
    pub id: ParkedId,
    /// Who could not handle it.
    pub consumer: Consumer,
    /// Why, the last time.
    pub reason: Reason,
    /// How often it was tried since it came, or since an operator wanted it.
    pub tries: u32,
    /// When it was first set aside.
    pub parked_at: Timestamp,
    /// Since when it is tried.
    pub since: Timestamp,
    /// When it is tried again; absent when only an operator can help.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due: Option<Timestamp>,
    /// When it is forgotten.
    pub until: Timestamp,
    /// The optimistic lock.
    #[serde(rename = "version")]
    pub version: u64,
    /// What it is.
    #[serde(flatten)]
    pub held: Held,
}

impl Parked {
    /// A record that was just tried, in vain.
    pub fn new(id: ParkedId, consumer: Consumer, reason: Reason, held: Held, now: Timestamp) -> Self {
        let fresh = Self {
            id,
            consumer,
            reason,
            tries: 0,
            parked_at: now,
            since: now,
            due: None,
            until: now.plus_secs(KEEP_SECS),
            version: 0,
            held,
        };
        fresh.failed(reason, now)
    }

    /// Tried once more, in vain: it waits longer, or for an operator.
    #[must_use]
    pub fn failed(self, reason: Reason, now: Timestamp) -> Self {
        let step = usize::try_from(self.tries)
            .unwrap_or(usize::MAX)
            .min(BACK_OFF_SECS.len() - 1);
        let back_off = BACK_OFF_SECS.get(step).copied().unwrap_or(0);
        let patient = reason.may_pass() && !self.since.plus_secs(PATIENCE_SECS).is_past(now);
        Self {
            reason,
            tries: self.tries.saturating_add(1),
            due: patient.then(|| now.plus_secs(back_off)),
            version: self.version + 1,
            ..self
        }
    }

    /// An operator wants it tried again, now.
    #[must_use]
    pub fn replay(self, now: Timestamp) -> Self {
        Self {
            tries: 0,
            since: now,
            due: Some(now),
            until: now.plus_secs(KEEP_SECS),
            version: self.version + 1,
            ..self
        }
    }

    /// An operator wants it forgotten: it is over at once, and what it held is gone.
    #[must_use]
    pub fn discard(self, now: Timestamp) -> Self {
        let held = Held {
            application: String::new(),
            events: String::new(),
            ..self.held
        };
        Self {
            due: None,
            until: now,
            version: self.version + 1,
            held,
            ..self
        }
    }

    /// Whether it is tried again without an operator.
    pub const fn is_waiting(&self) -> bool {
        self.due.is_some()
    }

    /// Whether its time has come.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.due.is_some_and(|due| due.is_past(now))
    }

    /// The application, where it can be read.
    pub fn application(&self) -> Option<ApplicationId> {
        self.held.application.parse().ok()
    }
}

impl ParkedId {
    /// The id of a record whose first event is this one.
    pub fn of_event(event: &EventId, consumer: Consumer) -> Self {
        Self::marked(*event.as_bytes(), consumer)
    }

    /// The id of a record that cannot be read: when it was made, and a digest of what the stream calls it.
    pub fn of_record(made: Timestamp, digest: [u8; 32], consumer: Consumer) -> Self {
        let mut bytes = [0; 16];
        let millis = made.millis().to_be_bytes();
        for (to, from) in bytes.iter_mut().zip(millis.iter().skip(2).chain(&digest)) {
            *to = *from;
        }
        Self::marked(bytes, consumer)
    }

    /// Both consumers may set the same record aside.
    fn marked(mut bytes: [u8; 16], consumer: Consumer) -> Self {
        if let Some(last) = bytes.last_mut() {
            *last ^= match consumer {
                Consumer::Record => 0x55,
                Consumer::Deliver => 0xaa,
            };
        }
        Self::from_bytes(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parked(reason: Reason) -> Parked {
        let held = Held {
            application: "x".to_owned(),
            events: "[]".to_owned(),
            sequence: "1".to_owned(),
        };
        let id = ParkedId::of_event(&EventId::from_bytes([1; 16]), Consumer::Deliver);
        Parked::new(id, Consumer::Deliver, reason, held, Timestamp::from_secs(0))
    }

    #[test]
    fn what_may_pass_is_tried_at_once_then_less_and_less_often_for_a_day() {
        let (mut record, mut now, mut waits) = (parked(Reason::Unavailable), Timestamp::from_secs(0), Vec::new());
        while let Some(due) = record.due {
            waits.push(due.secs_since(now));
            now = due;
            record = record.failed(Reason::Unavailable, now);
        }
        assert_eq!(waits.iter().take(4).copied().collect::<Vec<_>>(), [0, 30, 60, 120]);
        assert!(
            now >= Timestamp::from_secs(PATIENCE_SECS) && waits.len() < 40,
            "{waits:?}"
        );
        assert!(record.replay(now).is_due(now), "an operator can want it again");
    }

    #[test]
    fn what_can_never_succeed_waits_for_an_operator() {
        let now = Timestamp::from_secs(9);
        assert!(!parked(Reason::Refused).is_waiting());
        assert_eq!(parked(Reason::Refused).discard(now).held.events, "");
    }

    #[test]
    fn the_same_record_has_one_id_per_consumer() {
        let event = EventId::from_bytes([7; 16]);
        let ids = [Consumer::Record, Consumer::Deliver].map(|consumer| ParkedId::of_event(&event, consumer));
        assert!(ids[0] != ids[1] && ids[0] == ParkedId::of_event(&event, Consumer::Record));
    }
}
