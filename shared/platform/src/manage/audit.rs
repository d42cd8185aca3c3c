//! Reading the audit: newest first, by type, by person, by time (behaviour 3.17, 4.12).

use super::{Listed, PageOf, moment, not_found};
use crate::tenant::Tenant;
use domain::{
    Event, EventId, OrganizationId, UserId,
    event::{EventKind, Outcome},
};
use protocol::{
    error::{ErrorCode, Failure},
    params::Params,
};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{AuditFilter, Cursor};

/// Days of one count.
const COUNT_DAYS: i64 = 31;
/// Pages a filter without an index looks through before it answers.
const PAGES: usize = 5;

/// What to look for.
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    filter: AuditFilter,
    prefix: Option<String>,
    /// What no index answers inside an organization.
    exact: Option<String>,
    about: Option<UserId>,
    actor_id: Option<String>,
    outcome: Option<Outcome>,
    ip_address: Option<String>,
}

impl AuditQuery {
    /// Reads the query's parameters.
    pub fn read(params: &Params) -> Result<Self, Failure> {
        let text = |name: &str| params.single(name).map(|value| value.map(str::to_owned));
        let bad = |name: &str| {
            Failure::new(
                ErrorCode::InvalidParameter,
                format!("{name} is not a value to filter by."),
            )
        };
        let kind = text("type")?;
        let prefix = kind
            .as_deref()
            .and_then(|kind| kind.strip_suffix('*'))
            .map(str::to_owned);
        let exact = if prefix.is_some() { None } else { kind };
        if exact.as_deref().is_some_and(|kind| {
            !EventKind::ALL
                .iter()
                .any(|known| known.as_str() == kind && known.is_audited())
        }) {
            return Err(bad("type"));
        }
        let user = text("user_id")?
            .map(|id| id.parse::<UserId>().map_err(|_| bad("user_id")))
            .transpose()?;
        let outcome = match text("outcome")?.as_deref() {
            None => None,
            Some("success") => Some(Outcome::Success),
            Some("failure") => Some(Outcome::Failure),
            Some("denied") => Some(Outcome::Denied),
            Some(_) => return Err(bad("outcome")),
        };
        let filter = AuditFilter {
            kind: exact,
            user,
            organization: None,
            from: moment("from", text("from")?.as_deref())?,
            to: moment("to", text("to")?.as_deref())?,
        };
        Ok(Self {
            filter,
            prefix,
            exact: None,
            about: None,
            actor_id: text("actor_id")?,
            outcome,
            ip_address: text("ip")?,
        })
    }

    /// The same inside one organization. Types and users are looked for after the read there.
    #[must_use]
    pub fn within(mut self, organization: OrganizationId) -> Self {
        (self.exact, self.about) = (self.filter.kind.take(), self.filter.user.take());
        self.filter.organization = Some(organization);
        self
    }

    /// Everything of one user.
    pub fn of_user(user: UserId) -> Self {
        Self {
            filter: AuditFilter {
                user: Some(user),
                ..AuditFilter::default()
            },
            ..Self::default()
        }
    }

    /// Nothing older than this.
    #[must_use]
    pub fn since(mut self, from: domain::Timestamp) -> Self {
        self.filter.from = Some(from);
        self
    }

    fn filters_after_reading(&self) -> bool {
        let words = [&self.prefix, &self.exact, &self.actor_id, &self.ip_address];
        words.into_iter().any(Option::is_some) || self.about.is_some() || self.outcome.is_some()
    }

    fn wants(&self, event: &Event) -> bool {
        self.prefix
            .as_deref()
            .is_none_or(|prefix| event.kind.as_str().starts_with(prefix))
            && self.exact.as_deref().is_none_or(|kind| event.kind.as_str() == kind)
            && self.about.is_none_or(|user| is_about(event, &user))
            && self
                .actor_id
                .as_deref()
                .is_none_or(|id| event.actor.id.as_deref() == Some(id))
            && self.outcome.is_none_or(|outcome| event.outcome == outcome)
            && self
                .ip_address
                .as_deref()
                .is_none_or(|ip| event.origin.ip_address.as_deref() == Some(ip))
    }
}

/// Of a membership, the event is about the organization and names whose it is.
fn is_about(event: &Event, user: &UserId) -> bool {
    let named = event.data.get("user_id").and_then(|id| id.as_str());
    event.subject() == Some(*user) || named.is_some_and(|id| id == user.to_string())
}

/// An event as the API shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Event"))]
pub struct EventView {
    pub(crate) id: EventId,
    #[serde(rename = "type")]
    pub(crate) kind: EventKind,
    pub(crate) at: domain::Timestamp,
    outcome: Outcome,
    reason: Option<String>,
    pub(crate) actor: domain::event::Actor,
    target: Option<domain::event::Target>,
    request_id: Option<String>,
    pub(crate) ip_address: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) data: serde_json::Map<String, serde_json::Value>,
}

fn shown(event: Event) -> EventView {
    EventView {
        id: event.id,
        kind: event.kind,
        at: event.at,
        outcome: event.outcome,
        reason: event.reason,
        actor: event.actor,
        target: event.target,
        request_id: event.origin.request_id,
        ip_address: event.origin.ip_address,
        user_agent: event.origin.user_agent,
        data: event.data,
    }
}

/// A page of events. A filter without an index works after the read and says how many it looked at.
pub async fn list(tenant: &Tenant, query: &AuditQuery, page: PageOf) -> Result<Listed<EventView>, Failure> {
    let now = tenant.now();
    let (mut data, mut start, mut examined): (Vec<EventView>, Option<Cursor>, usize) = (Vec::new(), page.start, 0);
    let most = usize::try_from(page.limit).unwrap_or(50);
    for _ in 0..PAGES {
        let found = tenant
            .store()
            .events(tenant.id(), &query.filter, page.limit, start, now)
            .await?;
        examined += found.items.len();
        data.extend(found.items.into_iter().filter(|event| query.wants(event)).map(shown));
        start = found.next;
        // A page is never cut: the cursor stands behind all that was read.
        if start.is_none() || data.len() >= most || !query.filters_after_reading() {
            break;
        }
    }
    Ok(Listed {
        data,
        next: start,
        examined: query.filters_after_reading().then_some(examined),
        filtered_after: Vec::new(),
    })
}

/// One event.
pub async fn get(tenant: &Tenant, id: &EventId) -> Result<EventView, Failure> {
    let found = tenant.store().event(tenant.id(), id, tenant.now()).await?;
    found.map(shown).ok_or_else(|| not_found("event"))
}

/// How many events of each type lie between two moments, at most 31 days apart.
pub async fn counts(tenant: &Tenant, params: &Params) -> Result<BTreeMap<&'static str, usize>, Failure> {
    let now = tenant.now();
    let to = moment("to", params.single("to")?)?.unwrap_or(now);
    let from = moment("from", params.single("from")?)?.unwrap_or_else(|| to.minus_secs(COUNT_DAYS * 86_400));
    if to.secs_since(from) > COUNT_DAYS * 86_400 || to < from {
        return Err(Failure::new(
            ErrorCode::InvalidParameter,
            format!("from and to lie in order and at most {COUNT_DAYS} days apart."),
        ));
    }
    let filter = AuditFilter {
        from: Some(from),
        to: Some(to),
        ..AuditFilter::default()
    };
    let (mut found, mut start) = (BTreeMap::new(), None);
    loop {
        let page = tenant.store().events(tenant.id(), &filter, 1000, start, now).await?;
        for event in &page.items {
            *found.entry(event.kind.as_str()).or_insert(0) += 1;
        }
        match page.next {
            Some(next) => start = Some(next),
            None => return Ok(found),
        }
    }
}
