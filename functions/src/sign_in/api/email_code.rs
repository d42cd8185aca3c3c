//! `/api/auth/email-code`: a code by mail is asked for, and typed. The answer is the same for every address (EN-01).

use super::{
    super::step,
    view::{self, Stage, View},
};
use platform::sign_in;
use protocol::error::Failure;
use serde::Deserialize;
use web::{Accepted, Access, ApiError, Browser, Endpoint, Json, Method, Named, NoStore, Response, Seen, Tenant, post};

/// `POST /api/auth/email-code`
pub const SEND: Endpoint = Endpoint::new(Method::POST, "/api/auth/email-code", Access::Public, || post(send));
/// `POST /api/auth/email-code/verify`
pub const VERIFY: Endpoint = Endpoint::new(Method::POST, "/api/auth/email-code/verify", Access::Transaction, || {
    post(verify)
});
/// `POST /api/auth/verify`: the code of a sign-up, by the same rules.
pub const CONFIRM: Endpoint = Endpoint::new(Method::POST, "/api/auth/verify", Access::Transaction, || post(verify));
/// `POST /api/auth/verify/resend`
pub const RESEND: Endpoint = Endpoint::new(Method::POST, "/api/auth/verify/resend", Access::Transaction, || {
    post(resend)
});

/// Whose mailbox.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Address {
    email: String,
}

/// What the mail said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Typed {
    code: String,
}

async fn send(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Address>,
) -> Result<Response, ApiError> {
    Ok(mail(&tenant, seen, &browser, id.as_deref(), &body.email).await?)
}

/// Mails what is switched on, code or link or both: in the transaction that is named, or in a new one that leads to the account page.
pub(super) async fn mail(
    tenant: &Tenant,
    seen: Seen,
    browser: &Browser,
    id: Option<&str>,
    typed: &str,
) -> Result<Response, Failure> {
    let email = step::typed_email(typed)?;
    let mut loaded = if id.is_some() {
        let mut loaded = step::load(tenant, browser, id).await?;
        sign_in::identify(tenant, &mut loaded, email).await?;
        loaded
    } else {
        let target = sign_in::target(tenant, None, None).await?;
        sign_in::begin(tenant, browser.hash(), target, email).await?
    };
    sign_in::email_code::send(tenant, &mut loaded, &seen.visitor()).await?;
    let stage = Stage {
        tenant,
        browser,
        session: None,
    };
    let view = stage.show(&loaded).await?;
    Ok(view::with_cookies(tenant, Accepted(view), browser.cookie()))
}

async fn verify(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Typed>,
) -> Result<Response, ApiError> {
    let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
    let visitor = seen.visitor();
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: visitor.current.as_ref(),
    };
    // Sent twice: it acted once, and the answer is the present state.
    if loaded.is_proven() {
        return Ok(view::with_cookies(&tenant, NoStore(stage.show(&loaded).await?), None));
    }
    let done = sign_in::email_code::verify(&tenant, &loaded, &body.code, &visitor).await?;
    Ok(stage.passed(&loaded, done, None).await?)
}

async fn resend(tenant: Tenant, seen: Seen, browser: Browser, Named(id): Named) -> Result<Accepted<View>, ApiError> {
    let mut loaded = step::load(&tenant, &browser, id.as_deref()).await?;
    sign_in::email_code::resend(&tenant, &mut loaded, &seen.visitor()).await?;
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: None,
    };
    Ok(Accepted(stage.show(&loaded).await?))
}
