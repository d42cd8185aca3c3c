//! A person's own security activity, 90 days of it, without what is said of others (behaviour 4.6).

use super::Person;
use crate::{
    manage::{
        Listed, PageOf,
        audit::{self, AuditQuery, EventView},
    },
    tenant::Tenant,
};
use domain::{EventId, Timestamp, event::EventKind};
use protocol::error::Failure;
use serde::Serialize;

/// How far back it goes.
const DAYS: i64 = 90;

/// One thing that happened to the account.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "OwnEvent"))]
pub struct Moment {
    /// `evt_…`.
    pub id: EventId,
    /// The type of behaviour section 9.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// Of which second factor, for the page.
    #[serde(skip)]
    pub method: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether the person did it themselves.
    pub by_you: bool,
    /// From where.
    pub ip_address: Option<String>,
    /// With what.
    pub user_agent: Option<String>,
}

/// A page of it, newest first.
pub async fn activity(tenant: &Tenant, person: &Person, page: PageOf) -> Result<Listed<Moment>, Failure> {
    let since = tenant.now().minus_secs(DAYS * 86_400);
    let query = AuditQuery::of_user(person.user.id).since(since);
    let found = audit::list(tenant, &query, page).await?;
    let id = person.user.id.to_string();
    Ok(Listed {
        data: found.data.into_iter().map(|event| moment(event, &id)).collect(),
        next: found.next,
        examined: found.examined,
        filtered_after: Vec::new(),
    })
}

/// An admin is nobody's to know: only whether it was the person, and from where if so.
fn moment(event: EventView, person: &str) -> Moment {
    let by_you = event.actor.id.as_deref() == Some(person);
    Moment {
        id: event.id,
        kind: event.kind,
        method: event
            .data
            .get("method")
            .and_then(|method| method.as_str())
            .map(str::to_owned),
        at: event.at,
        by_you,
        ip_address: event.ip_address.filter(|_| by_you),
        user_agent: event.user_agent.filter(|_| by_you),
    }
}
