//! `/api/clients`: OAuth clients (behaviour 3.5).

use domain::{ClientId, client::Client, permission::Permission};
use platform::manage::{
    By,
    clients::{
        self, ClientBody,
        grants::{self, AuthorisationView},
        secrets::{self, RotateRequest},
    },
};
use serde_json::{Value, json};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, Json, Made, Method, NoStore, Once, Paging,
    Response, answer, delete, get, paging::ListBody, patch, post,
};

/// `GET /api/clients`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/clients",
    Access::Management(Permission::ClientsRead),
    || get(list),
);
/// `POST /api/clients`
pub const CREATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/clients",
    Access::Management(Permission::ClientsWrite),
    || post(create),
);
/// `GET /api/clients/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/clients/{id}",
    Access::Management(Permission::ClientsRead),
    || get(show),
);
/// `PATCH /api/clients/{id}`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/clients/{id}",
    Access::Management(Permission::ClientsWrite),
    || patch(update),
);
/// `DELETE /api/clients/{id}`
pub const DELETE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/clients/{id}",
    Access::Management(Permission::ClientsWrite),
    || delete(remove),
);
/// `POST /api/clients/{id}/rotate-secret`
pub const ROTATE_SECRET: Endpoint = Endpoint::new(
    Method::POST,
    "/api/clients/{id}/rotate-secret",
    Access::Fresh(Permission::ClientsWrite),
    || post(rotate_secret),
);
/// `GET /api/clients/{id}/grants`
pub const GRANTS: Endpoint = Endpoint::new(
    Method::GET,
    "/api/clients/{id}/grants",
    Access::Management(Permission::ClientsRead),
    || get(list_grants),
);
/// `DELETE /api/clients/{id}/grants`
pub const REVOKE_GRANTS: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/clients/{id}/grants",
    Access::Management(Permission::GrantsRevoke),
    || delete(revoke_grants),
);

fn entity(client: &Client) -> Result<Entity<Value>, ApiError> {
    Ok(Entity {
        body: clients::shown(client, None)?,
        version: client.version,
    })
}

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<Value>>, ApiError> {
    let found = clients::list(&caller.tenant, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn create(caller: ApiCaller, context: Context, body: Once<ClientBody>) -> Result<Made, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let (client, secret) = clients::create(&tenant, &by, request).await?;
        Made::new(&clients::shown(&client, secret.as_ref())?, client.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<ClientId>) -> Result<Entity<Value>, ApiError> {
    entity(&clients::get(&caller.tenant, &id).await?)
}

async fn update(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ClientId>,
    IfMatch(version): IfMatch,
    Json(body): Json<ClientBody>,
) -> Result<Entity<Value>, ApiError> {
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
) -> Result<Response, ApiError> {
    clients::delete(&caller.tenant, &By::caller(&caller, &context.origin), &id, version).await?;
    Ok(answer::no_content())
}

async fn rotate_secret(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ClientId>,
    body: Once<RotateRequest>,
) -> Result<Made, ApiError> {
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

async fn revoke_grants(caller: ApiCaller, context: Context, Id(id): Id<ClientId>) -> Result<NoStore<Value>, ApiError> {
    let count = grants::revoke_all(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?;
    Ok(NoStore(json!({ "revoked_count": count })))
}
