//! Records of the stream that were set aside. Which are due for a consumer; which there are, for operators; one.
//!
//! They carry no `ev` of their own until an operator acts, so setting one aside makes no event.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    page::{Cursor, Page},
    schema,
    table::{Outcome, Query},
    write::Condition,
};
use domain::{
    ApplicationId, Event, ParkedId, Timestamp,
    parked::{Consumer, Parked},
};

impl Entity for Parked {
    const TYPE: &'static str = schema::PARKED;

    fn version(&self) -> u64 {
        self.version
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

impl Store {
    fn draft_parked(
        parked: &Parked,
        application: Option<&ApplicationId>,
        events: &[Event],
    ) -> Result<Draft, StoreError> {
        let draft = Draft::new(&keys::parked(&parked.id), application, parked)?.events(events)?;
        Ok(match parked.due {
            Some(due) => draft.listed(keys::index::due(parked.consumer), format!("{due}#{}", parked.id)),
            None => draft,
        })
    }

    /// Sets a record aside. False: it has been already.
    pub async fn park(&self, parked: &Parked) -> Result<bool, StoreError> {
        let draft = Self::draft_parked(parked, parked.application().as_ref(), &[])?;
        Ok(matches!(
            self.table.put(draft.when(Condition::absent())).await?,
            Outcome::Done(_)
        ))
    }

    /// Keeps what became of another try; `Conflict` when somebody else was first.
    pub async fn save_parked(&self, parked: &Parked) -> Result<(), StoreError> {
        let draft = Self::draft_parked(parked, parked.application().as_ref(), &[])?;
        let put = draft.when(Condition::before(parked.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// Keeps what an operator wants of it. The event is recorded in the audit of `dashboard`.
    pub async fn decide_parked(
        &self,
        dashboard: &ApplicationId,
        parked: &Parked,
        event: &Event,
    ) -> Result<(), StoreError> {
        let draft = Self::draft_parked(parked, Some(dashboard), std::slice::from_ref(event))?;
        let put = draft.when(Condition::before(parked.version));
        self.table.put(put).await?.or_conflict().map(|_| ())
    }

    /// It was handled after all.
    pub async fn unpark(&self, id: &ParkedId) -> Result<(), StoreError> {
        self.table.delete(keys::parked(id).attributes()).await
    }

    /// Those of a consumer that are tried again, the next one first.
    pub async fn waiting(&self, consumer: Consumer, limit: i32, now: Timestamp) -> Result<Vec<Parked>, StoreError> {
        let query = Query {
            index: Some(schema::LIST_INDEX),
            partition: keys::index::due(consumer),
            limit: Some(limit),
            ..Query::default()
        };
        let (entries, _) = self.table.query(query).await?;
        let found: Vec<Parked> = self.behind(entries).await?;
        Ok(found
            .into_iter()
            .filter(|parked| parked.is_waiting() && !parked.until.is_past(now))
            .collect())
    }

    /// A page of all of them, newest first.
    pub async fn parked(&self, limit: i32, start: Option<Cursor>, now: Timestamp) -> Result<Page<Parked>, StoreError> {
        let query = Query {
            partition: schema::PARKED_PARTITION.to_owned(),
            newest_first: true,
            limit: Some(limit),
            start,
            ..Query::default()
        };
        let (items, next) = self.table.query(query).await?;
        Ok(Page {
            items: item::all_live(items, now)?,
            next,
        })
    }

    /// One of them.
    pub async fn parked_record(&self, id: &ParkedId, now: Timestamp) -> Result<Option<Parked>, StoreError> {
        let found = self.table.get(keys::parked(id).attributes(), true).await?;
        found.map_or(Ok(None), |item| item::live(item, now))
    }
}
