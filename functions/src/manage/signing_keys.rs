//! `/api/applications/signing-keys` (behaviour 3.16).

use domain::permission::Permission;
use platform::manage::{
    By,
    signing_keys::{self, RotateRequest, SigningKeyView},
};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Json, Method, NoStore, get,
    paging::{self, ListBody},
    post,
};

/// `GET /api/applications/signing-keys`
pub const LIST: Endpoint = Endpoint::new(
    Method::GET,
    "/api/applications/signing-keys",
    Access::Management(Permission::AppsRead),
    || get(list),
)
.says("signing_keys_list", "Lists the signing keys");
/// `POST /api/applications/signing-keys/rotate`
pub const ROTATE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/applications/signing-keys/rotate",
    Access::Fresh(Permission::SigningKeysWrite),
    || post(rotate),
)
.says("signing_keys_rotate", "Lets the next signing key take over");

async fn list(caller: ApiCaller) -> Result<NoStore<ListBody<SigningKeyView>>, ApiError> {
    Ok(paging::whole(signing_keys::list(&caller.tenant).await?))
}

async fn rotate(
    caller: ApiCaller,
    context: Context,
    Json(body): Json<RotateRequest>,
) -> Result<NoStore<ListBody<SigningKeyView>>, ApiError> {
    Ok(paging::whole(
        signing_keys::rotate(&caller.tenant, &By::caller(&caller, &context.origin), body).await?,
    ))
}
