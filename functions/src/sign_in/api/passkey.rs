//! `/api/auth/passkey`: what to ask the browser for, and what it answered (behaviour 4.5, 5.8).

use super::view::View;
use super::{turn::Call, view};
use platform::{passkeys, sign_in};
use protocol::webauthn::RequestOptions;
use serde::Deserialize;
use serde_json::{Map, Value};
use web::{Access, ApiError, Browser, Endpoint, Json, Method, NoStore, Nothing, Response, Tenant, post};

/// `POST /api/auth/passkey/options`
pub const OPTIONS: Endpoint = Endpoint::new(Method::POST, "/api/auth/passkey/options", Access::Public, || {
    post(options)
})
.says("auth_passkey_options", "Makes the options to sign in with a passkey")
.answers::<NoStore<RequestOptions>>();
/// `POST /api/auth/passkey/verify`
pub const VERIFY: Endpoint = Endpoint::new(Method::POST, "/api/auth/passkey/verify", Access::Public, || {
    post(verify)
})
.says("auth_passkey_verify", "Signs in with what the passkey answered")
.answers::<NoStore<View>>();

/// The challenge is this browser's: it needs its cookie to use it.
async fn options(tenant: Tenant, browser: Browser, Json(Nothing {}): Json<Nothing>) -> Result<Response, ApiError> {
    let options: RequestOptions = passkeys::sign_in::options(&tenant, browser.hash()).await?;
    Ok(view::with_cookies(&tenant, NoStore(options), browser.cookie()))
}

/// The credential as `toJSON()` writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "PasskeyAnswer")
)]
struct Answered {
    credential: Map<String, Value>,
}

/// In the transaction that is named, or in a new one that leads to the account page.
async fn verify(call: Call, Json(body): Json<Answered>) -> Result<Response, ApiError> {
    let turn = if call.id.is_some() {
        let turn = call.load().await?;
        if turn.loaded.is_proven() {
            return Ok(turn.again().await?);
        }
        turn
    } else {
        let target = sign_in::target(&call.tenant, None, None).await?;
        let loaded = passkeys::sign_in::begin(&call.tenant, call.browser.hash(), target).await?;
        call.about(loaded)
    };
    let credential = Value::Object(body.credential).to_string();
    let Call { tenant, visitor, .. } = &turn.call;
    let done = passkeys::sign_in::sign_in(tenant, &turn.loaded, &credential, visitor).await?;
    Ok(turn.passed(done).await?)
}
