//! `/api/users/{id}/sessions`: where a user is signed in, and ending it (behaviour 4.7).

use domain::{SessionId, UserId, permission::Permission};
use platform::{
    manage::users,
    sessions::{self, SessionView},
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Id, Ids, Method, NoContent, NoStore, Revoked, delete, get,
    paging::{self, ListBody},
};

/// `GET /api/users/{id}/sessions`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}/sessions",
    Access::Management(Permission::UsersRead),
    || get(list),
)
.says("users_sessions_list", "Lists where a user is signed in");
/// `DELETE /api/users/{id}/sessions`
pub const REVOKE_ALL: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/sessions",
    Access::Management(Permission::SessionsRevoke),
    || delete(revoke_all),
)
.says("users_sessions_revoke_all", "Signs a user out everywhere");
/// `DELETE /api/users/{id}/sessions/{sub}`
pub const REVOKE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/sessions/{sub}",
    Access::Management(Permission::SessionsRevoke),
    || delete(revoke),
)
.says("users_sessions_revoke", "Ends one session of a user");

async fn list(caller: ApiCaller, Id(id): Id<UserId>) -> Result<NoStore<ListBody<SessionView>>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    Ok(paging::whole(sessions::list(&caller.tenant, &user, None).await?))
}

async fn revoke_all(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<NoStore<Revoked>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    let count = sessions::revoke_everything(&caller.tenant, user, &caller.actor, &context.origin).await?;
    Ok(NoStore(Revoked { revoked_count: count }))
}

async fn revoke(
    caller: ApiCaller,
    context: Context,
    Ids(id, session): Ids<UserId, SessionId>,
) -> Result<NoContent, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    sessions::revoke(&caller.tenant, &user, &session, caller.actor.clone(), &context.origin).await?;
    Ok(NoContent)
}
