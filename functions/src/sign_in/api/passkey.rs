//! `/api/auth/passkey`: what to ask the browser for, and what it answered (behaviour 4.5, 5.8).

use super::{
    super::step,
    view::{self, Stage},
};
use platform::{passkeys, sign_in};
use protocol::webauthn::RequestOptions;
use serde::Deserialize;
use serde_json::{Map, Value};
use web::{Access, ApiError, Browser, Endpoint, Json, Method, Named, NoStore, Response, Seen, Tenant, post};

/// `POST /api/auth/passkey/options`
pub const OPTIONS: Endpoint = Endpoint::new(Method::POST, "/api/auth/passkey/options", Access::Public, || {
    post(options)
});
/// `POST /api/auth/passkey/verify`
pub const VERIFY: Endpoint = Endpoint::new(Method::POST, "/api/auth/passkey/verify", Access::Public, || {
    post(verify)
});

/// Nothing needs to be said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// The challenge is this browser's: it needs its cookie to use it.
async fn options(tenant: Tenant, browser: Browser, Json(Nothing {}): Json<Nothing>) -> Result<Response, ApiError> {
    let options: RequestOptions = passkeys::sign_in::options(&tenant, browser.hash()).await?;
    Ok(view::with_cookies(&tenant, NoStore(options), browser.cookie()))
}

/// The credential as `toJSON()` writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answered {
    credential: Map<String, Value>,
}

/// In the transaction that is named, or in a new one that leads to the account page.
async fn verify(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Answered>,
) -> Result<Response, ApiError> {
    let visitor = seen.visitor();
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: visitor.current.as_ref(),
    };
    let loaded = match &id {
        None => passkeys::sign_in::begin(&tenant, browser.hash(), sign_in::target(&tenant, None, None).await?).await?,
        Some(id) => {
            let loaded = step::load(&tenant, &browser, Some(id)).await?;
            // Sent twice: it acted once, and the answer is the present state.
            if loaded.is_proven() {
                return Ok(view::with_cookies(&tenant, NoStore(stage.show(&loaded).await?), None));
            }
            loaded
        }
    };
    let credential = Value::Object(body.credential).to_string();
    let done = passkeys::sign_in::sign_in(&tenant, &loaded, &credential, &visitor).await?;
    Ok(stage.passed(&loaded, done, browser.cookie()).await?)
}
