//! `/api/applications/settings`: a document, merged by PATCH (behaviour 3.2).

use domain::{permission::Permission, settings::Settings};
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
