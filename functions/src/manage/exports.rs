//! `/api/exports` (behaviour 4.12, 5.14).

use domain::permission::Permission;
use platform::manage::{
    By,
    exports::{self, Wish},
};
use web::{Access, ApiCaller, ApiError, Context, Endpoint, Json, Method, Response, answer, notes::Exported, post};

/// `POST /api/exports/users`: a POST, because a key does not fit into an address, and what is asked for is noted.
pub const USERS: Endpoint = Endpoint::new(
    Method::POST,
    "/api/exports/users",
    Access::Fresh(Permission::ExportRead),
    || post(users),
)
.says("exports_users", "Exports a page of users")
.answers::<Exported>();

async fn users(caller: ApiCaller, context: Context, Json(wish): Json<Wish>) -> Result<Response, ApiError> {
    let by = By::caller(&caller, &context.origin);
    let page = exports::users(&caller.tenant, &by, &wish).await?;
    Ok(answer::page_of(
        page.content_type,
        page.body,
        page.count,
        page.next_cursor,
    ))
}
