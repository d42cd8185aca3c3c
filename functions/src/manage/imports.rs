//! `/api/imports` (behaviour 4.12, 5.16).

use domain::permission::Permission;
use platform::manage::{
    By,
    imports::{self, Report},
};
use protocol::error::{ErrorCode, Failure};
use web::{Access, ApiCaller, ApiError, Context, Endpoint, Lines, Method, NoStore, Query, QueryParameter, post};

/// `POST /api/imports/users`
pub const USERS: Endpoint = Endpoint::new(
    Method::POST,
    "/api/imports/users",
    Access::Fresh(Permission::ImportWrite),
    || post(users),
)
.says("imports_users", "Imports users, a JSON object per line")
.reads(&[QueryParameter::flag("dry_run", "Judge the lines, and write nothing.")]);

async fn users(
    caller: ApiCaller,
    context: Context,
    query: Query,
    Lines(lines): Lines,
) -> Result<NoStore<Report>, ApiError> {
    let dry_run = match query.single("dry_run")? {
        None | Some("false") => false,
        Some("true") => true,
        Some(_) => return Err(Failure::new(ErrorCode::InvalidParameter, "dry_run is true or false.").into()),
    };
    let by = By::caller(&caller, &context.origin);
    Ok(NoStore(imports::users(&caller.tenant, &by, &lines, dry_run).await?))
}
