//! The invariants of what is kept (rules 3.17): looked for in raw items, after each fault test and nightly on an export.
//!
//! Reads items, never the table: the product has no scan and gets none. A finding names a rule and a key, never a person.

pub mod item;
pub mod report;
mod rules;
mod shape;
pub mod source;
mod world;

pub use item::Item;
pub use report::Report;

use domain::Timestamp;
use world::World;

/// When the items were as they are.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Decides what is over.
    pub now: Timestamp,
    /// What happened before this has been recorded and mailed by now; younger events may still be on their way.
    pub settled: Timestamp,
}

impl Moment {
    /// The stream was drained: nothing is on its way.
    pub const fn drained(now: Timestamp) -> Self {
        Self {
            now,
            settled: Timestamp::from_millis(i64::MAX),
        }
    }

    /// The consumers may be this many seconds behind.
    #[must_use]
    pub const fn behind(now: Timestamp, seconds: i64) -> Self {
        Self {
            now,
            settled: now.minus_secs(seconds),
        }
    }
}

/// Looks at every item, alone and beside the others.
pub fn check(items: &[Item], moment: Moment) -> Report {
    let mut report = Report::new(items.len());
    let world = World::new(items, moment, &mut report);
    for rule in rules::ALL {
        rule(&world, &mut report);
    }
    report
}
