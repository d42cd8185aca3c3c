//! `/api/applications/domains` (behaviour 2.3, 2.4).

use domain::{DomainId, permission::Permission};
use platform::manage::{
    By,
    domains::{self, DomainView, NewDomain},
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Entity, Id, IfMatch, Made, Method, NoContent, NoStore, Once,
    delete, get,
    paging::{self, ListBody},
    post,
};

/// `GET /api/applications/domains`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/domains",
    Access::Management(Permission::AppsRead),
    || get(list),
)
.says("domains_list", "Lists the custom domains");
/// `POST /api/applications/domains`
pub const ADD: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/domains",
    Access::Management(Permission::DomainsWrite),
    || post(add),
)
.says("domains_add", "Adds a custom domain");
/// `GET /api/applications/domains/{id}`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/domains/{id}",
    Access::Management(Permission::AppsRead),
    || get(show),
)
.says("domains_get", "Shows a custom domain");
/// `DELETE /api/applications/domains/{id}`
pub const REMOVE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/applications/domains/{id}",
    Access::Fresh(Permission::DomainsWrite),
    || delete(remove),
)
.says("domains_remove", "Removes a custom domain");
/// `POST /api/applications/domains/{id}/verify`
pub const VERIFY: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/domains/{id}/verify",
    Access::Management(Permission::DomainsWrite),
    || post(verify),
)
.says("domains_verify", "Looks for the domain's DNS records now");
/// `POST /api/applications/domains/{id}/primary`
pub const MAKE_PRIMARY: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/domains/{id}/primary",
    Access::Fresh(Permission::DomainsWrite),
    || post(make_primary),
)
.says("domains_make_primary", "Makes the domain the issuer's");
/// `DELETE /api/applications/domains/primary`
pub const CLEAR_PRIMARY: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/applications/domains/primary",
    Access::Fresh(Permission::DomainsWrite),
    || delete(clear_primary),
)
.says(
    "domains_clear_primary",
    "Goes back to the platform's own host as the issuer's",
);

fn entity(view: DomainView) -> Entity<DomainView> {
    Entity {
        version: view.version,
        body: view,
    }
}

async fn list(caller: ApiCaller) -> Result<NoStore<ListBody<DomainView>>, ApiError> {
    Ok(paging::whole(domains::list(&caller.tenant).await?))
}

async fn add(caller: ApiCaller, context: Context, body: Once<NewDomain>) -> Result<Made<DomainView>, ApiError> {
    let by = By::caller(&caller, &context.origin);
    body.run(&caller, async |tenant, request| {
        let made = domains::add(&tenant, &by, &request).await?;
        Made::new(&made, made.version)
    })
    .await
}

async fn show(caller: ApiCaller, Id(id): Id<DomainId>) -> Result<Entity<DomainView>, ApiError> {
    Ok(entity(domains::get(&caller.tenant, &id).await?))
}

async fn verify(caller: ApiCaller, context: Context, Id(id): Id<DomainId>) -> Result<Entity<DomainView>, ApiError> {
    Ok(entity(
        domains::verify(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?,
    ))
}

async fn make_primary(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<DomainId>,
) -> Result<Entity<DomainView>, ApiError> {
    Ok(entity(
        domains::make_primary(&caller.tenant, &By::caller(&caller, &context.origin), &id).await?,
    ))
}

async fn clear_primary(caller: ApiCaller, context: Context) -> Result<Entity<DomainView>, ApiError> {
    Ok(entity(
        domains::clear_primary(&caller.tenant, &By::caller(&caller, &context.origin)).await?,
    ))
}

async fn remove(
    caller: ApiCaller,
    context: Context,
    Id(id): Id<DomainId>,
    IfMatch(version): IfMatch,
) -> Result<NoContent, ApiError> {
    domains::remove(&caller.tenant, &By::caller(&caller, &context.origin), &id, version).await?;
    Ok(NoContent)
}
