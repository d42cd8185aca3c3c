//! When a thing is made, and the chance it is made with. A request that is repeated under its `Idempotency-Key` has those of its first try, so it
//! makes the same identifiers and the same secrets: what the first try wrote is found, and nothing is made twice (FA-03, decision 14).

use domain::{Entropy, Timestamp, entropy};
use keys::Repeatable;
use std::sync::Arc;

/// The moment and the chance of one making.
#[derive(Clone)]
pub struct Birth {
    at: Timestamp,
    seed: Arc<str>,
    source: Arc<dyn Entropy>,
    again: bool,
}

impl std::fmt::Debug for Birth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Birth")
    }
}

impl Birth {
    /// Of something that is made once.
    pub fn fresh(now: Timestamp, source: &dyn Entropy) -> Self {
        Self::seeded(now, entropy::base62(source, 43), false)
    }

    /// Of a request that may be repeated; `again`: an earlier try may have made it.
    pub(crate) fn seeded(at: Timestamp, seed: String, again: bool) -> Self {
        Self {
            at,
            source: Arc::new(Repeatable::new(&seed, "whole")),
            seed: seed.into(),
            again,
        }
    }

    /// The same with a chance of its own, however much was drawn for other parts.
    pub(crate) fn part(&self, name: &str) -> Self {
        Self {
            source: Arc::new(Repeatable::new(&self.seed, name)),
            ..self.clone()
        }
    }

    /// The time in identifiers.
    pub(crate) const fn at(&self) -> Timestamp {
        self.at
    }

    /// The chance.
    pub(crate) fn entropy(&self) -> &dyn Entropy {
        &*self.source
    }

    /// Whether an earlier try may have made it.
    pub(crate) const fn is_again(&self) -> bool {
        self.again
    }
}
