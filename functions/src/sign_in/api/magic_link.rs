//! `/api/auth/magic-link`: a link by mail is asked for, and followed in the same browser.

use super::view::View;
use super::{email_code, turn::Call};
use platform::sign_in::magic_link;
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;
use web::{Accepted, Access, ApiError, Endpoint, Json, Method, NoStore, Response, post};

/// `POST /api/auth/magic-link`
pub const SEND: Endpoint = Endpoint::new(Method::POST, "/api/auth/magic-link", Access::Public, || post(send))
    .says("auth_magic_link", "Asks for a link by mail")
    .answers::<Accepted<View>>();
/// `POST /api/auth/magic-link/verify`
pub const VERIFY: Endpoint = Endpoint::new(Method::POST, "/api/auth/magic-link/verify", Access::Transaction, || {
    post(verify)
})
.says("auth_magic_link_verify", "Gives the token of the link")
.answers::<NoStore<View>>();

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "MagicLinkWish")
)]
struct Address {
    email: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "MagicLinkToken")
)]
struct Token {
    token: String,
}

/// The mail holds the code too, where codes are on.
async fn send(call: Call, Json(body): Json<Address>) -> Result<Response, ApiError> {
    if !call.tenant.settings().auth_methods.magic_link {
        let detail = "Signing in by a mailed link is switched off here.";
        return Err(Failure::new(ErrorCode::MethodDisabled, detail).into());
    }
    Ok(email_code::mail(call, &body.email).await?)
}

async fn verify(call: Call, Json(body): Json<Token>) -> Result<Response, ApiError> {
    let followed = magic_link::look(&call.tenant, &body.token, call.browser.hash()).await?;
    let turn = call.about(followed.loaded.clone());
    let done = magic_link::complete(&turn.call.tenant, followed, &turn.call.visitor).await?;
    Ok(turn.passed(done).await?)
}
