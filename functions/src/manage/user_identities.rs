//! `/api/users/{id}/identities`: a user's accounts at providers, taking one away, and access tokens of the provider (behaviour 4.9).

use domain::{IdentityId, UserId, permission::Permission};
use platform::{
    federation::{self, Issued},
    identities::{self, IdentityView},
    manage::{By, users},
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Id, Ids, Method, NoContent, NoStore, delete, get,
    paging::{self, ListBody},
    post,
};

/// `GET /api/users/{id}/identities`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}/identities",
    Access::Management(Permission::UsersRead),
    || get(list),
)
.says("users_identities_list", "Lists a user's accounts at providers");
/// `DELETE /api/users/{id}/identities/{sub}`
pub const UNLINK: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/identities/{sub}",
    Access::Management(Permission::UsersWrite),
    || delete(unlink),
)
.says("users_identities_unlink", "Unlinks a user's account at a provider");
/// `POST /api/users/{id}/identities/{sub}/token`
pub const TOKEN: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/identities/{sub}/token",
    Access::Fresh(Permission::IdentitiesTokens),
    || post(token),
)
.says(
    "users_identities_token",
    "Gets an access token of the provider for a user's account",
)
.fails(&[502, 504]);

async fn list(caller: ApiCaller, Id(id): Id<UserId>) -> Result<NoStore<ListBody<IdentityView>>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    Ok(paging::whole(identities::list(&caller.tenant, &user).await?))
}

async fn unlink(
    caller: ApiCaller,
    context: Context,
    Ids(id, identity): Ids<UserId, IdentityId>,
) -> Result<NoContent, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    identities::unlink(&caller.tenant, user, &identity, &caller.actor, &context.origin).await?;
    Ok(NoContent)
}

async fn token(
    caller: ApiCaller,
    context: Context,
    Ids(id, identity): Ids<UserId, IdentityId>,
) -> Result<NoStore<Issued>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    let by = By::caller(&caller, &context.origin);
    Ok(NoStore(federation::issue(&caller.tenant, &by, &user, &identity).await?))
}
