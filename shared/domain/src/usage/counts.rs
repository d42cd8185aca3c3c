//! The counts of a day, and what is remembered of a person so that they are counted once a day and once a month.
//!
//! Whatever the stream repeats counts once: a count remembers the newest events that went into it, and a person's day the event that opened it, so
//! that the same event gives the same answer again.

use super::day::{Day, HOURS};
use crate::{Event, EventId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const DAY_SECS: i64 = 86_400;
/// How long counts are kept: twenty-five months.
const KEPT_DAYS: i64 = 761;
/// How long a person's activity is remembered: longer than a month may be asked about.
const SEEN_DAYS: i64 = 70;
/// Characters of an event's id by which it is known again: 35 bits of chance, among few.
const MARK: usize = 7;
/// Events that a count knows again.
const MARKS: usize = 48;
/// Days and months that are remembered of a person. The stream is a day late at most.
const DAYS: usize = 3;
const MONTHS: usize = 2;

fn mark(id: &EventId) -> String {
    let text = id.suffix();
    text.chars().skip(text.len().saturating_sub(MARK)).collect()
}

/// What was counted on a day, by one shard of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCounts {
    /// Which day.
    pub day: Day,
    /// By code and hour: `sp07`.
    #[serde(rename = "c")]
    pub counts: BTreeMap<String, u64>,
    /// The newest events that are in it, one mark after the other.
    #[serde(rename = "e")]
    marks: String,
    /// When something was counted last.
    #[serde(rename = "at")]
    pub counted_at: Timestamp,
    /// When it is forgotten.
    pub until: Timestamp,
    /// +1 per change; the condition of every write.
    pub version: u64,
}

impl DayCounts {
    /// Nothing yet.
    pub fn empty(day: Day) -> Self {
        Self {
            day,
            counts: BTreeMap::new(),
            marks: String::new(),
            counted_at: day.start(),
            until: day.start().plus_secs(KEPT_DAYS * DAY_SECS),
            version: 0,
        }
    }

    fn knows(&self, mark: &str) -> bool {
        self.marks.as_bytes().chunks(MARK).any(|known| known == mark.as_bytes())
    }

    /// These events with what they count for, each once; `None` where all were counted before.
    pub fn count(&self, events: &[(&Event, Vec<(&'static str, u64)>)], now: Timestamp) -> Option<Self> {
        let mut next = self.clone();
        let mut added = String::new();
        for (event, codes) in events {
            let mark = mark(&event.id);
            if next.knows(&mark) {
                continue;
            }
            next.marks.push_str(&mark);
            added.push_str(&mark);
            for (code, sum) in codes {
                let count = next
                    .counts
                    .entry(format!("{code}{:02}", Day::hour(event.at)))
                    .or_default();
                *count = count.saturating_add(*sum);
            }
        }
        // Those of this batch stay in any case: it is what comes again first.
        let keep = added.len().max(MARKS * MARK);
        next.marks = next.marks.chars().skip(next.marks.len().saturating_sub(keep)).collect();
        next.counted_at = now;
        next.version = next.version.saturating_add(1);
        (!added.is_empty()).then_some(next)
    }

    /// How many of a code there were in each hour.
    pub fn hours(&self, code: &str) -> impl Iterator<Item = (u8, u64)> {
        (0..HOURS).filter_map(move |hour| Some((hour, *self.counts.get(&format!("{code}{hour:02}"))?)))
    }
}

/// A day or a month, and the event that opened it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Opened {
    #[serde(rename = "a")]
    at: String,
    #[serde(rename = "e")]
    by: EventId,
}

/// When a person was active.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// Who.
    pub user_id: UserId,
    #[serde(rename = "d")]
    days: Vec<Opened>,
    #[serde(rename = "m")]
    months: Vec<Opened>,
    /// When it says nothing any more.
    pub until: Timestamp,
    /// +1 per change; the condition of every write.
    pub version: u64,
}

/// What an event was the first of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct First {
    /// Of its day.
    pub day: bool,
    /// Of its month.
    pub month: bool,
}

fn open(opened: &mut Vec<Opened>, at: String, by: EventId, most: usize) -> bool {
    if let Some(found) = opened.iter().find(|known| known.at == at) {
        return found.by == by;
    }
    // Earlier than all that is remembered: whether it was counted then, nobody knows.
    if opened.len() >= most && opened.iter().all(|known| at < known.at) {
        return false;
    }
    opened.push(Opened { at, by });
    opened.sort_by(|one, other| other.at.cmp(&one.at));
    opened.truncate(most);
    true
}

impl Statistics {
    /// Of somebody who was never active.
    pub const fn of(user_id: UserId) -> Self {
        Self {
            user_id,
            days: Vec::new(),
            months: Vec::new(),
            until: Timestamp::from_millis(0),
            version: 0,
        }
    }

    /// Somebody was active by this event.
    pub fn see(&mut self, event: &Event) -> First {
        let day = Day::of(event.at);
        self.until = self.until.max(day.start().plus_secs(SEEN_DAYS * DAY_SECS));
        First {
            day: open(&mut self.days, day.to_string(), event.id, DAYS),
            month: open(&mut self.months, day.month(), event.id, MONTHS),
        }
    }

    /// The next version.
    #[must_use]
    pub fn next(self) -> Self {
        Self {
            version: self.version.saturating_add(1),
            ..self
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(number: u8, at: &str) -> Event {
        let id = EventId::from_bytes([number; 16]);
        let event = json!({
            "id": id, "type": "user.signed_in", "at": at, "outcome": "success", "actor": { "type": "system" },
        });
        serde_json::from_value(event).unwrap()
    }

    #[test]
    fn an_event_counts_once_as_long_as_it_is_known() {
        let now = Timestamp::parse("2026-11-28T09:00:00Z").unwrap();
        let all: Vec<Event> = (0..MARKS)
            .map(|number| event(u8::try_from(number).unwrap(), "2026-11-28T08:59:00Z"))
            .collect();
        let batch: Vec<_> = all.iter().map(|event| (event, vec![("sp", 1), ("mf", 1)])).collect();
        let once = DayCounts::empty(Day::of(now)).count(&batch, now).unwrap();
        assert_eq!(once.hours("sp").collect::<Vec<_>>(), [(8, 48)]);
        assert_eq!(once.count(&batch, now), None);
        let late = event(200, "2026-11-28T00:00:00Z");
        let next = once.count(&[(&late, vec![("sp", 1)])], now).unwrap();
        assert_eq!(next.hours("sp").collect::<Vec<_>>(), [(0, 1), (8, 48)]);
        assert_eq!((next.version, next.marks.len()), (2, MARKS * MARK));
        // The bound: what left the window counts again.
        let first: Vec<_> = batch.into_iter().take(1).collect();
        assert!(next.count(&first, now).is_some());
    }

    #[test]
    fn a_batch_larger_than_the_window_is_known_as_a_whole() {
        let now = Timestamp::parse("2026-11-28T09:00:00Z").unwrap();
        let all: Vec<Event> = (0..200).map(|number| event(number, "2026-11-28T08:59:00Z")).collect();
        let batch: Vec<_> = all.iter().map(|event| (event, vec![("sp", 1)])).collect();
        let once = DayCounts::empty(Day::of(now)).count(&batch, now).unwrap();
        assert_eq!(once.count(&batch, now), None);
    }

    #[test]
    fn a_day_and_a_month_are_opened_by_one_event_whatever_comes_again() {
        let mut seen = Statistics::of(UserId::from_bytes([1; 16]));
        let (first, second) = (event(1, "2026-11-30T23:00:00Z"), event(2, "2026-11-30T23:30:00Z"));
        let both = First { day: true, month: true };
        assert_eq!(seen.see(&first), both);
        assert_eq!(seen.see(&second), First::default());
        assert_eq!(seen.see(&first), both, "told again, it is the same");
        assert_eq!(seen.see(&event(3, "2026-12-01T00:00:00Z")), both);
        let late = seen.see(&event(4, "2026-11-29T00:00:00Z"));
        assert_eq!(
            late,
            First {
                day: true,
                month: false
            }
        );
        assert_eq!(
            seen.see(&event(5, "2026-11-01T00:00:00Z")),
            First::default(),
            "nobody knows"
        );
        let kept = seen.clone();
        seen.see(&first);
        assert_eq!(seen, kept, "nothing to write");
    }
}
