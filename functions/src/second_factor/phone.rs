//! `/api/users/me/phone` and `/api/users/me/mfa/sms`: one's number, and codes by SMS as a second factor (behaviour 4.6, 5.7).

use crate::account::person;
use domain::{Phone, Secret, Timestamp};
use platform::{
    self_service::{self, Phoned},
    sessions::SessionCookie,
    tenant::Tenant,
};
use serde::{Deserialize, Serialize};
use web::{
    Accepted, Access, ApiCaller, ApiError, Context, CookieName, Cookies, Endpoint, IntoResponse, Json, Method, NoStore,
    Response, SetCookie, answer, delete, post,
};

/// `POST /api/users/me/phone`
pub const REQUEST: Endpoint = Endpoint::new(Method::POST, "/api/users/me/phone", Access::FreshSession, || {
    post(request)
});
/// `POST /api/users/me/phone/verify`
pub const CONFIRM: Endpoint = Endpoint::new(Method::POST, "/api/users/me/phone/verify", Access::FreshSession, || {
    post(confirm)
});
/// `POST /api/users/me/mfa/sms/setup`
pub const SETUP: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/mfa/sms/setup",
    Access::FreshSession,
    || post(set_up),
);
/// `POST /api/users/me/mfa/sms/verify`
pub const VERIFY: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/mfa/sms/verify",
    Access::FreshSession,
    || post(verify),
);
/// `DELETE /api/users/me/mfa/sms`
pub const REMOVE: Endpoint = Endpoint::new(Method::DELETE, "/api/users/me/mfa/sms", Access::FreshSession, || {
    delete(remove)
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Number {
    phone: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    code: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// When the code ends.
#[derive(Debug, Serialize)]
struct Sent {
    expires_at: Timestamp,
}

/// A number that was proven.
#[derive(Debug, Serialize)]
struct Proven {
    phone: Phone,
    phone_verified: bool,
}

/// What was enrolled, with the codes that are shown this once.
#[derive(Serialize)]
struct Enrolled {
    method: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    recovery_codes: Vec<Secret<String>>,
}

fn with_cookie(tenant: &Tenant, answer: Response, cookie: Option<SessionCookie>) -> Response {
    let set = |cookie: SessionCookie| SetCookie::set(CookieName::Session, cookie.value, Some(cookie.max_age));
    person::with_cookies(tenant, answer, cookie.map(set))
}

async fn request(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<Number>,
) -> Result<Accepted<Sent>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let expires_at = self_service::request_phone(&caller.tenant, &person, &body.phone).await?;
    Ok(Accepted(Sent { expires_at }))
}

async fn confirm(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<Typed>,
) -> Result<Response, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let Phoned { phone, cookie, .. } = self_service::confirm_phone(&caller.tenant, &person, &body.code, None).await?;
    let proven = Proven {
        phone,
        phone_verified: true,
    };
    Ok(with_cookie(&caller.tenant, NoStore(proven).into_response(), cookie))
}

async fn set_up(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(_): Json<Nothing>,
) -> Result<Accepted<Sent>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let expires_at = self_service::begin_sms(&caller.tenant, &person).await?;
    Ok(Accepted(Sent { expires_at }))
}

async fn verify(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Json(body): Json<Typed>,
) -> Result<Response, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let made = self_service::enrol_sms(&caller.tenant, &person, &body.code, false).await?;
    let enrolled = Enrolled {
        method: "sms",
        recovery_codes: made.codes,
    };
    Ok(with_cookie(
        &caller.tenant,
        NoStore(enrolled).into_response(),
        made.cookie,
    ))
}

async fn remove(caller: ApiCaller, context: Context, cookies: Cookies) -> Result<Response, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let cookie = self_service::remove_sms(&caller.tenant, &person).await?;
    Ok(with_cookie(&caller.tenant, answer::no_content(), cookie))
}
