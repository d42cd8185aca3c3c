//! Guessed passwords: counted before the guess is judged, by a write on the value that was read.

use crate::{
    Store,
    error::StoreError,
    item::{Draft, Entity, number},
    keys,
    table::Query,
    write::{Condition, Put},
};
use domain::{
    ApplicationId, Event, Timestamp,
    lockout::{AGGREGATE_SECS, Aggregate, Attempts, FORGET_SECS},
};

impl Entity for Attempts {
    const TYPE: &'static str = "attempts";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.last_failed_at.plus_secs(FORGET_SECS))
    }
}

impl Entity for Aggregate {
    const TYPE: &'static str = "attempts_aggregate";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.since.plus_secs(2 * AGGREGATE_SECS))
    }
}

fn on_count(old: Option<u32>) -> Condition {
    old.map_or_else(Condition::absent, |count| Condition {
        expression: "#n = :n".to_owned(),
        names: std::iter::once(("#n".to_owned(), "n".to_owned())).collect(),
        values: std::iter::once((":n".to_owned(), number(count))).collect(),
    })
}

impl Store {
    /// Counts a failure of one source; `Conflict` when another guess was counted meanwhile.
    pub async fn save_attempts(
        &self,
        app: &ApplicationId,
        account: &str,
        source: &str,
        old: Option<Attempts>,
        new: Attempts,
        events: &[Event],
    ) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::attempts(app, account, source), Some(app), &new)?.events(events)?;
        let put: Put = draft.when(on_count(old.map(|old| old.failures)));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Counts a failure of the unknown sources together.
    pub async fn save_aggregate(
        &self,
        app: &ApplicationId,
        account: &str,
        old: Option<Aggregate>,
        new: Aggregate,
    ) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::aggregate(app, account), Some(app), &new)?;
        self.table
            .put(draft.when(on_count(old.map(|old| old.failures))))
            .await?
            .or_conflict()
            .map(|_| ())
    }

    /// A success clears its source.
    pub async fn clear_attempts(&self, app: &ApplicationId, account: &str, source: &str) -> Result<(), StoreError> {
        self.table
            .delete(keys::attempts(app, account, source).attributes())
            .await
    }

    /// An admin's unlock clears every source of an account.
    pub async fn clear_all_attempts(&self, app: &ApplicationId, account: &str) -> Result<(), StoreError> {
        let partition = keys::attempts_partition(app, account);
        for item in self
            .table
            .query_all(Query {
                partition,
                ..Query::default()
            })
            .await?
        {
            let key = item
                .into_iter()
                .filter(|(name, _)| name == crate::schema::PK || name == crate::schema::SK)
                .collect();
            self.table.delete(key).await?;
        }
        Ok(())
    }
}
