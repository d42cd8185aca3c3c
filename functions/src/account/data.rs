//! `DELETE /api/users/me` and `POST /api/users/me/export`: a person leaves, or takes along what is kept about them (behaviour 4.6, 5.14).

use super::person;
use domain::Timestamp;
use platform::self_service::{self, Archive};
use serde::{Deserialize, Serialize};
use web::{
    Accepted, Access, ApiCaller, ApiError, Context, CookieName, Cookies, Endpoint, IntoResponse, Json, Method, Nothing,
    Response, SetCookie, answer, delete, notes::File, post,
};

/// `DELETE /api/users/me`
pub const DELETE: Endpoint = Endpoint::new(Method::DELETE, "/api/users/me", Access::FreshSession, || delete(leave))
    .says("me_delete", "Schedules the deletion of one's own account")
    .answers::<Accepted<Scheduled>>();
/// `POST /api/users/me/export`
pub const EXPORT: Endpoint = Endpoint::new(Method::POST, "/api/users/me/export", Access::FreshSession, || {
    post(export)
})
.says("me_export", "Takes along everything that is kept about oneself")
.answers::<File<Archive>>();

/// What the file is called.
pub(super) const FILE: &str = "account.json";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "DeletionConfirmed")
)]
struct Confirmed {
    confirm: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "DeletionScheduled")
)]
struct Scheduled {
    deletion_at: Timestamp,
}

async fn leave(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<Confirmed>,
) -> Result<Response, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let ending = self_service::leave(&caller.tenant, &person, &body.confirm).await?;
    let answer = Accepted(Scheduled {
        deletion_at: ending.at(),
    });
    // Its session ended with everything else.
    let gone = person.session.map(|_| SetCookie::clear(CookieName::Session));
    Ok(person::with_cookies(&caller.tenant, answer.into_response(), gone))
}

async fn export(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(_): Json<Nothing>,
) -> Result<Response, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let archive = self_service::export(&caller.tenant, &person).await?;
    Ok(answer::download(FILE, &archive))
}
