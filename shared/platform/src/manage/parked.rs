//! What operators see and decide of records that were set aside (decision 15): which they are, to try one again, to forget one.
//!
//! They see what happened to which application, never what is in the record.

use super::{By, Listed, PageOf, not_found};
use crate::{changes, tenant::Tenant};
use domain::{
    ApplicationId, ParkedId, Timestamp,
    event::EventKind,
    parked::{Consumer, Parked, Reason},
};
use protocol::error::Failure;
use serde::Serialize;
use store::StoreError;

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum State {
    /// It is tried again by itself.
    Waiting,
    /// Somebody has to decide.
    Parked,
}

/// A record as operators see it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Parked"))]
pub struct ParkedView {
    /// `prk_…`.
    pub id: ParkedId,
    /// What becomes of it.
    pub status: State,
    /// Whose it is, where that can be read.
    pub application_id: Option<ApplicationId>,
    /// Who could not handle it.
    pub consumer: Consumer,
    /// Why, the last time.
    pub reason: Reason,
    /// What happened, where that can be read: the types of its events.
    pub events: Vec<&'static str>,
    /// How often it was tried.
    pub tries: u32,
    /// When it was set aside.
    pub parked_at: Timestamp,
    /// When it is tried again.
    pub next_try_at: Option<Timestamp>,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

fn view(parked: &Parked) -> ParkedView {
    let events = changes::read(&parked.held.application, &parked.held.events).map_or_else(
        |_| Vec::new(),
        |changed| changed.events.iter().map(|event| event.kind.as_str()).collect(),
    );
    ParkedView {
        id: parked.id,
        status: if parked.is_waiting() {
            State::Waiting
        } else {
            State::Parked
        },
        application_id: parked.application(),
        consumer: parked.consumer,
        reason: parked.reason,
        events,
        tries: parked.tries,
        parked_at: parked.parked_at,
        next_try_at: parked.due,
        expires_at: parked.until,
    }
}

/// A page of them, newest first.
pub async fn list(dashboard: &Tenant, page: PageOf) -> Result<Listed<ParkedView>, Failure> {
    let found = dashboard
        .store()
        .parked(page.limit, page.start, dashboard.now())
        .await?;
    Ok(Listed {
        data: found.items.iter().map(view).collect(),
        next: found.next,
        examined: None,
        filtered_after: Vec::new(),
    })
}

/// Has its consumer try it again; the very write that says so wakes the consumer.
pub async fn replay(dashboard: &Tenant, by: &By<'_>, id: &ParkedId) -> Result<ParkedView, Failure> {
    decide(dashboard, by, id, EventKind::PlatformRecordReplayed, Parked::replay).await
}

/// Forgets it.
pub async fn discard(dashboard: &Tenant, by: &By<'_>, id: &ParkedId) -> Result<(), Failure> {
    decide(dashboard, by, id, EventKind::PlatformRecordDiscarded, Parked::discard)
        .await
        .map(|_| ())
}

async fn decide(
    dashboard: &Tenant,
    by: &By<'_>,
    id: &ParkedId,
    kind: EventKind,
    decision: impl Fn(Parked, Timestamp) -> Parked,
) -> Result<ParkedView, Failure> {
    let now = dashboard.now();
    let parked = dashboard.store().parked_record(id, now).await?;
    let parked = parked.ok_or_else(|| not_found("parked record"))?;
    let event = by
        .event(dashboard, kind)
        .on("parked_record", id)
        .with("consumer", parked.consumer.as_str())
        .with("reason", parked.reason.as_str())
        .with("application_id", parked.application().map(|id| id.to_string()));
    let next = decision(parked, now);
    match dashboard.store().decide_parked(dashboard.id(), &next, &event).await {
        Ok(()) => Ok(view(&next)),
        // Its consumer handled it meanwhile.
        Err(StoreError::Conflict) => Err(not_found("parked record")),
        Err(error) => Err(error.into()),
    }
}
