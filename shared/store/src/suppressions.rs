//! Which mailboxes get no mail of an application: one item each, under a MAC of the address.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    write::Condition,
};
use domain::{ApplicationId, Change, Timestamp, suppression::Suppression};

impl Entity for Suppression {
    const TYPE: &'static str = "suppression";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

impl Store {
    /// Whether a mailbox gets no mail now, and why. Strongly consistent.
    pub async fn suppression(
        &self,
        app: &ApplicationId,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<Suppression>, StoreError> {
        let found = self.table.get(keys::suppression(app, hash).attributes(), true).await?;
        found.map_or(Ok(None), |item| item::live(item, now))
    }

    /// Suppresses a mailbox, or goes on to. Twice is once: the event's id says so to the recorder.
    pub async fn suppress(
        &self,
        app: &ApplicationId,
        hash: &str,
        change: Change<Suppression>,
    ) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::suppression(app, hash), Some(app), &change.state)?.events(&change.events)?;
        self.table
            .put(draft.when(Condition::free_or_of(app)))
            .await?
            .or_conflict()
            .map(|_| ())
    }
}
