//! `/api/applications`: a developer's applications, and the one of this host (behaviour 4.8).

use domain::{OrganizationId, permission::Permission, user::User};
use platform::manage::{
    By,
    applications::{
        self, ApplicationPatch, ApplicationView, DeleteRequest,
        create::{self, NewApplicationRequest, NewApplicationView},
        transfer::{self, TransferRequest},
    },
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Accepted, Access, ApiCaller, ApiError, Context, Endpoint, Entity, IfMatch, Json, Made, Method, NoContent, NoStore,
    Once, Query, QueryParameter, delete, get, paging, patch, post,
};

/// `GET /api/applications`
pub const LIST: Endpoint = Endpoint::new(Method::GET, "/api/applications", Access::Developer, || get(list))
    .says("applications_list", "Lists a developer's applications")
    .reads(&[QueryParameter::text("team", "Only those of the team with this id.")]);
/// `POST /api/applications`
pub const CREATE: Endpoint = Endpoint::new(Method::POST, "/api/applications", Access::Developer, || post(make)).says(
    "applications_create",
    "Makes an application with its first keys and client",
);
/// `GET /api/applications/current`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/current",
    Access::Management(Permission::AppsRead),
    || get(show),
)
.says("applications_get", "Shows the application");
/// `PATCH /api/applications/current`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/applications/current",
    Access::Management(Permission::AppsWrite),
    || patch(update),
)
.says("applications_update", "Changes the application");
/// `DELETE /api/applications/current`
pub const DELETE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/applications/current",
    Access::Fresh(Permission::AppsDelete),
    || delete(remove),
)
.says("applications_delete", "Schedules the deletion of the application");
/// `POST /api/applications/restore`
pub const RESTORE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/restore",
    Access::Fresh(Permission::AppsDelete),
    || post(restore),
)
.says("applications_restore", "Takes the scheduled deletion back");
/// `POST /api/applications/revoke-all`
pub const REVOKE_ALL: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/revoke-all",
    Access::Fresh(Permission::AppsWrite),
    || post(revoke_all),
)
.says(
    "applications_revoke_all",
    "Ends every session and token of the application",
);

/// `POST /api/applications/transfer`
pub const TRANSFER: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/transfer",
    Access::Fresh(Permission::AppsDelete),
    || post(offer),
)
.says("applications_transfer", "Offers the application to another team");
/// `POST /api/applications/transfer/accept`
pub const ACCEPT: Endpoint = Endpoint::new(Method::POST, "/api/applications/transfer/accept", Access::Party, || {
    post(accept)
})
.says("applications_transfer_accept", "Takes an offered application over");
/// `POST /api/applications/transfer/decline`
pub const DECLINE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/transfer/decline",
    Access::Party,
    || post(decline),
)
.says(
    "applications_transfer_decline",
    "Declines an offered application, or takes the offer back",
);

pub(super) fn developer(caller: &ApiCaller) -> Result<&User, Failure> {
    caller
        .user
        .as_ref()
        .ok_or_else(|| Failure::new(ErrorCode::Forbidden, "Sign in at the dashboard."))
}

fn entity(view: ApplicationView) -> Entity<ApplicationView> {
    Entity {
        version: view.version,
        body: view,
    }
}

async fn list(caller: ApiCaller, query: Query) -> Result<NoStore<paging::ListBody<ApplicationView>>, ApiError> {
    let bad = |_| Failure::new(ErrorCode::InvalidParameter, "team is the id of a team.");
    let team = query
        .single("team")?
        .map(str::parse::<OrganizationId>)
        .transpose()
        .map_err(bad)?;
    Ok(paging::whole(
        applications::list(&caller.tenant, developer(&caller)?, team).await?,
    ))
}

async fn make(
    caller: ApiCaller,
    context: Context,
    body: Once<NewApplicationRequest>,
) -> Result<Made<NewApplicationView>, ApiError> {
    let user = developer(&caller)?;
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let made = create::create(&tenant, &by, user, request).await?;
        Made::new(&made, made.application.version)
    })
    .await
}

async fn show(caller: ApiCaller) -> Result<Entity<ApplicationView>, ApiError> {
    Ok(entity(applications::get(&caller.tenant).await?))
}

async fn update(
    caller: ApiCaller,
    context: Context,
    IfMatch(version): IfMatch,
    Json(body): Json<ApplicationPatch>,
) -> Result<Entity<ApplicationView>, ApiError> {
    Ok(entity(
        applications::update(&caller.tenant, &By::caller(&caller, &context.origin), body, version).await?,
    ))
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    IfMatch(version): IfMatch,
    Json(body): Json<DeleteRequest>,
) -> Result<Accepted<ApplicationView>, ApiError> {
    Ok(Accepted(
        applications::delete(&caller.tenant, &By::caller(&caller, &context.origin), &body, version).await?,
    ))
}

async fn restore(caller: ApiCaller, context: Context) -> Result<Entity<ApplicationView>, ApiError> {
    Ok(entity(
        applications::restore(&caller.tenant, &By::caller(&caller, &context.origin)).await?,
    ))
}

async fn revoke_all(caller: ApiCaller, context: Context) -> Result<Entity<ApplicationView>, ApiError> {
    Ok(entity(
        applications::revoke_all(&caller.tenant, &By::caller(&caller, &context.origin)).await?,
    ))
}

async fn offer(
    caller: ApiCaller,
    context: Context,
    Json(body): Json<TransferRequest>,
) -> Result<Entity<ApplicationView>, ApiError> {
    Ok(entity(
        transfer::request(&caller.tenant, &By::caller(&caller, &context.origin), &body).await?,
    ))
}

async fn accept(caller: ApiCaller, context: Context) -> Result<Entity<ApplicationView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let member = super::organizations::membership(&caller)?;
    Ok(entity(transfer::accept(&caller.tenant, &by, member).await?))
}

async fn decline(caller: ApiCaller, context: Context) -> Result<NoContent, ApiError> {
    transfer::decline(&caller.tenant, &By::caller(&caller, &context.origin)).await?;
    Ok(NoContent)
}
