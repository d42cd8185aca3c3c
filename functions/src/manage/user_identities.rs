//! `/api/users/{id}/identities`: a user's accounts at providers, and taking one away (behaviour 4.9).

use domain::{IdentityId, UserId, permission::Permission};
use platform::{
    identities::{self, IdentityView},
    manage::users,
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Id, Ids, Method, NoStore, Response, answer, delete, get,
    paging::{self, ListBody},
};

/// `GET /api/users/{id}/identities`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}/identities",
    Access::Management(Permission::UsersRead),
    || get(list),
);
/// `DELETE /api/users/{id}/identities/{sub}`
pub const UNLINK: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/identities/{sub}",
    Access::Management(Permission::UsersWrite),
    || delete(unlink),
);

async fn list(caller: ApiCaller, Id(id): Id<UserId>) -> Result<NoStore<ListBody<IdentityView>>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    Ok(paging::whole(identities::list(&caller.tenant, &user).await?))
}

async fn unlink(
    caller: ApiCaller,
    context: Context,
    Ids(id, identity): Ids<UserId, IdentityId>,
) -> Result<Response, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    identities::unlink(&caller.tenant, user, &identity, &caller.actor, &context.origin).await?;
    Ok(answer::no_content())
}
