//! `/api/users/{id}/roles`: giving and taking roles (behaviour 3.11).

use domain::{RoleId, UserId, permission::Permission, role::Role};
use platform::manage::{
    By,
    users::{
        self, UserView,
        roles::{self, AddRole},
    },
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, Ids, Json, Method, NoStore, delete, get,
    paging::{self, ListBody},
    post,
};

/// `GET /api/users/{id}/roles`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/users/{id}/roles",
    Access::Management(Permission::UsersRead),
    || get(list),
)
.says("users_roles_list", "Lists a user's roles");
/// `POST /api/users/{id}/roles`
pub const ADD: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/{id}/roles",
    Access::Management(Permission::RolesAssign),
    || post(add),
)
.says("users_roles_add", "Gives a user a role");
/// `DELETE /api/users/{id}/roles/{sub}`
pub const REMOVE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/roles/{sub}",
    Access::Management(Permission::RolesAssign),
    || delete(remove),
)
.says("users_roles_remove", "Takes a role from a user");

async fn list(caller: ApiCaller, Id(id): Id<UserId>) -> Result<NoStore<ListBody<Role>>, ApiError> {
    Ok(paging::whole(roles::list(&caller.tenant, &id).await?))
}

async fn add(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<UserId>,
    Json(body): Json<AddRole>,
) -> Result<Entity<UserView>, ApiError> {
    let user = roles::add(
        &caller.tenant,
        &By::caller(&caller, &context.origin),
        &id,
        &body.role_id,
    )
    .await?;
    Ok(Entity {
        body: users::shown(&user)?,
        version: user.version,
    })
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Ids(id, role): Ids<UserId, RoleId>,
) -> Result<Entity<UserView>, ApiError> {
    let user = roles::remove(&caller.tenant, &By::caller(&caller, &context.origin), &id, &role).await?;
    Ok(Entity {
        body: users::shown(&user)?,
        version: user.version,
    })
}
