//! `/api/auth/magic-link`: a link by mail is asked for, and followed in the same browser.

use super::{
    super::step,
    view::{self, Stage},
};
use crate::going;
use platform::sign_in::{self, magic_link};
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;
use web::{Accepted, Access, ApiError, Browser, Endpoint, Json, Method, Named, NoStore, Response, Seen, Tenant, post};

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

/// In the transaction that is named, or in a new one that leads to the account page. The mail holds the code too, where codes are on.
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
    let email = step::typed_email(&body.email)?;
    let mut loaded = if let Some(id) = &id {
        let mut loaded = step::load(&tenant, &browser, Some(id)).await?;
        sign_in::identify(&tenant, &mut loaded, email).await?;
        loaded
    } else {
        let target = sign_in::target(&tenant, None, None).await?;
        sign_in::begin(&tenant, browser.hash(), target, email).await?
    };
    sign_in::email_code::send(&tenant, &mut loaded, &seen.visitor()).await?;
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: None,
    };
    let view = stage.show(&loaded).await?;
    Ok(view::with_cookies(&tenant, Accepted(view), browser.cookie()))
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
    let view = stage.after_sign_in(&loaded, &done.session).await?;
    let cookies = going::earned(done.cookie, done.device);
    Ok(view::with_cookies(&tenant, NoStore(view), cookies))
}
