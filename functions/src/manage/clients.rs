//! `/api/clients`: OAuth clients (behaviour 3.5).

use domain::{ClientId, client::Client, permission::Permission};
use platform::manage::{
    By,
    clients::{
        self, ClientBody, ClientView,
        grants::{self, AuthorisationView},
        secrets::{self, RotateRequest},
    },
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, Json, Made, Method, NoContent, NoStore, Once,
    Paging, Revoked, delete, get, paging::ListBody, patch, post,
};

/// `GET /api/clients`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/clients",
    Access::Management(Permission::ClientsRead),
    || get(list),
)
.says("clients_list", "Lists the OAuth clients");
/// `POST /api/clients`
pub const CREATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/clients",
    Access::Management(Permission::ClientsWrite),
    || post(create),
)
.says("clients_create", "Makes a client; its secret is shown this once");
/// `GET /api/clients/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/clients/{id}",
    Access::Management(Permission::ClientsRead),
    || get(show),
)
.says("clients_get", "Shows a client");
/// `PATCH /api/clients/{id}`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/clients/{id}",
    Access::Management(Permission::ClientsWrite),
    || patch(update),
)
.says("clients_update", "Changes a client");
/// `DELETE /api/clients/{id}`
pub const DELETE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/clients/{id}",
    Access::Management(Permission::ClientsWrite),
    || delete(remove),
)
.says("clients_delete", "Deletes a client");
/// `POST /api/clients/{id}/rotate-secret`
pub const ROTATE_SECRET: Endpoint = Endpoint::new(
    Method::POST,
    "/api/clients/{id}/rotate-secret",
    Access::Fresh(Permission::ClientsWrite),
    || post(rotate_secret),
)
.says("clients_rotate_secret", "Makes a new secret; it is shown this once");
/// `GET /api/clients/{id}/grants`
pub const GRANTS: Endpoint = Endpoint::new(
    Method::GET,
    "/api/clients/{id}/grants",
    Access::Management(Permission::ClientsRead),
    || get(list_grants),
)
.says("clients_grants_list", "Lists who has given the client what");
/// `DELETE /api/clients/{id}/grants`
pub const REVOKE_GRANTS: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/clients/{id}/grants",
    Access::Management(Permission::GrantsRevoke),
    || delete(revoke_grants),
)
.says("clients_grants_revoke", "Revokes everything that the client was given");

fn entity(client: &Client) -> Result<Entity<ClientView>, ApiError> {
    Ok(Entity {
        body: clients::shown(client, None)?,
        version: client.version,
    })
}

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<ClientView>>, ApiError> {
    let found = clients::list(&caller.tenant, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn create(caller: ApiCaller, context: Context, body: Once<ClientBody>) -> Result<Made<ClientView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let (client, secret) = clients::create(&tenant, &by, request).await?;
        Made::new(&clients::shown(&client, secret.as_ref())?, client.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<ClientId>) -> Result<Entity<ClientView>, ApiError> {
    entity(&clients::get(&caller.tenant, &id).await?)
}

async fn update(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ClientId>,
    IfMatch(version): IfMatch,
    Json(body): Json<ClientBody>,
) -> Result<Entity<ClientView>, ApiError> {
    entity(
        &clients::update(
            &caller.tenant,
            &By::caller(&caller, &context.origin),
            &id,
            body,
            version,
        )
        .await?,
    )
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ClientId>,
    IfMatch(version): IfMatch,
) -> Result<NoContent, ApiError> {
    clients::delete(&caller.tenant, &By::caller(&caller, &context.origin), &id, version).await?;
    Ok(NoContent)
}

async fn rotate_secret(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ClientId>,
    body: Once<RotateRequest>,
) -> Result<Made<ClientView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let (client, secret) = secrets::rotate(&tenant, &by, &id, request).await?;
        Made::new(&clients::shown(&client, Some(&secret))?, client.version)
    })
    .await
}

async fn list_grants(
    caller: ApiCaller,
    Id(id): Id<ClientId>,
    paging: Paging,
) -> Result<NoStore<ListBody<AuthorisationView>>, ApiError> {
    let found = grants::list(&caller.tenant, &id, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn revoke_grants(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ClientId>,
) -> Result<NoStore<Revoked>, ApiError> {
    let count = grants::revoke_all(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?;
    Ok(NoStore(Revoked { revoked_count: count }))
}
