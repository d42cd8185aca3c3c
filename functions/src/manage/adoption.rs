//! `/api/applications/adoption`: how many people have which second factor.

use domain::permission::Permission;
use platform::adoption::{self, Shown};
use web::{Access, ApiCaller, ApiError, Endpoint, Method, NoStore, get};

/// `GET /api/applications/adoption`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/adoption",
    Access::Management(Permission::AppsRead),
    || get(show),
)
.says("adoption_get", "Counts how many people have which second factor");

async fn show(caller: ApiCaller) -> Result<NoStore<Shown>, ApiError> {
    Ok(NoStore(adoption::figures(&caller.tenant).await?))
}
