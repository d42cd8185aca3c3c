//! `/api/audit`: what happened, newest first (behaviour 3.17).

use domain::{EventId, permission::Permission};
use platform::manage::audit::{self, AuditQuery, EventView};
use serde::Serialize;
use web::{
    Access, ApiCaller, ApiError, Endpoint, Id, Method, NoStore, Paging, Query, QueryParameter, get, paging::ListBody,
};

pub(super) const FILTERS: &[QueryParameter] = &[
    QueryParameter::text("type", "Only those of this type, or of those that begin so with `.*`."),
    QueryParameter::text("user_id", "Only those about this user."),
    QueryParameter::text("actor_id", "Only what this one did."),
    QueryParameter::one_of("outcome", "Only those.", &["success", "failure", "denied"]),
    QueryParameter::text("ip", "Only from this address."),
    QueryParameter::moment("from", "Not before."),
    QueryParameter::moment("to", "Before."),
];

/// `GET /api/audit`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/audit",
    Access::Management(Permission::AuditRead),
    || get(list),
)
.says("audit_list", "Lists what happened, newest first")
.reads(FILTERS);
/// `GET /api/audit/events`
pub const COUNTS: Endpoint = Endpoint::new(
    Method::GET,
    "/api/audit/events",
    Access::Management(Permission::AuditRead),
    || get(counts),
)
.says("audit_counts", "Counts what happened, by type")
.reads(&[
    QueryParameter::moment("from", "Not before."),
    QueryParameter::moment("to", "Before."),
]);
/// `GET /api/audit/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/audit/{id}",
    Access::Management(Permission::AuditRead),
    || get(show),
)
.says("audit_get", "Shows one event");

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<EventView>>, ApiError> {
    let query = AuditQuery::read(&paging.params)?;
    let found = audit::list(&caller.tenant, &query, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

/// How often something happened.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "EventCount"))]
struct Count {
    #[serde(rename = "type")]
    kind: &'static str,
    count: usize,
}

/// Every type that happened.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "EventCounts"))]
struct Counts {
    data: Vec<Count>,
}

async fn counts(caller: ApiCaller, query: Query) -> Result<NoStore<Counts>, ApiError> {
    let found = audit::counts(&caller.tenant, &query).await?;
    let data = found.into_iter().map(|(kind, count)| Count { kind, count });
    Ok(NoStore(Counts { data: data.collect() }))
}

async fn show(caller: ApiCaller, Id(id): Id<EventId>) -> Result<NoStore<EventView>, ApiError> {
    Ok(NoStore(audit::get(&caller.tenant, &id).await?))
}
