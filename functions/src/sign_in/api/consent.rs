//! `POST /api/auth/consent`: the person allows or denies what a client asks for.

use super::{
    super::step,
    view::{Stage, View},
};
use domain::sign_in::Target;
use platform::consents;
use protocol::{
    error::{ErrorCode, Failure},
    scope::ScopeSet,
};
use serde::Deserialize;
use web::{Access, ApiError, Browser, Endpoint, Json, Method, Named, NoStore, Seen, SignedIn, Tenant, post};

/// `POST /api/auth/consent`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/api/auth/consent", Access::Transaction, || post(decide))
    .says("auth_consent", "Allows or denies what a client asks for");

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ConsentChoice")
)]
enum Choice {
    Allow,
    Deny,
}

/// The decision; `scopes` allows only some of what was asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ConsentDecision")
)]
struct Decision {
    decision: Choice,
    scopes: Option<Vec<String>>,
}

async fn decide(
    tenant: Tenant,
    seen: Seen,
    SignedIn { session, user }: SignedIn,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Decision>,
) -> Result<NoStore<View>, ApiError> {
    let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
    let elsewhere = || Failure::new(ErrorCode::WrongState, "This sign-in is at another step.");
    let Target::Client(request) = &loaded.transaction.target else {
        return Err(elsewhere().into());
    };
    if !loaded.is_complete() {
        return Err(elsewhere().into());
    }
    let live = step::session_of(&loaded, Some(&session))?;
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: Some(live),
    };
    let question = consents::question_of(&tenant, request).await?;
    if let Some(first) = consents::obstacle(&tenant, &question, Some(live)).await? {
        return Ok(NoStore(stage.go(Some(&loaded), first, None).await?));
    }
    let origin = &seen.context.origin;
    let next = match (body.decision, body.scopes) {
        (Choice::Deny, _) => consents::deny(&tenant, &question, &user, origin).await?,
        (Choice::Allow, None) => consents::allow(&tenant, &question, live, &user, origin).await?,
        (Choice::Allow, Some(scopes)) => {
            let chosen: ScopeSet = scopes.iter().map(String::as_str).collect();
            let part = question.narrowed(&chosen)?;
            consents::allow(&tenant, &part, live, &user, origin).await?
        }
    };
    Ok(NoStore(stage.go(Some(&loaded), next, Some(live)).await?))
}
