//! `/api/users/{id}/grants` and `…/audit`: what clients hold for a user, and what happened to them.

use domain::{GrantId, UserId, permission::Permission};
use platform::manage::{
    By,
    audit::{self, AuditQuery, EventView},
    users::{
        self,
        grants::{self, GrantView},
    },
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Id, Ids, Method, NoContent, NoStore, Paging, delete, get,
    paging::{self, ListBody},
};

/// `GET /api/users/{id}/grants`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}/grants",
    Access::Management(Permission::UsersRead),
    || get(list),
)
.says("users_grants_list", "Lists what a user has given clients");
/// `DELETE /api/users/{id}/grants/{sub}`
pub const REVOKE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/grants/{sub}",
    Access::Management(Permission::GrantsRevoke),
    || delete(revoke),
)
.says("users_grants_revoke", "Revokes what a user has given a client");
/// `GET /api/users/{id}/audit`
pub const AUDIT: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}/audit",
    Access::Management(Permission::AuditRead),
    || get(events),
)
.says("users_audit_list", "Lists what happened to a user");

async fn list(caller: ApiCaller, Id(id): Id<UserId>) -> Result<NoStore<ListBody<GrantView>>, ApiError> {
    Ok(paging::whole(grants::list(&caller.tenant, &id).await?))
}

async fn revoke(
    caller: ApiCaller,
    context: Context,
    Ids(id, grant): Ids<UserId, GrantId>,
) -> Result<NoContent, ApiError> {
    grants::revoke(&caller.tenant, &By::caller(&caller, &context.origin), &id, &grant).await?;
    Ok(NoContent)
}

async fn events(
    caller: ApiCaller,
    Id(id): Id<UserId>,
    paging: Paging,
) -> Result<NoStore<ListBody<EventView>>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    let found = audit::list(
        &caller.tenant,
        &AuditQuery::of_user(user.id),
        paging.page(&caller.tenant).await?,
    )
    .await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}
