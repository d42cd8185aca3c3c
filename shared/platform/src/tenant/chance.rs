//! What an application draws its identifiers and secrets from: chance, or what the first try of a repeated request drew (decision 14).

use super::Tenant;
use crate::birth::Birth;
use domain::{Entropy, Timestamp};

impl Tenant {
    /// Chance.
    pub fn entropy(&self) -> &dyn Entropy {
        self.birth
            .as_ref()
            .map_or(&*self.services.entropy, |birth| birth.entropy())
    }

    /// The same, for making things with the chance and the time of `birth`.
    pub(crate) fn with_birth(&self, birth: Birth) -> Self {
        Self {
            birth: Some(birth),
            ..self.clone()
        }
    }

    /// The same for work that goes on whether this request is repeated or not: what it draws is never drawn again, or an event of the repetition would
    /// have the identifier of another, and be taken for it.
    pub(crate) fn apart(&self) -> Self {
        Self {
            birth: None,
            ..self.clone()
        }
    }

    /// The moment and the chance of what is made by this request.
    pub(crate) fn birth(&self) -> Birth {
        let fresh = || Birth::fresh(self.now(), &*self.services.entropy);
        self.birth.clone().unwrap_or_else(fresh)
    }

    /// The time in the identifiers of what is made by this request.
    pub(crate) fn born_at(&self) -> Timestamp {
        self.birth.as_ref().map_or_else(|| self.now(), Birth::at)
    }

    /// Whether an earlier try of this request may have made what it makes: then it is looked for first.
    pub(crate) fn is_repeated(&self) -> bool {
        self.birth.as_ref().is_some_and(Birth::is_again)
    }
}
