//! Sums on their way to whoever counts: an item that is written for the sake of what it carries, and read by nobody but the stream.

use crate::{
    Store,
    error::StoreError,
    item::{Draft, Entity},
    keys,
    write::Condition,
};
use domain::{ApplicationId, Event, Timestamp};
use serde::{Deserialize, Serialize};

/// The stream keeps what it carries for a day; nothing looks at the item afterwards.
const KEPT_SECS: i64 = 86_400;

/// An event that changed nothing and is not for the audit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TokenCounts {
    until: Timestamp,
}

impl Entity for TokenCounts {
    const TYPE: &'static str = "token_counts";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

impl Store {
    /// Hands sums to the stream; twice is once.
    pub async fn put_token_counts(&self, app: &ApplicationId, event: &Event) -> Result<(), StoreError> {
        let counts = TokenCounts {
            until: event.at.plus_secs(KEPT_SECS),
        };
        let draft = Draft::new(&keys::token_counts(app, &event.id), Some(app), &counts)?;
        let draft = draft.events(std::slice::from_ref(event))?;
        self.table.put(draft.when(Condition::absent())).await.map(|_| ())
    }
}
