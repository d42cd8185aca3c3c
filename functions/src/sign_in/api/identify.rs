//! `POST /api/auth/identify`: who is it? The methods that follow are the same for every address (EN-01).

use super::{
    super::step,
    view::{Stage, View},
};
use platform::sign_in;
use serde::Deserialize;
use web::{Access, ApiError, Browser, Endpoint, Json, Method, Named, NoStore, Tenant, post};

/// `POST /api/auth/identify`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/api/auth/identify", Access::Transaction, || {
    post(identify)
})
.says("auth_identify", "Says who wants to sign in");

/// Who.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct Identifier {
    email: String,
}

async fn identify(
    tenant: Tenant,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Identifier>,
) -> Result<NoStore<View>, ApiError> {
    let email = step::typed_email(&body.email)?;
    let mut loaded = step::load(&tenant, &browser, id.as_deref()).await?;
    sign_in::identify(&tenant, &mut loaded, email).await?;
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: None,
    };
    Ok(NoStore(stage.show(&loaded).await?))
}
