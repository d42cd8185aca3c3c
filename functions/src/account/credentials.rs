//! `/api/users/me/password` and `/api/users/me/email`: what a person signs in with (behaviour 4.6, 5.5).

use super::person;
use domain::{Email, Secret};
use platform::self_service::{self, OwnUserView};
use serde::Deserialize;
use web::{
    Accepted, Access, ApiCaller, ApiError, Context, CookieName, Cookies, Empty, Endpoint, Entity, IntoResponse, Json,
    Method, NoStore, Response, SetCookie, Tenant, post,
};

/// `POST /api/users/me/password`
pub const PASSWORD: Endpoint = Endpoint::new(Method::POST, "/api/users/me/password", Access::FreshSession, || {
    post(password)
})
.says("me_password_set", "Sets or changes one's own password")
.answers::<NoStore<Empty>>();
/// `POST /api/users/me/email`
pub const EMAIL: Endpoint = Endpoint::new(Method::POST, "/api/users/me/email", Access::FreshSession, || {
    post(email)
})
.says("me_email_change", "Asks for another e-mail address; a code goes to it");
/// `POST /api/users/me/email/confirm`
pub const CONFIRM: Endpoint = Endpoint::new(Method::POST, "/api/users/me/email/confirm", Access::Session, || {
    post(confirm)
})
.says("me_email_confirm", "Confirms the new address with the mailed code");
/// `POST /api/users/me/email/undo`
pub const UNDO: Endpoint = Endpoint::new(Method::POST, "/api/users/me/email/undo", Access::Public, || post(undo)).says(
    "me_email_undo",
    "Undoes a change of address, with the token of the mail to the old one",
);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct NewPassword {
    new_password: Secret<String>,
    current_password: Option<Secret<String>>,
}

async fn password(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<NewPassword>,
) -> Result<Response, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let renewed =
        self_service::change_password(&caller.tenant, &person, body.current_password, body.new_password).await?;
    let cookie = renewed.map(|cookie| SetCookie::set(CookieName::Session, cookie.value, Some(cookie.max_age)));
    let answer = NoStore(Empty {}).into_response();
    Ok(person::with_cookies(&caller.tenant, answer, cookie))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct NewEmail {
    email: Email,
}

async fn email(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<NewEmail>,
) -> Result<Accepted<Empty>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    self_service::request_email(&caller.tenant, &person, body.email).await?;
    Ok(Accepted(Empty {}))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "MailedCode"))]
struct Typed {
    code: String,
}

async fn confirm(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<Typed>,
) -> Result<Entity<OwnUserView>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let user = self_service::confirm_email(&caller.tenant, &person, &body.code).await?;
    Ok(Entity {
        body: self_service::shown(&user)?,
        version: user.version,
    })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "MailedToken"))]
struct Token {
    token: String,
}

async fn undo(tenant: Tenant, context: Context, Json(body): Json<Token>) -> Result<NoStore<Empty>, ApiError> {
    self_service::undo_email(&tenant, &body.token, &context.origin).await?;
    Ok(NoStore(Empty {}))
}
