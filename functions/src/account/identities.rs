//! `/api/users/me/identities`: a person's own accounts at providers (behaviour 4.6). Linking and unlinking need a fresh sign-in.

use domain::{IdentityId, user::User};
use platform::{
    federation,
    identities::{self, IdentityView},
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use web::{
    Access, ApiCaller, ApiError, Context, Endpoint, Id, Json, Method, NoContent, NoStore, delete, get,
    paging::{self, ListBody},
    post,
};

/// `GET /api/users/me/identities`
pub const LIST: Endpoint = Endpoint::new(Method::GET, "/api/users/me/identities", Access::Session, || get(list))
    .says("me_identities_list", "Lists one's own accounts at providers");
/// `POST /api/users/me/identities`
pub const LINK: Endpoint = Endpoint::new(Method::POST, "/api/users/me/identities", Access::FreshSession, || {
    post(link)
})
.says("me_identities_link", "Begins to link an account at a provider");
/// `DELETE /api/users/me/identities/{id}`
pub const UNLINK: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/users/me/identities/{id}",
    Access::FreshSession,
    || delete(unlink),
)
.says("me_identities_unlink", "Unlinks an account at a provider");

/// Which provider, and where to go afterwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "LinkWish"))]
struct Wish {
    idp: String,
    return_to: Option<String>,
}

/// Where the browser that is signed in goes.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "LinkWay"))]
struct Way {
    redirect_to: String,
}

fn person(caller: &ApiCaller) -> Result<&User, Failure> {
    caller
        .user
        .as_ref()
        .ok_or_else(|| Failure::new(ErrorCode::Unauthenticated, "Sign in first."))
}

async fn list(caller: ApiCaller) -> Result<NoStore<ListBody<IdentityView>>, ApiError> {
    Ok(paging::whole(identities::list(&caller.tenant, person(&caller)?).await?))
}

async fn link(caller: ApiCaller, Json(wish): Json<Wish>) -> Result<NoStore<Way>, ApiError> {
    let user = person(&caller)?;
    let redirect_to = federation::ticket(&caller.tenant, user, &wish.idp, wish.return_to.as_deref()).await?;
    Ok(NoStore(Way { redirect_to }))
}

async fn unlink(caller: ApiCaller, context: Context, Id(id): Id<IdentityId>) -> Result<NoContent, ApiError> {
    let user = person(&caller)?.clone();
    identities::unlink(&caller.tenant, user, &id, &caller.actor, &context.origin).await?;
    Ok(NoContent)
}
