//! The audit: one item an event, newest first, by time, by user, by type. Written by the recorder; refusals are put here directly, as their own outbox.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
    page::{Cursor, Page},
    schema,
    table::{Outcome, Query},
    write::{Condition, Put},
};
use domain::{ApplicationId, Event, EventId, OrganizationId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// How long events are kept, in seconds.
const RETENTION_SECS: i64 = 365 * 86_400;

/// An event as it lies in the audit. The sealed mail request does not belong there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Audited {
    event: String,
    until: Timestamp,
}

impl Entity for Audited {
    const TYPE: &'static str = "audit";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// Where an event of an organization lies in the audit: what it says is kept once, for it may have to be forgotten.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct OrganizationEvent {
    event_id: EventId,
    until: Timestamp,
}

impl Entity for OrganizationEvent {
    const TYPE: &'static str = "organization_event";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// An event as the audit shows it.
pub type AuditedEvent = Event;

/// Which events.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// Of this type.
    pub kind: Option<String>,
    /// By or about this user.
    pub user: Option<UserId>,
    /// About this organization.
    pub organization: Option<OrganizationId>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Not after.
    pub to: Option<Timestamp>,
}

/// The smallest and the largest event id of a moment: ids are time-ordered.
fn bound(at: Timestamp, last: bool) -> String {
    let mut bytes = [if last { 0xff } else { 0 }; 16];
    let millis = u64::try_from(at.millis()).unwrap_or(0).to_be_bytes();
    for (to, from) in bytes.iter_mut().zip(millis.iter().skip(2)) {
        *to = *from;
    }
    EventId::from_bytes(bytes).to_string()
}

impl Store {
    pub(crate) fn draft_event(app: &ApplicationId, event: &Event) -> Result<Draft, StoreError> {
        let kept = Event {
            mail: None,
            ..event.clone()
        };
        let text = serde_json::to_string(&kept).map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let audited = Audited {
            event: text,
            until: event.at.plus_secs(RETENTION_SECS),
        };
        let draft = Draft::new(&keys::audit(app, &event.id), Some(app), &audited)?;
        let draft = draft.found(keys::index::typed_audit(app, event.kind.as_str()), event.id);
        Ok(match event.subject() {
            Some(user) => draft.listed(keys::index::user_audit(app, &user), event.id),
            None => draft,
        })
    }

    /// Puts an event that changed nothing else: a refusal. Only its caller can count it.
    pub async fn put_event(&self, app: &ApplicationId, event: Event) -> Result<(), StoreError> {
        self.table.put(Self::own_outbox(app, &event)?).await.map(|_| ())
    }

    /// An event that is recorded where it is written, and carries itself to whoever else wants it.
    pub(crate) fn own_outbox(app: &ApplicationId, event: &Event) -> Result<Put, StoreError> {
        let draft = Self::draft_event(app, event)?.events(std::slice::from_ref(event))?;
        Ok(draft.when(Condition::absent()))
    }

    /// Puts an event that travelled with a change; twice is once. False: it is there already.
    pub async fn record_once(&self, app: &ApplicationId, event: &Event) -> Result<bool, StoreError> {
        self.list_in_organizations(app, event).await?;
        let put = Self::draft_event(app, event)?.when(Condition::absent());
        Ok(matches!(self.table.put(put).await?, Outcome::Done(_)))
    }

    /// Before the event is there, so that whoever finds it there knows that this was done. What a transfer tells the application itself is told to
    /// the teams, too, where they are.
    async fn list_in_organizations(&self, app: &ApplicationId, event: &Event) -> Result<(), StoreError> {
        let of_itself = |target: &domain::event::Target| target.kind == "application" && target.id == app.to_string();
        if event.target.as_ref().is_some_and(of_itself) {
            return Ok(());
        }
        for org in event.organizations() {
            let listed = OrganizationEvent {
                event_id: event.id,
                until: event.at.plus_secs(RETENTION_SECS),
            };
            let draft = Draft::new(&keys::organization_audit(app, &org, &event.id), Some(app), &listed)?;
            self.table.put(draft.when(Condition::absent())).await?;
        }
        Ok(())
    }

    /// One event.
    pub async fn event(
        &self,
        app: &ApplicationId,
        id: &EventId,
        now: Timestamp,
    ) -> Result<Option<AuditedEvent>, StoreError> {
        let found = self.table.get(keys::audit(app, id).attributes(), true).await?;
        found
            .map_or(Ok(None), |item| item::live::<Audited>(item, now))?
            .map(open)
            .transpose()
    }

    /// The keys of the events that an organization lists.
    fn listed_events(app: &ApplicationId, items: Vec<item::Item>) -> Result<Vec<item::Item>, StoreError> {
        let key = |listed: OrganizationEvent| keys::audit(app, &listed.event_id).attributes();
        items.into_iter().map(|item| item::read(item).map(key)).collect()
    }

    /// A page of events, newest first.
    pub async fn events(
        &self,
        app: &ApplicationId,
        filter: &AuditFilter,
        limit: i32,
        start: Option<Cursor>,
        now: Timestamp,
    ) -> Result<Page<AuditedEvent>, StoreError> {
        let (index, partition) = match (&filter.organization, &filter.user, &filter.kind) {
            (Some(org), _, _) => (None, keys::organization_audit_partition(app, org)),
            (None, Some(user), _) => (Some(schema::LIST_INDEX), keys::index::user_audit(app, user)),
            (None, None, Some(kind)) => (Some(schema::FIND_INDEX), keys::index::typed_audit(app, kind)),
            (None, None, None) => (None, keys::audit_partition(app)),
        };
        let from = filter.from.unwrap_or(Timestamp::from_millis(0));
        let to = filter.to.unwrap_or(now);
        let between = Some((bound(from, false), bound(to, true)));
        let (items, next) = self
            .table
            .query(Query {
                index,
                partition,
                between,
                newest_first: true,
                limit: Some(limit),
                start,
                prefix: None,
            })
            .await?;
        let audited: Vec<Audited> = match index {
            None if filter.organization.is_some() => self.behind(Self::listed_events(app, items)?).await?,
            None => items
                .into_iter()
                .map(|item| item::live(item, now))
                .collect::<Result<Vec<_>, _>>()?
                .into_iter()
                .flatten()
                .collect(),
            Some(_) => self.behind(items).await?,
        };
        let live = audited.into_iter().filter(|event| !event.until.is_past(now));
        let events = live.map(open).collect::<Result<Vec<_>, _>>()?;
        let of_kind = |event: &Event| filter.kind.as_deref().is_none_or(|kind| event.kind.as_str() == kind);
        Ok(Page {
            items: events.into_iter().filter(of_kind).collect(),
            next,
        })
    }
}

impl Store {
    /// Events by or about a user, the oldest first, after one of them: those that are not over and those that are, for whoever goes through all; and
    /// the last one that was listed, whether it is still there or not.
    pub async fn user_events_after(
        &self,
        app: &ApplicationId,
        user: &UserId,
        after: Option<&EventId>,
        limit: i32,
    ) -> Result<(Vec<AuditedEvent>, Option<EventId>), StoreError> {
        // Identifiers are of one length: whatever begins with one follows it, and nothing else lies between.
        let from = after.map_or_else(|| "0".to_owned(), |id| format!("{id}0"));
        let query = Query {
            index: Some(schema::LIST_INDEX),
            partition: keys::index::user_audit(app, user),
            between: Some((from, "~".to_owned())),
            limit: Some(limit),
            ..Query::default()
        };
        let (items, _) = self.table.query(query).await?;
        let last = items
            .last()
            .and_then(|entry| entry.get(schema::LSK))
            .and_then(item::string);
        let last = last.and_then(|id| id.parse().ok());
        let found: Vec<Audited> = self.behind(items).await?;
        Ok((found.into_iter().map(open).collect::<Result<_, _>>()?, last))
    }

    /// Replaces an event by what may be left of it. One that was swept meanwhile does not come back.
    pub async fn rewrite_event(&self, app: &ApplicationId, event: &Event) -> Result<(), StoreError> {
        let put = Self::draft_event(app, event)?.when(Condition::present());
        self.table.put(put).await.map(|_| ())
    }
}

fn open(audited: Audited) -> Result<AuditedEvent, StoreError> {
    serde_json::from_str(&audited.event).map_err(|error| StoreError::Corrupt(error.to_string()))
}
