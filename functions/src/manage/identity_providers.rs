//! `/api/idps`: identity providers (behaviour 3.15, 4.10). The list is public, as far as a button needs it.

use domain::{IdentityProviderId, identity_provider::IdentityProvider, permission::Permission};
use platform::{
    manage::{
        By,
        identity_providers::{self, ProviderBody},
    },
    tenant::Tenant as Application,
};
use protocol::error::{ErrorCode, Failure};
use serde_json::Value;
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, IntoResponse, Json, Made, MaybeCaller, Method,
    Once, Query, Response, Tenant, answer, delete, get, paging, patch, post,
};

/// `GET /api/idps`
pub const LIST: Endpoint = Endpoint::new(Method::GET, "/api/idps", Access::Open(Permission::IdpsRead), || {
    get(list)
});
/// `POST /api/idps`
pub const CREATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/idps",
    Access::Management(Permission::IdpsWrite),
    || post(create),
);
/// `GET /api/idps/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/idps/{id}",
    Access::Management(Permission::IdpsRead),
    || get(show),
);
/// `PATCH /api/idps/{id}`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/idps/{id}",
    Access::Management(Permission::IdpsWrite),
    || patch(update),
);
/// `DELETE /api/idps/{id}`
pub const DELETE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/idps/{id}",
    Access::Management(Permission::IdpsWrite),
    || delete(remove),
);

fn entity(tenant: &Application, provider: &IdentityProvider) -> Result<Entity<Value>, ApiError> {
    Ok(Entity {
        body: identity_providers::shown(tenant, provider)?,
        version: provider.version,
    })
}

async fn list(tenant: Tenant, MaybeCaller(caller): MaybeCaller) -> Result<Response, ApiError> {
    Ok(match caller {
        Some(caller) => paging::whole(identity_providers::list(&caller.tenant).await?).into_response(),
        None => paging::whole(identity_providers::public(&tenant).await?).into_response(),
    })
}

async fn create(caller: ApiCaller, context: Context, body: Once<ProviderBody>) -> Result<Made, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let provider = identity_providers::create(&tenant, &by, request).await?;
        Made::new(&identity_providers::shown(&tenant, &provider)?, provider.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<IdentityProviderId>) -> Result<Entity<Value>, ApiError> {
    let provider = identity_providers::get(&caller.tenant, &id).await?;
    entity(&caller.tenant, &provider)
}

async fn update(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<IdentityProviderId>,
    IfMatch(version): IfMatch,
    Json(body): Json<ProviderBody>,
) -> Result<Entity<Value>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let provider = identity_providers::update(&caller.tenant, &by, &id, body, version).await?;
    entity(&caller.tenant, &provider)
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<IdentityProviderId>,
    IfMatch(version): IfMatch,
    query: Query,
) -> Result<Response, ApiError> {
    let force = match query.single("force")? {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Failure::new(ErrorCode::InvalidParameter, "force is true or false.").into()),
    };
    let by = By::caller(&caller, &context.origin);
    identity_providers::delete(&caller.tenant, &by, &id, force, version).await?;
    Ok(answer::no_content())
}
