//! `/api/users/me/mfa` and `/api/users/me/devices`: one's own factors and remembered browsers (behaviour 4.6).
//!
//! A sign-in that waits for the enrolment names itself by `Aero2-Transaction` and may enrol in place of a session.

use super::enrolled::{Caller, Enrolled, in_sign_in};
use crate::{account::person, sign_in::step};
use domain::{DeviceId, Secret, Timestamp};
use platform::{
    factors::Offered,
    self_service::{self, DeviceView, Overview},
    sign_in::setup::{self, New},
};
use protocol::error::Failure;
use serde::{Deserialize, Serialize};
use web::{
    Access, ApiCaller, ApiError, Browser, Context, Cookies, Endpoint, Id, IntoResponse, Json, Method, Named, NoContent,
    NoStore, Response, Seen, Tenant, answer, delete, get, paging, post, qr,
};

/// `GET /api/users/me/mfa`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/api/users/me/mfa", Access::Session, || get(show))
    .says("me_mfa_get", "Shows one's own second factors");
/// `POST /api/users/me/mfa/totp/setup`
pub const SETUP: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/mfa/totp/setup",
    Access::FreshSession,
    || post(set_up),
)
.says("me_totp_setup", "Makes the secret for an authenticator app");
/// `POST /api/users/me/mfa/totp/verify`
pub const VERIFY: Endpoint = Endpoint::new(Method::POST, "/api/users/me/mfa/totp/verify", Access::Session, || {
    post(verify)
})
.says("me_totp_verify", "Enrols the authenticator app with its first code")
.answers::<NoStore<Enrolled>>();
/// `DELETE /api/users/me/mfa/totp`
pub const REMOVE: Endpoint = Endpoint::new(Method::DELETE, "/api/users/me/mfa/totp", Access::FreshSession, || {
    delete(remove)
})
.says("me_totp_remove", "Removes the authenticator app")
.answers::<NoContent>();
/// `POST /api/users/me/mfa/recovery-codes`
pub const CODES: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/mfa/recovery-codes",
    Access::FreshSession,
    || post(codes),
)
.says(
    "me_recovery_codes_create",
    "Makes new recovery codes; they are shown this once",
);
/// `GET /api/users/me/devices`
pub const DEVICES: Endpoint = Endpoint::new(Method::GET, "/api/users/me/devices", Access::Session, || get(devices))
    .says("me_devices_list", "Lists the browsers that are remembered");
/// `DELETE /api/users/me/devices/{id}`
pub const FORGET: Endpoint = Endpoint::new(Method::DELETE, "/api/users/me/devices/{id}", Access::Session, || {
    delete(forget)
})
.says("me_devices_forget", "Forgets a browser")
.answers::<NoContent>();

async fn show(caller: ApiCaller, context: Context, cookies: Cookies) -> Result<NoStore<Overview>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    Ok(NoStore(self_service::overview(&caller.tenant, &person).await?))
}

/// A secret, shown this once.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "TotpSecret"))]
struct Secrets {
    secret: Secret<String>,
    otpauth_uri: Secret<String>,
    qr_svg: Secret<String>,
    expires_at: Timestamp,
}

impl Secrets {
    fn of(offered: Offered) -> Result<Self, Failure> {
        Ok(Self {
            // Groups are for people.
            secret: Secret::new(offered.secret.expose().replace(' ', "")),
            qr_svg: Secret::new(qr::svg(offered.uri.expose())?),
            otpauth_uri: offered.uri,
            expires_at: offered.expires_at,
        })
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "TotpWish"))]
struct Wish {
    /// Whether it may take the place of an app that is enrolled.
    replace: bool,
}

async fn set_up(
    caller: Caller,
    tenant: Tenant,
    browser: Browser,
    (context, cookies): (Context, Cookies),
    Named(id): Named,
    Json(body): Json<Wish>,
) -> Result<NoStore<Secrets>, ApiError> {
    let offered = if id.is_some() {
        let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
        setup::begin(&tenant, &loaded).await?
    } else {
        let caller = caller?;
        let person = person::of(&caller, context, &cookies)?;
        self_service::begin_totp(&caller.tenant, &person, body.replace).await?
    };
    Ok(NoStore(Secrets::of(offered)?))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "TotpCode"))]
struct Typed {
    code: String,
}

async fn verify(
    caller: Caller,
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Typed>,
) -> Result<Response, ApiError> {
    if id.is_some() {
        let new = ("totp", New::Totp(&body.code));
        return Ok(Box::pin(in_sign_in(&tenant, seen, &browser, id.as_deref(), new)).await?);
    }
    let caller = caller?;
    let person = person::of(&caller, seen.context, &seen.cookies)?;
    let (codes, cookie) = self_service::enrol_totp(&caller.tenant, &person, &body.code, false).await?;
    let body = Enrolled {
        method: "totp",
        recovery_codes: codes,
        transaction: None,
    };
    let answer = NoStore(body).into_response();
    Ok(person::with_cookies(&caller.tenant, answer, person::renewed(cookie)))
}

async fn remove(caller: ApiCaller, context: Context, cookies: Cookies) -> Result<Response, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let cookie = self_service::remove_totp(&caller.tenant, &person).await?;
    Ok(person::with_cookies(
        &caller.tenant,
        answer::no_content(),
        person::renewed(cookie),
    ))
}

/// Shown this once.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct RecoveryCodes {
    recovery_codes: Vec<Secret<String>>,
}

async fn codes(caller: ApiCaller, context: Context, cookies: Cookies) -> Result<NoStore<RecoveryCodes>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    let codes = self_service::new_recovery_codes(&caller.tenant, &person, false).await?;
    Ok(NoStore(RecoveryCodes { recovery_codes: codes }))
}

async fn devices(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
) -> Result<NoStore<paging::ListBody<DeviceView>>, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    Ok(paging::whole(self_service::devices(&caller.tenant, &person).await?))
}

async fn forget(
    caller: ApiCaller,
    context: Context,
    cookies: Cookies,
    Id(id): Id<DeviceId>,
) -> Result<NoContent, ApiError> {
    let person = person::of(&caller, context, &cookies)?;
    self_service::forget_device(&caller.tenant, &person, &id).await?;
    Ok(NoContent)
}
