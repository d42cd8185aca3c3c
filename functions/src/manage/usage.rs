//! `/api/applications/usage`: what happened, counted by hour or day.

use domain::permission::Permission;
use platform::manage::usage::{self, UsageQuery, UsageView};
use web::{Access, ApiCaller, ApiError, Endpoint, Method, NoStore, Query, QueryParameter, get};

/// `GET /api/applications/usage`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/usage",
    Access::Management(Permission::AppsRead),
    || get(show),
)
.says("usage_get", "Counts what happened, by hour or day")
.reads(&[
    QueryParameter::one_of("granularity", "How fine; `day`, if it is not said.", &["hour", "day"]),
    QueryParameter::moment(
        "from",
        "Not before; a day before `to` for hours, 30 days for days. At most 14 days before `to` for hours, 366 for days.",
    ),
    QueryParameter::moment("to", "Before; now, if it is not said."),
])
.fails(&[422]);

async fn show(caller: ApiCaller, query: Query) -> Result<NoStore<UsageView>, ApiError> {
    let query = UsageQuery::read(&query, caller.tenant.now())?;
    Ok(NoStore(usage::figures(&caller.tenant, &query).await?))
}
