//! `/api/audit`: what happened, newest first (behaviour 3.17).

use domain::{EventId, permission::Permission};
use platform::manage::audit::{self, AuditQuery, EventView};
use serde_json::{Value, json};
use web::{Access, ApiCaller, ApiError, Endpoint, Id, Method, NoStore, Paging, Query, get, paging::ListBody};

/// `GET /api/audit`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/audit",
    Access::Management(Permission::AuditRead),
    || get(list),
);
/// `GET /api/audit/events`
pub const COUNTS: Endpoint = Endpoint::new(
    Method::GET,
    "/api/audit/events",
    Access::Management(Permission::AuditRead),
    || get(counts),
);
/// `GET /api/audit/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/audit/{id}",
    Access::Management(Permission::AuditRead),
    || get(show),
);

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<EventView>>, ApiError> {
    let query = AuditQuery::read(&paging.params)?;
    let found = audit::list(&caller.tenant, &query, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn counts(caller: ApiCaller, query: Query) -> Result<NoStore<Value>, ApiError> {
    let found = audit::counts(&caller.tenant, &query).await?;
    let data: Vec<Value> = found
        .into_iter()
        .map(|(kind, count)| json!({ "type": kind, "count": count }))
        .collect();
    Ok(NoStore(json!({ "data": data })))
}

async fn show(caller: ApiCaller, Id(id): Id<EventId>) -> Result<NoStore<EventView>, ApiError> {
    Ok(NoStore(audit::get(&caller.tenant, &id).await?))
}
