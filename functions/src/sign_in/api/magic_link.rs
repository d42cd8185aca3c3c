//! `/api/auth/magic-link`: a link by mail is asked for, and followed in the same browser.

use super::{email_code, view::Stage};
use platform::sign_in::magic_link;
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;
use web::{Access, ApiError, Browser, Endpoint, Json, Method, Named, Response, Seen, Tenant, post};

/// `POST /api/auth/magic-link`
pub const SEND: Endpoint = Endpoint::new(Method::POST, "/api/auth/magic-link", Access::Public, || post(send));
/// `POST /api/auth/magic-link/verify`
pub const VERIFY: Endpoint = Endpoint::new(Method::POST, "/api/auth/magic-link/verify", Access::Transaction, || {
    post(verify)
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    email: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Token {
    token: String,
}

/// The mail holds the code too, where codes are on.
async fn send(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Address>,
) -> Result<Response, ApiError> {
    if !tenant.settings().auth_methods.magic_link {
        let detail = "Signing in by a mailed link is switched off here.";
        return Err(Failure::new(ErrorCode::MethodDisabled, detail).into());
    }
    Ok(email_code::mail(&tenant, seen, &browser, id.as_deref(), &body.email).await?)
}

async fn verify(tenant: Tenant, seen: Seen, browser: Browser, Json(body): Json<Token>) -> Result<Response, ApiError> {
    let visitor = seen.visitor();
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: visitor.current.as_ref(),
    };
    let followed = magic_link::look(&tenant, &body.token, browser.hash()).await?;
    let loaded = followed.loaded.clone();
    let done = magic_link::complete(&tenant, followed, &visitor).await?;
    Ok(stage.passed(&loaded, done, None).await?)
}
