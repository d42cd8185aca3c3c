//! `/api/users/{id}/passkeys`: a user's passkeys, and taking one away (behaviour 4.9).

use domain::{CredentialId, UserId, permission::Permission};
use platform::{
    manage::users,
    passkeys::own::{self, PasskeyView},
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Id, Ids, Method, NoContent, NoStore, delete, get,
    paging::{self, ListBody},
};

/// `GET /api/users/{id}/passkeys`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}/passkeys",
    Access::Management(Permission::UsersRead),
    || get(list),
)
.says("users_passkeys_list", "Lists a user's passkeys");
/// `DELETE /api/users/{id}/passkeys/{sub}`
pub const REMOVE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/passkeys/{sub}",
    Access::Fresh(Permission::UsersWrite),
    || delete(remove),
)
.says("users_passkeys_remove", "Removes a user's passkey");

async fn list(caller: ApiCaller, Id(id): Id<UserId>) -> Result<NoStore<ListBody<PasskeyView>>, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    Ok(paging::whole(own::list(&caller.tenant, &user).await?))
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Ids(id, passkey): Ids<UserId, CredentialId>,
) -> Result<NoContent, ApiError> {
    let user = users::get(&caller.tenant, &id).await?;
    own::remove_for(&caller.tenant, &user, &passkey, &caller.actor, &context.origin).await?;
    Ok(NoContent)
}
