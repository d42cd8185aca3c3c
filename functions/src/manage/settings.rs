//! `/api/applications/settings` and `/branding`: one document each, merged by PATCH (behaviour 3.2, 3.3).

use domain::{application::Branding, permission::Permission, settings::Settings};
use platform::manage::{
    By,
    applications::settings::{self, Versioned},
};
use serde_json::{Map, Value};
use web::{Access, ApiCaller, ApiError, Context, Endpoint, Entity, IfMatch, Json, Method, get, notes::Part, patch};

/// `GET /api/applications/settings`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/settings",
    Access::Management(Permission::AppsRead),
    || get(show),
)
.says("settings_get", "Shows the settings");
/// `PATCH /api/applications/settings`
pub const UPDATE: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/applications/settings",
    Access::Management(Permission::AppsWrite),
    || patch(update),
)
.says("settings_update", "Changes some of the settings")
.takes::<Json<Part<Settings>>>();
/// `GET /api/applications/branding`
pub const GET_BRANDING: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/branding",
    Access::Management(Permission::AppsRead),
    || get(show_branding),
)
.says("branding_get", "Shows the branding");
/// `PATCH /api/applications/branding`
pub const UPDATE_BRANDING: Endpoint = Endpoint::new(
    Method::PATCH,
    "/api/applications/branding",
    Access::Management(Permission::AppsWrite),
    || patch(update_branding),
)
.says("branding_update", "Changes some of the branding")
.takes::<Json<Part<Branding>>>();

fn entity<T>(found: Versioned<T>) -> Entity<T> {
    Entity {
        body: found.document,
        version: found.version,
    }
}

async fn show(caller: ApiCaller) -> Result<Entity<Settings>, ApiError> {
    Ok(entity(settings::settings(&caller.tenant).await?))
}

async fn update(
    caller: ApiCaller,
    context: Context,
    IfMatch(version): IfMatch,
    Json(part): Json<Map<String, Value>>,
) -> Result<Entity<Settings>, ApiError> {
    Ok(entity(
        settings::update_settings(&caller.tenant, &By::caller(&caller, &context.origin), &part, version).await?,
    ))
}

async fn show_branding(caller: ApiCaller) -> Result<Entity<Branding>, ApiError> {
    Ok(entity(settings::branding(&caller.tenant).await?))
}

async fn update_branding(
    caller: ApiCaller,
    context: Context,
    IfMatch(version): IfMatch,
    Json(part): Json<Map<String, Value>>,
) -> Result<Entity<Branding>, ApiError> {
    Ok(entity(
        settings::update_branding(&caller.tenant, &By::caller(&caller, &context.origin), &part, version).await?,
    ))
}
