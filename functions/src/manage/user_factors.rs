//! `/api/users/{id}/mfa`: the second factors of a user (behaviour 4.9).

use domain::{UserId, permission::Permission};
use platform::manage::{By, users::factors};
use web::{Access, ApiCaller, ApiError, Context, Endpoint, Id, Method, NoContent, delete};

/// `DELETE /api/users/{id}/mfa`
pub const RESET: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/{id}/mfa",
    Access::Fresh(Permission::UsersWrite),
    || delete(reset),
)
.says("users_mfa_reset", "Removes all second factors of a user");

async fn reset(caller: ApiCaller, context: Context, Id(id): Id<UserId>) -> Result<NoContent, ApiError> {
    let by = By::caller(&caller, &context.origin);
    factors::reset(&caller.tenant, &by, &id).await?;
    Ok(NoContent)
}
