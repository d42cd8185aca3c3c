//! `/api/idps`: identity providers (behaviour 3.15, 4.10). The list is public, as far as a button needs it.

use domain::{IdentityProviderId, identity_provider::IdentityProvider, permission::Permission};
use platform::{
    federation::{self, ProviderTest},
    manage::{
        By,
        identity_providers::{self, ProviderBody, ProviderView, PublicProvider},
    },
    tenant::Tenant as Application,
};
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, Json, Made, MaybeCaller, Method, NoContent,
    NoStore, Once, Query, QueryParameter, Tenant, delete, get,
    paging::{self, ListBody},
    patch, post,
};

/// `GET /api/idps`
pub const LIST: Endpoint = Endpoint::new(Method::GET, "/api/idps", Access::Open(Permission::IdpsRead), || {
    get(list)
})
.says(
    "idps_list",
    "Lists the identity providers; without a permission, what their buttons need",
);
/// `POST /api/idps`
pub const CREATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/idps",
    Access::Management(Permission::IdpsWrite),
    || post(create),
)
.says("idps_create", "Makes an identity provider");
/// `GET /api/idps/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/idps/{id}",
    Access::Management(Permission::IdpsRead),
    || get(show),
)
.says("idps_get", "Shows an identity provider");
/// `PATCH /api/idps/{id}`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/idps/{id}",
    Access::Management(Permission::IdpsWrite),
    || patch(update),
)
.says("idps_update", "Changes an identity provider");
/// `DELETE /api/idps/{id}`
pub const DELETE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/idps/{id}",
    Access::Management(Permission::IdpsWrite),
    || delete(remove),
)
.says("idps_delete", "Deletes an identity provider")
.reads(&[QueryParameter::flag(
    "force",
    "Even if people are linked to it: they are unlinked.",
)]);

/// `POST /api/idps/{id}/test`
pub const TEST: Endpoint = Endpoint::new(
    Method::POST,
    "/api/idps/{id}/test",
    Access::Management(Permission::IdpsWrite),
    || post(test),
)
.says(
    "idps_test",
    "Makes a link that tries an identity provider out and signs nobody in",
);

fn entity(tenant: &Application, provider: &IdentityProvider) -> Result<Entity<ProviderView>, ApiError> {
    Ok(Entity {
        body: identity_providers::shown(tenant, provider)?,
        version: provider.version,
    })
}

/// All of a provider, or what its button needs.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ListedIdentityProvider")
)]
enum Listed {
    Whole(ProviderView),
    Button(PublicProvider),
}

async fn list(tenant: Tenant, MaybeCaller(caller): MaybeCaller) -> Result<NoStore<ListBody<Listed>>, ApiError> {
    let found = if let Some(caller) = caller {
        let all = identity_providers::list(&caller.tenant).await?;
        all.into_iter().map(Listed::Whole).collect()
    } else {
        let all = identity_providers::public(&tenant).await?;
        all.into_iter().map(Listed::Button).collect()
    };
    Ok(paging::whole(found))
}

async fn create(caller: ApiCaller, context: Context, body: Once<ProviderBody>) -> Result<Made<ProviderView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let provider = identity_providers::create(&tenant, &by, request).await?;
        Made::new(&identity_providers::shown(&tenant, &provider)?, provider.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<IdentityProviderId>) -> Result<Entity<ProviderView>, ApiError> {
    let provider = identity_providers::get(&caller.tenant, &id).await?;
    entity(&caller.tenant, &provider)
}

async fn update(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<IdentityProviderId>,
    IfMatch(version): IfMatch,
    Json(body): Json<ProviderBody>,
) -> Result<Entity<ProviderView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let provider = identity_providers::update(&caller.tenant, &by, &id, body, version).await?;
    entity(&caller.tenant, &provider)
}

async fn test(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<IdentityProviderId>,
) -> Result<NoStore<ProviderTest>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    Ok(NoStore(federation::test_link(&caller.tenant, &by, &id).await?))
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<IdentityProviderId>,
    IfMatch(version): IfMatch,
    query: Query,
) -> Result<NoContent, ApiError> {
    let force = match query.single("force")? {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Failure::new(ErrorCode::InvalidParameter, "force is true or false.").into()),
    };
    let by = By::caller(&caller, &context.origin);
    identity_providers::delete(&caller.tenant, &by, &id, force, version).await?;
    Ok(NoContent)
}
