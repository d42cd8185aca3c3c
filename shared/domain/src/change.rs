//! A new state together with the events that explain it. Nothing is saved without one, so nothing changes unseen.

use crate::Event;

/// The new state of a thing and the 0-8 events that are committed with it, in the same item.
#[derive(Debug, Clone)]
pub struct Change<T> {
    /// What will be stored.
    pub state: T,
    /// What happened. Empty only where the design says so (hot-path successes).
    pub events: Vec<Event>,
}

impl<T> Change<T> {
    /// A change that one event explains.
    pub fn because(state: T, event: Event) -> Self {
        Self {
            state,
            events: vec![event],
        }
    }

    /// A change that is a log line and a metric, not an audit item (decision 12).
    pub const fn silent(state: T) -> Self {
        Self {
            state,
            events: Vec::new(),
        }
    }

    /// Adds another event.
    #[must_use]
    pub fn and(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }
}
