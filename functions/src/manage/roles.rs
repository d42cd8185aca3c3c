//! `/api/roles` and `/api/permissions` (behaviour 3.11, 3.14).

use domain::{RoleId, permission::Permission, role::Role};
use platform::manage::{
    By,
    roles::{self, AddPermission, NewRole, PermissionView, RolePatch},
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, Json, Made, Method, NoContent, NoStore, Once,
    Query, QueryParameter, delete,
    extract::path::IdAndName,
    get,
    paging::{self, ListBody},
    patch, post,
};

/// `GET /api/roles`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/roles",
    Access::Management(Permission::RolesRead),
    || get(list),
)
.says("roles_list", "Lists the roles");
/// `POST /api/roles`
pub const CREATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/roles",
    Access::Management(Permission::RolesWrite),
    || post(create),
)
.says("roles_create", "Makes a role");
/// `GET /api/roles/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/roles/{id}",
    Access::Management(Permission::RolesRead),
    || get(show),
)
.says("roles_get", "Shows a role");
/// `PATCH /api/roles/{id}`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/roles/{id}",
    Access::Management(Permission::RolesWrite),
    || patch(update),
)
.says("roles_update", "Changes a role");
/// `DELETE /api/roles/{id}`
pub const DELETE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/roles/{id}",
    Access::Management(Permission::RolesWrite),
    || delete(remove),
)
.says("roles_delete", "Deletes a role")
.reads(&[QueryParameter::flag(
    "force",
    "Even if people have it: it is taken from them.",
)]);
/// `POST /api/roles/{id}/permissions`
pub const ADD_PERMISSION: Endpoint = Endpoint::new(
    Method::POST,
    "/api/roles/{id}/permissions",
    Access::Management(Permission::RolesWrite),
    || post(add_permission),
)
.says("roles_permissions_add", "Adds a permission to a role");
/// `DELETE /api/roles/{id}/permissions/{sub}`
pub const REMOVE_PERMISSION: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/roles/{id}/permissions/{sub}",
    Access::Management(Permission::RolesWrite),
    || delete(remove_permission),
)
.says("roles_permissions_remove", "Takes a permission from a role");
/// `GET /api/permissions`
pub const PERMISSIONS: Endpoint = Endpoint::new(
    Method::GET,
    "/api/permissions",
    Access::Management(Permission::RolesRead),
    || get(permissions),
)
.says("permissions_list", "Lists the permissions there are");

fn entity(role: Role) -> Entity<Role> {
    Entity {
        version: role.version,
        body: role,
    }
}

async fn list(caller: ApiCaller) -> Result<NoStore<ListBody<Role>>, ApiError> {
    Ok(paging::whole(roles::list(&caller.tenant).await?))
}

async fn create(caller: ApiCaller, context: Context, body: Once<NewRole>) -> Result<Made<Role>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let role = roles::create(&tenant, &by, request).await?;
        Made::new(&role, role.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<RoleId>) -> Result<Entity<Role>, ApiError> {
    Ok(entity(roles::get(&caller.tenant, &id).await?))
}

async fn update(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<RoleId>,
    IfMatch(version): IfMatch,
    Json(body): Json<RolePatch>,
) -> Result<Entity<Role>, ApiError> {
    Ok(entity(
        roles::update(
            &caller.tenant,
            &By::caller(&caller, &context.origin),
            &id,
            body,
            version,
        )
        .await?,
    ))
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<RoleId>,
    IfMatch(version): IfMatch,
    query: Query,
) -> Result<NoContent, ApiError> {
    let force = match query.single("force")? {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Failure::new(ErrorCode::InvalidParameter, "force is true or false.").into()),
    };
    roles::delete(
        &caller.tenant,
        &By::caller(&caller, &context.origin),
        &id,
        force,
        version,
    )
    .await?;
    Ok(NoContent)
}

async fn add_permission(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<RoleId>,
    Json(body): Json<AddPermission>,
) -> Result<Entity<Role>, ApiError> {
    Ok(entity(
        roles::add_permission(
            &caller.tenant,
            &By::caller(&caller, &context.origin),
            &id,
            &body.permission,
        )
        .await?,
    ))
}

async fn remove_permission(
    caller: ApiCaller,
    context: Context,
    IdAndName(id, name): IdAndName<RoleId>,
) -> Result<Entity<Role>, ApiError> {
    Ok(entity(
        roles::remove_permission(&caller.tenant, &By::caller(&caller, &context.origin), &id, &name).await?,
    ))
}

async fn permissions(_caller: ApiCaller) -> NoStore<ListBody<PermissionView>> {
    paging::whole(roles::permissions())
}
