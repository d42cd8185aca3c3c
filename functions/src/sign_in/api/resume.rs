//! `/api/auth/reactivation` and `/api/auth/profile`: what a person who is known has still to say before they are signed in (behaviour 5.3).
//!
//! To leave instead, the sign-in is given up: `DELETE /api/auth/transactions/current`, or `leave` here.

use super::{
    super::step,
    view::{self, Stage},
};
use platform::sign_in::resume::{self, Filled};
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;
use web::{Access, ApiError, Browser, Endpoint, Json, Method, Named, NoStore, Response, Seen, Tenant, answer, post};

/// `POST /api/auth/reactivation`
pub const REACTIVATION: Endpoint = Endpoint::new(Method::POST, "/api/auth/reactivation", Access::Transaction, || {
    post(decide)
});
/// `POST /api/auth/profile`
pub const PROFILE: Endpoint = Endpoint::new(Method::POST, "/api/auth/profile", Access::Transaction, || post(fill));
/// `POST /api/users/me/deletion/cancel`: the account is kept, in the sign-in that asks.
pub const CANCEL: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/deletion/cancel",
    Access::Transaction,
    || post(cancel),
);

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    Keep,
    Leave,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    decision: Choice,
}

async fn decide(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Decision>,
) -> Result<Response, ApiError> {
    match body.decision {
        Choice::Keep => Ok(Box::pin(keep(&tenant, seen, &browser, id.as_deref())).await?),
        Choice::Leave => {
            let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
            let next = resume::leave(&tenant, loaded).await?;
            let location = next.map(|response| view::address(&response)).transpose()?;
            Ok(answer::no_content_at(location.as_deref()))
        }
    }
}

async fn keep(tenant: &Tenant, seen: Seen, browser: &Browser, id: Option<&str>) -> Result<Response, Failure> {
    let loaded = step::load(tenant, browser, id).await?;
    let visitor = seen.visitor();
    let stage = Stage {
        tenant,
        browser,
        session: visitor.current.as_ref(),
    };
    // Sent twice: it acted once, and the answer is the present state.
    if loaded.is_complete() {
        return Ok(view::with_cookies(tenant, NoStore(stage.show(&loaded).await?), None));
    }
    let passed = resume::keep(tenant, &loaded, &visitor).await?;
    stage.passed(&loaded, passed, None).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Profile {
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    terms_accepted: bool,
}

async fn fill(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Profile>,
) -> Result<Response, ApiError> {
    let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
    let visitor = seen.visitor();
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: visitor.current.as_ref(),
    };
    if loaded.is_complete() {
        return Ok(view::with_cookies(&tenant, NoStore(stage.show(&loaded).await?), None));
    }
    let filled = Filled {
        name: body.name,
        given_name: body.given_name,
        family_name: body.family_name,
        terms: body.terms_accepted,
    };
    let passed = resume::fill(&tenant, &loaded, filled, &visitor).await?;
    Ok(stage.passed(&loaded, passed, None).await?)
}

/// Scheduling ended every session of the person, so whoever comes with one has nothing to take back.
async fn cancel(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(_): Json<Nothing>,
) -> Result<Response, ApiError> {
    if id.is_none() && seen.session.0.is_some() {
        return Err(Failure::new(ErrorCode::NotFound, "No deletion is scheduled.").into());
    }
    Ok(Box::pin(keep(&tenant, seen, &browser, id.as_deref())).await?)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}
