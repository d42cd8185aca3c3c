//! Buckets (GCRA), things used once, and cut tokens: small items under a hash, each judged by one conditional write.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, number, text},
    keys, schema,
    table::Outcome,
    write::{Condition, Update},
};
use domain::{
    ApplicationId, Event, Timestamp,
    rate::{Arrival, Limit, Limited},
};
use serde::{Deserialize, Serialize};

/// The state of one limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Bucket {
    tat: Arrival,
}

impl Entity for Bucket {
    const TYPE: &'static str = "bucket";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.tat.forgotten_at())
    }
}

/// Used once, and remembered until it could not be used any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Spent {
    until: Timestamp,
}

impl Entity for Spent {
    const TYPE: &'static str = "spent";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// A machine token that was revoked before its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cut {
    until: Timestamp,
}

impl Entity for Cut {
    const TYPE: &'static str = "cut";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// How often a bucket is tried when others write it at the same time.
const TRIES: usize = 4;

impl Store {
    /// Counts one event against a limit, before what the limit protects.
    pub async fn count(
        &self,
        app: &ApplicationId,
        hash: &str,
        limit: Limit,
        now: Timestamp,
    ) -> Result<Result<(), Limited>, StoreError> {
        let key = keys::rate(app, hash);
        let mut state: Option<Bucket> = None;
        for _ in 0..TRIES {
            let next = match state
                .as_ref()
                .map_or_else(Arrival::default, |bucket| bucket.tat)
                .count(limit, now)
            {
                Ok(tat) => Bucket { tat },
                Err(limited) => return Ok(Err(limited)),
            };
            let condition = match &state {
                None => Condition::absent_or_over(now),
                Some(old) => on_arrival(old),
            };
            match self
                .table
                .put(Draft::new(&key, Some(app), &next)?.when(condition))
                .await
            {
                Ok(Outcome::Done(_)) => return Ok(Ok(())),
                Ok(Outcome::Refused(old)) => state = old.map(item::read).transpose()?,
                Err(error) => return Err(error),
            }
        }
        // So many at once on one bucket is what the limit is for.
        Ok(Err(Limited { retry_after: 1 }))
    }

    /// Marks a value as used; `false` when it was used before and could still be alive.
    pub async fn spend(
        &self,
        app: &ApplicationId,
        hash: &str,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let draft = Draft::new(&keys::spent(app, hash), Some(app), &Spent { until })?;
        Ok(matches!(
            self.table.put(draft.when(Condition::absent_or_over(now))).await?,
            Outcome::Done(_)
        ))
    }

    /// Revokes a machine token until its own end.
    pub async fn cut(
        &self,
        app: &ApplicationId,
        hash: &str,
        until: Timestamp,
        events: &[Event],
    ) -> Result<(), StoreError> {
        let draft = Draft::new(&keys::cut(app, hash), Some(app), &Cut { until })?.events(events)?;
        self.table.put(draft.when(Condition::absent())).await.map(|_| ())
    }

    /// Whether a machine token was revoked.
    pub async fn is_cut(&self, app: &ApplicationId, hash: &str, now: Timestamp) -> Result<bool, StoreError> {
        let found = self.table.get(keys::cut(app, hash).attributes(), true).await?;
        Ok(found.map_or(Ok(None), |item| item::live::<Cut>(item, now))?.is_some())
    }

    /// Sets one attribute if the item is there; used by nothing but grants and kept here with its kin.
    pub(crate) async fn mark(
        &self,
        key: item::Item,
        name: &str,
        value: &str,
        condition: &str,
        extra: Option<(&str, &str)>,
        events: &[Event],
    ) -> Result<Outcome, StoreError> {
        let expression = if events.is_empty() {
            "SET #m = :m REMOVE #ev"
        } else {
            "SET #m = :m, #ev = :ev"
        };
        let mut update = Update::new(key, expression, condition)
            .name("#m", name)
            .name("#ev", schema::EVENTS)
            .name("#pk", schema::PK)
            .value(":m", text(value));
        if !events.is_empty() {
            update = update.value(":ev", text(item::encode(events)?));
        }
        if let Some((attribute, wanted)) = extra {
            update = update.name("#x", attribute).value(":x", text(wanted));
        }
        self.table.update(update).await
    }
}

fn on_arrival(old: &Bucket) -> Condition {
    let millis = old.tat.forgotten_at().millis();
    Condition {
        expression: "#t = :t".to_owned(),
        names: std::iter::once(("#t".to_owned(), "tat".to_owned())).collect(),
        values: std::iter::once((":t".to_owned(), number(millis))).collect(),
    }
}
