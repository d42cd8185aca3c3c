//! `/api/users/me`: a person's own profile and activity.

use super::person;
use domain::user::User;
use platform::self_service::{self, Moment, OwnPatch, OwnUserView};
use web::{
    Access, ApiCaller, ApiError, Context, Cookies, Endpoint, Entity, IfMatch, Json, Method, NoStore, Paging, get,
    paging::ListBody, patch,
};

/// `GET /api/users/me`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/api/users/me", Access::Session, || get(show))
    .says("me_get", "Shows one's own profile");
/// `PATCH /api/users/me`
pub const UPDATE: Endpoint = Endpoint::new(Method::PATCH, "/api/users/me", Access::Session, || patch(update))
    .says("me_update", "Changes one's own profile");
/// `GET /api/users/me/audit`
pub const ACTIVITY: Endpoint = Endpoint::new(Method::GET, "/api/users/me/audit", Access::Session, || get(activity))
    .says("me_audit_list", "Lists what happened to one's own account");

fn entity(user: &User) -> Result<Entity<OwnUserView>, ApiError> {
    Ok(Entity {
        body: self_service::shown(user)?,
        version: user.version,
    })
}

async fn show(caller: ApiCaller, context: Context, cookies: Cookies) -> Result<Entity<OwnUserView>, ApiError> {
    entity(&person::of(&caller, context, &cookies)?.user)
}

async fn update(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    IfMatch(version): IfMatch,
    Json(body): Json<OwnPatch>,
) -> Result<Entity<OwnUserView>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    entity(&self_service::update(&caller.tenant, &person, body, version).await?)
}

async fn activity(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    paging: Paging,
) -> Result<NoStore<ListBody<Moment>>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let found = self_service::activity(&caller.tenant, &person, paging.page(&caller.tenant).await?).await?;
    Ok(paging.answer(&caller.tenant, found).await?)
}
