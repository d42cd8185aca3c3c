//! `/api/applications/api-keys` (behaviour 3.4).

use domain::{ApiKeyId, permission::Permission};
use platform::manage::{
    By,
    api_keys::{self, ApiKeyPatch, ApiKeyView, NewApiKey, RotateRequest},
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, Json, Made, Method, NoContent, NoStore, Once,
    Paging, delete, get, paging::ListBody, patch, post,
};

/// `GET /api/applications/api-keys`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/api-keys",
    Access::Management(Permission::KeysRead),
    || get(list),
)
.says("api_keys_list", "Lists the API keys");
/// `POST /api/applications/api-keys`
pub const CREATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/api-keys",
    Access::Fresh(Permission::KeysWrite),
    || post(create),
)
.says("api_keys_create", "Makes an API key; its text is shown this once");
/// `GET /api/applications/api-keys/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/api-keys/{id}",
    Access::Management(Permission::KeysRead),
    || get(show),
)
.says("api_keys_get", "Shows an API key");
/// `PATCH /api/applications/api-keys/{id}`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/applications/api-keys/{id}",
    Access::Management(Permission::KeysWrite),
    || patch(update),
)
.says("api_keys_update", "Changes an API key");
/// `DELETE /api/applications/api-keys/{id}`
pub const REVOKE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/applications/api-keys/{id}",
    Access::Fresh(Permission::KeysWrite),
    || delete(revoke),
)
.says("api_keys_revoke", "Revokes an API key");
/// `POST /api/applications/api-keys/{id}/rotate`
pub const ROTATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/api-keys/{id}/rotate",
    Access::Fresh(Permission::KeysWrite),
    || post(rotate),
)
.says("api_keys_rotate", "Replaces an API key by a new one");

async fn list(caller: ApiCaller, paging: Paging) -> Result<NoStore<ListBody<ApiKeyView>>, ApiError> {
    let found = api_keys::list(&caller.tenant, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}

async fn create(caller: ApiCaller, context: Context, body: Once<NewApiKey>) -> Result<Made<ApiKeyView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let made = api_keys::create(&tenant, &by, request).await?;
        Made::new(&made, made.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<ApiKeyId>) -> Result<Entity<ApiKeyView>, ApiError> {
    let key = api_keys::get(&caller.tenant, &id).await?;
    Ok(Entity {
        version: key.version,
        body: key,
    })
}

async fn update(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ApiKeyId>,
    IfMatch(version): IfMatch,
    Json(body): Json<ApiKeyPatch>,
) -> Result<Entity<ApiKeyView>, ApiError> {
    let key = api_keys::update(
        &caller.tenant,
        &By::caller(&caller, &context.origin),
        &id,
        body,
        version,
    )
    .await?;
    Ok(Entity {
        version: key.version,
        body: key,
    })
}

async fn revoke(caller: ApiCaller, context: Context, Id(id): Id<ApiKeyId>) -> Result<NoContent, ApiError> {
    api_keys::revoke(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?;
    Ok(NoContent)
}

async fn rotate(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<ApiKeyId>,
    body: Once<RotateRequest>,
) -> Result<Made<ApiKeyView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let made = api_keys::rotate(&tenant, &by, &id, request).await?;
        Made::new(&made, made.version)
    })
    .await
}
