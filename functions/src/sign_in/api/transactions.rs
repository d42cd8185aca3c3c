//! `/api/auth/transactions`: a sign-in is begun, looked at, and given up.

use super::view::View;
use super::{
    super::step,
    turn::Call,
    view::{self, Stage},
};
use domain::sign_in::Target;
use platform::{
    authorize::{self, Next},
    sessions, sign_in,
};
use protocol::{
    error::{ErrorCode, Failure},
    params::Params,
};
use std::collections::BTreeMap;
use web::{
    Access, ApiError, Browser, Created, Endpoint, Json, Method, Named, NoStore, Response, Seen, Tenant, answer, delete,
    get, notes::GoneOn, post,
};

/// `POST /api/auth/transactions`
pub const BEGIN: Endpoint = Endpoint::new(Method::POST, "/api/auth/transactions", Access::Public, || post(begin))
    .says("auth_transactions_begin", "Begins a sign-in")
    .answers::<Created<View>>();
/// `GET /api/auth/transactions/current`
pub const GET: Endpoint = Endpoint::new(
    Method::GET,
    "/api/auth/transactions/current",
    Access::Transaction,
    || get(show),
)
.says("auth_transactions_get", "Shows where the sign-in stands");
/// `DELETE /api/auth/transactions/current`
pub const DELETE: Endpoint = Endpoint::new(
    Method::DELETE,
    "/api/auth/transactions/current",
    Access::Transaction,
    || delete(give_up),
)
.says("auth_transactions_give_up", "Gives the sign-in up")
.answers::<GoneOn>();

/// Takes the parameters of an authorization request; or none, or only `return_to`, to sign in for a page of ours.
async fn begin(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Json(body): Json<BTreeMap<String, String>>,
) -> Result<Response, ApiError> {
    let params = Params::from_pairs(body);
    // The way back is `redirect_to`, a URL: nothing here could post a form.
    if params.lenient("response_mode") == Some("form_post") {
        let detail = "The sign-in API returns by redirect_to; ask for response_mode=query.";
        return Err(Failure::new(ErrorCode::InvalidRequest, detail).into());
    }
    let live = seen.session.0.as_ref();
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: live,
    };
    let view = if params.iter().all(|(name, _)| name == "return_to") {
        let target = sign_in::target(&tenant, None, params.lenient("return_to")).await?;
        for_ourselves(&stage, target).await?
    } else {
        let next = authorize::authorize(&tenant, &params, live, &seen.context.origin).await?;
        stage.go(None, next, live).await?
    };
    Ok(view::with_cookies(&tenant, Created(view), browser.cookie()))
}

/// For a path of ours every live session is good enough.
async fn for_ourselves(stage: &Stage<'_>, target: Target) -> Result<view::View, Failure> {
    if let Some(live) = stage.session
        && sessions::user_of(stage.tenant, live).await?.is_some()
    {
        let begun = sign_in::open_signed_in(stage.tenant, stage.browser.hash(), target, live).await?;
        return stage.show(&begun).await;
    }
    let begun = sign_in::open(stage.tenant, stage.browser.hash(), target).await?;
    stage.show(&begun).await
}

async fn show(call: Call) -> Result<NoStore<view::View>, ApiError> {
    Ok(NoStore(call.load().await?.show().await?))
}

/// The client learns it from the browser: `Location` says where with `access_denied`.
async fn give_up(tenant: Tenant, browser: Browser, Named(id): Named) -> Result<Response, ApiError> {
    let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
    let location = match sign_in::abandon(&tenant, loaded).await? {
        Some(Next::Client(response)) => Some(view::address(&response)?),
        _ => None,
    };
    Ok(answer::no_content_at(location.as_deref()))
}
