//! `/api/users/me/phone` and `/api/users/me/mfa/sms`: one's number, and codes by SMS as a second factor (behaviour 4.6, 5.7).

use super::enrolled::{Caller, Enrolled, in_sign_in};
use crate::{account::person, sign_in::step};
use domain::{Phone, Timestamp};
use platform::{
    self_service::{self, Phoned},
    sign_in::setup::{self, New},
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use web::{
    Accepted, Access, ApiCaller, ApiError, Browser, Context, Cookies, Endpoint, IntoResponse, Json, Method, Named,
    NoContent, NoStore, Response, Seen, Tenant, answer, delete, post,
};

/// `POST /api/users/me/phone`
pub const REQUEST: Endpoint = Endpoint::new(Method::POST, "/api/users/me/phone", Access::FreshSession, || {
    post(request)
})
.says("me_phone_change", "Asks for another phone number; a code goes to it");
/// `POST /api/users/me/phone/verify`
pub const CONFIRM: Endpoint = Endpoint::new(Method::POST, "/api/users/me/phone/verify", Access::FreshSession, || {
    post(confirm)
})
.says("me_phone_verify", "Confirms the number with the code")
.answers::<NoStore<Proven>>();
/// `POST /api/users/me/mfa/sms/setup`
pub const SETUP: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/mfa/sms/setup",
    Access::FreshSession,
    || post(set_up),
)
.says("me_sms_setup", "Sends a code to enrol SMS as a second factor");
/// `POST /api/users/me/mfa/sms/verify`
pub const VERIFY: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/mfa/sms/verify",
    Access::FreshSession,
    || post(verify),
)
.says("me_sms_verify", "Enrols SMS as a second factor with the code")
.answers::<NoStore<Enrolled>>();
/// `DELETE /api/users/me/mfa/sms`
pub const REMOVE: Endpoint = Endpoint::new(Method::DELETE, "/api/users/me/mfa/sms", Access::FreshSession, || {
    delete(remove)
})
.says("me_sms_remove", "Removes SMS as a second factor")
.answers::<NoContent>();

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "PhoneNumber"))]
struct Number {
    phone: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SmsCode"))]
struct Typed {
    code: String,
}

/// In a sign-in, where there is no number yet, the one that shall get the codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SmsWish"))]
struct Wish {
    #[serde(default)]
    phone: Option<String>,
}

/// When the code ends.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "CodeSent"))]
struct Sent {
    expires_at: Timestamp,
}

/// A number that was proven.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "PhoneProven"))]
struct Proven {
    phone: Phone,
    phone_verified: bool,
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
    let answer = NoStore(proven).into_response();
    Ok(person::with_cookies(&caller.tenant, answer, person::renewed(cookie)))
}

async fn set_up(
    caller: Caller,
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Wish>,
) -> Result<Accepted<Sent>, ApiError> {
    let expires_at = match (id.is_some(), body.phone) {
        (true, Some(phone)) => {
            let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
            setup::send_sms(&tenant, &loaded, &phone, &seen.visitor()).await?
        }
        (false, None) => {
            let caller = caller?;
            let person = person::of(&caller, seen.context, &seen.cookies)?;
            self_service::begin_sms(&caller.tenant, &person).await?
        }
        (true, None) => return Err(wrong("Send the number that shall get the codes.").into()),
        (false, Some(_)) => return Err(wrong("The number is changed by POST /api/users/me/phone.").into()),
    };
    Ok(Accepted(Sent { expires_at }))
}

fn wrong(detail: &'static str) -> Failure {
    let code = ErrorCode::ValidationError;
    Failure::new(code, detail).field("phone", code, detail)
}

async fn verify(
    caller: Caller,
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    body: Result<Json<Typed>, ApiError>,
) -> Result<Response, ApiError> {
    if id.is_some() {
        let Json(body) = body?;
        let new = ("sms", New::Sms(&body.code));
        return Ok(Box::pin(in_sign_in(&tenant, seen, &browser, id.as_deref(), new)).await?);
    }
    // Whoever has to prove themselves again is told so first, whatever they sent.
    let (caller, Json(body)) = (caller?, body?);
    let person = person::of(&caller, seen.context, &seen.cookies)?;
    let made = self_service::enrol_sms(&caller.tenant, &person, &body.code, false).await?;
    let enrolled = Enrolled {
        method: "sms",
        recovery_codes: made.codes,
        transaction: None,
    };
    let answer = NoStore(enrolled).into_response();
    Ok(person::with_cookies(
        &caller.tenant,
        answer,
        person::renewed(made.cookie),
    ))
}

async fn remove(caller: ApiCaller, context: Context, cookies: Cookies) -> Result<Response, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let cookie = self_service::remove_sms(&caller.tenant, &person).await?;
    let cookie = person::renewed(cookie);
    Ok(person::with_cookies(&caller.tenant, answer::no_content(), cookie))
}
