//! `/api/users/{id}/sessions`: where a user is signed in, and ending it (behaviour 4.7).

use domain::{SessionId, UserId, permission::Permission};
use platform::{
    manage::users,
    sessions::{self, SessionView},
};
use serde_json::{Value, json};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Id, Ids, Method, NoStore, Response, answer, delete, get,
    paging::{self, ListBody},
};

/// `GET /api/users/{id}/sessions`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}/sessions",
    Access::Management(Permission::UsersRead),
    || get(list),
);
/// `DELETE /api/users/{id}/sessions`
pub const REVOKE_ALL: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/sessions",
    Access::Management(Permission::SessionsRevoke),
    || delete(revoke_all),
);
/// `DELETE /api/users/{id}/sessions/{sub}`
pub const REVOKE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/sessions/{sub}",
    Access::Management(Permission::SessionsRevoke),
    || delete(revoke),
);

async fn list(caller: ApiCaller, Id(id): Id<UserId>) -> Result<NoStore<ListBody<SessionView>>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    Ok(paging::whole(sessions::list(&caller.tenant, &user, None).await?))
}

async fn revoke_all(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<NoStore<Value>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    let count = sessions::revoke_everything(&caller.tenant, user, &caller.actor, &context.origin).await?;
    Ok(NoStore(json!({ "revoked_count": count })))
}

async fn revoke(
    caller: ApiCaller,
    context: Context,
    Ids(id, session): Ids<UserId, SessionId>,
) -> Result<Response, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    sessions::revoke(&caller.tenant, &user, &session, caller.actor.clone(), &context.origin).await?;
    Ok(answer::no_content())
}
