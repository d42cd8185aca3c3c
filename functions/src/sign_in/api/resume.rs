//! `/api/auth/reactivation` and `/api/auth/profile`: what a person who is known has still to say before they are signed in (behaviour 5.3).
//!
//! To leave instead, the sign-in is given up: `DELETE /api/auth/transactions/current`, or `leave` here.

use super::view::View;
use super::{turn::Call, view};
use platform::sign_in::resume::{self, Filled};
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;
use web::{Access, ApiError, Endpoint, Json, Method, NoStore, Nothing, Response, answer, notes::GoneOn, post};

/// `POST /api/auth/reactivation`
pub const REACTIVATION: Endpoint = Endpoint::new(Method::POST, "/api/auth/reactivation", Access::Transaction, || {
    post(decide)
})
.says("auth_reactivation", "Keeps the account, or leaves all the same")
.answers::<(NoStore<View>, GoneOn)>();
/// `POST /api/auth/profile`
pub const PROFILE: Endpoint = Endpoint::new(Method::POST, "/api/auth/profile", Access::Transaction, || post(fill))
    .says("auth_profile", "Says what is still missing of the profile")
    .answers::<NoStore<View>>();
/// `POST /api/users/me/deletion/cancel`: the account is kept, in the sign-in that asks.
pub const CANCEL: Endpoint = Endpoint::new(
    Method::POST,
    "/api/users/me/deletion/cancel",
    Access::Transaction,
    || post(cancel),
)
.says("me_deletion_cancel", "Keeps the account, in the sign-in that asks")
.answers::<NoStore<View>>();

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ReactivationChoice")
)]
enum Choice {
    Keep,
    Leave,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ReactivationDecision")
)]
struct Decision {
    decision: Choice,
}

async fn decide(call: Call, Json(body): Json<Decision>) -> Result<Response, ApiError> {
    match body.decision {
        Choice::Keep => Ok(Box::pin(keep(call)).await?),
        Choice::Leave => {
            let turn = call.load().await?;
            let next = resume::leave(&turn.call.tenant, turn.loaded).await?;
            let location = next.map(|response| view::address(&response)).transpose()?;
            Ok(answer::no_content_at(location.as_deref()))
        }
    }
}

async fn keep(call: Call) -> Result<Response, Failure> {
    let turn = call.load().await?;
    if turn.loaded.is_complete() {
        return turn.again().await;
    }
    let passed = resume::keep(&turn.call.tenant, &turn.loaded, &turn.call.visitor).await?;
    turn.passed(passed).await
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "MissingProfile")
)]
struct Profile {
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    terms_accepted: bool,
}

async fn fill(call: Call, Json(body): Json<Profile>) -> Result<Response, ApiError> {
    let turn = call.load().await?;
    if turn.loaded.is_complete() {
        return Ok(turn.again().await?);
    }
    let filled = Filled {
        name: body.name,
        given_name: body.given_name,
        family_name: body.family_name,
        terms: body.terms_accepted,
    };
    let Call { tenant, visitor, .. } = &turn.call;
    let passed = resume::fill(tenant, &turn.loaded, filled, visitor).await?;
    Ok(turn.passed(passed).await?)
}

/// Scheduling ended every session of the person, so whoever comes with one has nothing to take back.
async fn cancel(call: Call, Json(_): Json<Nothing>) -> Result<Response, ApiError> {
    if call.id.is_none() && call.visitor.current.is_some() {
        return Err(Failure::new(ErrorCode::NotFound, "No deletion is scheduled.").into());
    }
    Ok(Box::pin(keep(call)).await?)
}
