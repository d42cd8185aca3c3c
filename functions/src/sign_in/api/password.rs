//! `/api/auth/signin` and `/api/auth/password/*`: a password is typed, forgotten, and set anew (behaviour 4.5, 5.4).

use super::view::View;
use super::{super::step, turn::Call};
use domain::{Email, Secret};
use platform::{
    password_reset::{self, Proof},
    sign_in::{self, Loaded},
};
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;
use web::{Accepted, Access, ApiError, Empty, Endpoint, Json, Method, NoStore, Response, Seen, Tenant, post};

/// `POST /api/auth/signin`
pub const SIGN_IN: Endpoint = Endpoint::new(Method::POST, "/api/auth/signin", Access::Public, || post(sign_in))
    .says("auth_sign_in", "Signs in with a password")
    .answers::<NoStore<View>>();
/// `POST /api/auth/password/forgot`
pub const FORGOT: Endpoint = Endpoint::new(Method::POST, "/api/auth/password/forgot", Access::Public, || {
    post(forgot)
})
.says("auth_password_forgot", "Asks for the way to a new password");
/// `POST /api/auth/password/reset`
pub const RESET: Endpoint = Endpoint::new(Method::POST, "/api/auth/password/reset", Access::Public, || post(reset))
    .says("auth_password_reset", "Sets a new password");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "PasswordSignIn")
)]
struct Credentials {
    email: String,
    password: Secret<String>,
}

/// In the transaction that is named, or in a new one that leads to the account page.
async fn sign_in(call: Call, Json(body): Json<Credentials>) -> Result<Response, ApiError> {
    let email = step::typed_email(&body.email)?;
    let turn = if call.id.is_some() {
        let mut turn = call.load().await?;
        if turn.loaded.is_proven() {
            return Ok(turn.again().await?);
        }
        turn.loaded = identified(&turn.call.tenant, turn.loaded, email).await?;
        turn
    } else {
        let target = sign_in::target(&call.tenant, None, None).await?;
        let loaded = sign_in::begin(&call.tenant, call.browser.hash(), target, email).await?;
        call.about(loaded)
    };
    let Call { tenant, visitor, .. } = &turn.call;
    let done = sign_in::password::sign_in(tenant, &turn.loaded, body.password, visitor).await?;
    Ok(turn.passed(done).await?)
}

/// The transaction with this address; one that has it already is not written again.
async fn identified(tenant: &Tenant, mut loaded: Loaded, email: Email) -> Result<Loaded, Failure> {
    if loaded.email() != Some(&email) {
        sign_in::identify(tenant, &mut loaded, email).await?;
    }
    Ok(loaded)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "PasswordForgotten")
)]
struct Forgotten {
    email: String,
}

async fn forgot(tenant: Tenant, seen: Seen, Json(body): Json<Forgotten>) -> Result<Accepted<Empty>, ApiError> {
    let email = step::typed_email(&body.email)?;
    password_reset::request(&tenant, &email, &seen.visitor()).await?;
    Ok(Accepted(Empty {}))
}

/// The proof is the link's token, or the address and the code mailed to it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "PasswordReset")
)]
struct NewPassword {
    token: Option<String>,
    email: Option<String>,
    code: Option<String>,
    new_password: Secret<String>,
}

async fn reset(tenant: Tenant, seen: Seen, Json(body): Json<NewPassword>) -> Result<NoStore<Empty>, ApiError> {
    let proof = match (body.token, body.email, body.code) {
        (Some(token), None, None) => Proof::Link(token),
        (None, Some(email), Some(code)) => Proof::Code(step::typed_email(&email)?, code),
        _ => {
            let detail = "Send the token of the link, or email and code.";
            return Err(Failure::new(ErrorCode::ValidationError, detail)
                .field("token", ErrorCode::ValidationError, detail)
                .into());
        }
    };
    password_reset::complete(&tenant, &proof, body.new_password, &seen.visitor()).await?;
    Ok(NoStore(Empty {}))
}
