//! `/api/users/me/password` and `/api/users/me/email`: what a person signs in with (behaviour 4.6, 5.5).

use super::person;
use domain::{Email, Secret};
use platform::self_service;
use serde::Deserialize;
use serde_json::{Value, json};
use web::{
    Accepted, Access, ApiCaller, ApiError, Context, CookieName, Cookies, Endpoint, Entity, IntoResponse, Json, Method,
    NoStore, Response, SetCookie, Tenant, post,
};

/// `POST /api/users/me/password`
pub const PASSWORD: Endpoint = Endpoint::new(Method::POST, "/api/users/me/password", Access::FreshSession, || {
    post(password)
});
/// `POST /api/users/me/email`
pub const EMAIL: Endpoint = Endpoint::new(Method::POST, "/api/users/me/email", Access::FreshSession, || {
    post(email)
});
/// `POST /api/users/me/email/confirm`
pub const CONFIRM: Endpoint = Endpoint::new(Method::POST, "/api/users/me/email/confirm", Access::Session, || {
    post(confirm)
});
/// `POST /api/users/me/email/undo`
pub const UNDO: Endpoint = Endpoint::new(Method::POST, "/api/users/me/email/undo", Access::Public, || post(undo));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
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
    let answer = NoStore(json!({})).into_response();
    Ok(person::with_cookies(&caller.tenant, answer, cookie))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewEmail {
    email: Email,
}

async fn email(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<NewEmail>,
) -> Result<Accepted<Value>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    self_service::request_email(&caller.tenant, &person, body.email).await?;
    Ok(Accepted(json!({})))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    code: String,
}

async fn confirm(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<Typed>,
) -> Result<Entity<Value>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let user = self_service::confirm_email(&caller.tenant, &person, &body.code).await?;
    Ok(Entity {
        body: self_service::shown(&user)?,
        version: user.version,
    })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    token: String,
}

async fn undo(tenant: Tenant, context: Context, Json(body): Json<Token>) -> Result<NoStore<Value>, ApiError> {
    self_service::undo_email(&tenant, &body.token, &context.origin).await?;
    Ok(NoStore(json!({})))
}
