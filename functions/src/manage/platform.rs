//! `/api/platform`: what operators see and do, on the dashboard host only (behaviour 4.13).

use super::audit::FILTERS;
use crate::Route;
use domain::{ApplicationId, UserId};
use platform::manage::{
    By,
    applications::ApplicationView,
    audit::{self, AuditQuery, EventView},
    operators::{self, NewOperator, OperatorView},
    platform::{self as deployment, Reasoned},
};
use serde::Serialize;
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, Json, Made, Method, NoContent, NoStore, Once, Paging,
    delete, get,
    paging::{self, ListBody},
    post,
};

/// `GET /api/platform/applications`
pub const APPLICATIONS: Endpoint = Endpoint::new(Method::GET, "/api/platform/applications", Access::Operator, || {
    get(list)
})
.says("platform_applications_list", "Lists all applications");
/// `POST /api/platform/applications/{id}/suspend`
pub const SUSPEND: Endpoint = Endpoint::new(
    Method::POST,
    "/api/platform/applications/{id}/suspend",
    Access::FreshOperator,
    || post(suspend),
)
.says("platform_applications_suspend", "Suspends an application");
/// `POST /api/platform/applications/{id}/resume`
pub const RESUME: Endpoint = Endpoint::new(
    Method::POST,
    "/api/platform/applications/{id}/resume",
    Access::FreshOperator,
    || post(resume),
)
.says("platform_applications_resume", "Lets a suspended application go on");
/// `GET /api/platform/operators`
pub const OPERATORS: Endpoint = Endpoint::new(Method::GET, "/api/platform/operators", Access::Operator, || {
    get(all_operators)
})
.says("platform_operators_list", "Lists the operators");
/// `POST /api/platform/operators`
pub const INVITE: Endpoint = Endpoint::new(Method::POST, "/api/platform/operators", Access::FreshOperator, || {
    post(invite)
})
.says("platform_operators_invite", "Invites an operator");
/// `DELETE /api/platform/operators/{id}`
pub const REMOVE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/platform/operators/{id}",
    Access::FreshOperator,
    || delete(remove),
)
.says("platform_operators_remove", "Removes an operator");
/// `GET /api/platform/audit`
pub const AUDIT: Endpoint = Endpoint::new(Method::GET, "/api/platform/audit", Access::Operator, || get(events))
    .says("platform_audit_list", "Lists what happened at the dashboard")
    .reads(FILTERS);
/// `GET /api/platform/routes`
pub const ROUTES: Endpoint = Endpoint::new(Method::GET, "/api/platform/routes", Access::Operator, || get(routes))
    .says("platform_routes_list", "Lists every route with who may call it");

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<ApplicationView>>, ApiError> {
    let found = deployment::list(&caller.tenant, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn turn(
    caller: &ApiCaller,
    context: &Context,
    id: &ApplicationId,
    suspend: bool,
    body: &Reasoned,
) -> Result<Entity<ApplicationView>, ApiError> {
    let view =
        deployment::suspend_or_resume(&caller.tenant, &By::caller(caller, &context.origin), id, suspend, body).await?;
    Ok(Entity {
        version: view.version,
        body: view,
    })
}

async fn suspend(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ApplicationId>,
    Json(body): Json<Reasoned>,
) -> Result<Entity<ApplicationView>, ApiError> {
    turn(&caller, &context, &id, true, &body).await
}

async fn resume(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ApplicationId>,
    Json(body): Json<Reasoned>,
) -> Result<Entity<ApplicationView>, ApiError> {
    turn(&caller, &context, &id, false, &body).await
}

async fn all_operators(caller: ApiCaller) -> Result<NoStore<ListBody<OperatorView>>, ApiError> {
    Ok(paging::whole(operators::all(&caller.tenant).await?))
}

async fn invite(caller: ApiCaller, context: Context, body: Once<NewOperator>) -> Result<Made<OperatorView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let made = operators::invite(&tenant, &by, &request).await?;
        Made::new(&made, 1)
    })
    .await
}

async fn remove(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<NoContent, ApiError> {
    operators::remove(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?;
    Ok(NoContent)
}

async fn events(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<EventView>>, ApiError> {
    let query = AuditQuery::read(&paging.params)?;
    let found = audit::list(&caller.tenant, &query, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

/// Every route.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "RouteTable"))]
struct Table {
    data: Vec<Route>,
}

async fn routes(_caller: ApiCaller) -> NoStore<Table> {
    NoStore(Table { data: crate::routes() })
}
