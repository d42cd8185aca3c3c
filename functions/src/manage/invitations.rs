//! `/api/invitations`: people invited to the application (behaviour 3.12, 4.9).

use domain::{InvitationId, permission::Permission};
use platform::manage::{
    By,
    invitations::{self, InvitationView, NewInvitation},
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, Made, Method, NoContent, NoStore, Once, Paging,
    QueryParameter, delete, get, paging::ListBody, post,
};

/// `GET /api/invitations`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/invitations",
    Access::Management(Permission::UsersRead),
    || get(list),
)
.says("invitations_list", "Lists the invitations")
.reads(&[QueryParameter::one_of(
    "status",
    "Only those.",
    &["pending", "accepted", "declined", "revoked"],
)]);
/// `POST /api/invitations`
pub const CREATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/invitations",
    Access::Management(Permission::UsersWrite),
    || post(create),
)
.says("invitations_create", "Invites somebody by mail");
/// `GET /api/invitations/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/invitations/{id}",
    Access::Management(Permission::UsersRead),
    || get(show),
)
.says("invitations_get", "Shows an invitation");
/// `DELETE /api/invitations/{id}`
pub const REVOKE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/invitations/{id}",
    Access::Management(Permission::UsersWrite),
    || delete(revoke),
)
.says("invitations_revoke", "Revokes an invitation");

/// `POST /api/invitations/{id}/resend`
pub const RESEND: Endpoint = Endpoint::new(
    Method::POST,
    "/api/invitations/{id}/resend",
    Access::Management(Permission::UsersWrite),
    || post(resend),
)
.says("invitations_resend", "Sends an invitation again");

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<InvitationView>>, ApiError> {
    let status = invitations::wanted(&paging.params)?;
    let found = invitations::list(&caller.tenant, None, status, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn create(
    caller: ApiCaller,
    context: Context,
    body: Once<NewInvitation>,
) -> Result<Made<InvitationView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let made = invitations::create(&tenant, &by, request).await?;
        Made::new(&made, made.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<InvitationId>) -> Result<Entity<InvitationView>, ApiError> {
    let body = invitations::get(&caller.tenant, None, &id).await?;
    Ok(Entity {
        version: body.version,
        body,
    })
}

async fn resend(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<InvitationId>,
) -> Result<Entity<InvitationView>, ApiError> {
    let body = invitations::resend(&caller.tenant, &By::caller(&caller, &context.origin), None, &id).await?;
    Ok(Entity {
        version: body.version,
        body,
    })
}

async fn revoke(caller: ApiCaller, context: Context, Id(id): Id<InvitationId>) -> Result<NoContent, ApiError> {
    invitations::revoke(&caller.tenant, &By::caller(&caller, &context.origin), None, &id).await?;
    Ok(NoContent)
}
