//! `/api/auth/email-code`: a code by mail is asked for, and typed. The answer is the same for every address (EN-01).

use super::{super::step, turn::Call, view::View};
use platform::sign_in;
use protocol::error::Failure;
use serde::Deserialize;
use web::{Accepted, Access, ApiError, Endpoint, Json, Method, NoStore, Response, post};

/// `POST /api/auth/email-code`
pub const SEND: Endpoint = Endpoint::new(Method::POST, "/api/auth/email-code", Access::Public, || post(send))
    .says("auth_email_code", "Asks for a code by mail")
    .answers::<Accepted<View>>();
/// `POST /api/auth/email-code/verify`
pub const VERIFY: Endpoint = Endpoint::new(Method::POST, "/api/auth/email-code/verify", Access::Transaction, || {
    post(verify)
})
.says("auth_email_code_verify", "Gives the mailed code")
.answers::<NoStore<View>>();
/// `POST /api/auth/verify`: the code of a sign-up, by the same rules.
pub const CONFIRM: Endpoint = Endpoint::new(Method::POST, "/api/auth/verify", Access::Transaction, || post(verify))
    .says("auth_verify", "Gives the code of a sign-up")
    .answers::<NoStore<View>>();
/// `POST /api/auth/verify/resend`
pub const RESEND: Endpoint = Endpoint::new(Method::POST, "/api/auth/verify/resend", Access::Transaction, || {
    post(resend)
})
.says("auth_verify_resend", "Asks for the code again");

/// Whose mailbox.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "EmailCodeWish")
)]
struct Address {
    email: String,
}

/// What the mail said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "EmailCode"))]
struct Typed {
    code: String,
}

async fn send(call: Call, Json(body): Json<Address>) -> Result<Response, ApiError> {
    Ok(mail(call, &body.email).await?)
}

/// Mails what is switched on, code or link or both: in the transaction that is named, or in a new one that leads to the account page.
pub(super) async fn mail(call: Call, typed: &str) -> Result<Response, Failure> {
    let email = step::typed_email(typed)?;
    let mut turn = if call.id.is_some() {
        let mut turn = call.load().await?;
        sign_in::identify(&turn.call.tenant, &mut turn.loaded, email).await?;
        turn
    } else {
        let target = sign_in::target(&call.tenant, None, None).await?;
        let loaded = sign_in::begin(&call.tenant, call.browser.hash(), target, email).await?;
        call.about(loaded)
    };
    sign_in::email_code::send(&turn.call.tenant, &mut turn.loaded, &turn.call.visitor).await?;
    Ok(turn.answer(Accepted(turn.show().await?)))
}

async fn verify(call: Call, Json(body): Json<Typed>) -> Result<Response, ApiError> {
    let turn = call.load().await?;
    if turn.loaded.is_proven() {
        return Ok(turn.again().await?);
    }
    let Call { tenant, visitor, .. } = &turn.call;
    let done = sign_in::email_code::verify(tenant, &turn.loaded, &body.code, visitor).await?;
    Ok(turn.passed(done).await?)
}

async fn resend(call: Call) -> Result<Accepted<View>, ApiError> {
    let mut turn = call.load().await?;
    sign_in::email_code::resend(&turn.call.tenant, &mut turn.loaded, &turn.call.visitor).await?;
    Ok(Accepted(turn.show().await?))
}
