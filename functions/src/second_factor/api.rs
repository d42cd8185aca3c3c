//! `/api/auth/mfa`: the second factor of a sign-in, for callers who draw their own pages (behaviour 4.5).

use crate::sign_in::{
    api::view::{self, Stage},
    step,
};
use domain::sign_in::State;
use platform::{
    factors::Given,
    sign_in::{Loaded, second},
};
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;
use web::{Access, ApiError, Browser, Endpoint, Json, Method, Named, NoStore, Response, Seen, Tenant, post};

/// `POST /api/auth/mfa/verify`
pub const VERIFY: Endpoint = Endpoint::new(Method::POST, "/api/auth/mfa/verify", Access::Transaction, || {
    post(verify)
});
/// `POST /api/auth/mfa/challenge`
pub const CHALLENGE: Endpoint = Endpoint::new(Method::POST, "/api/auth/mfa/challenge", Access::Transaction, || {
    post(challenge)
});

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Proof {
    totp_code: Option<String>,
    recovery_code: Option<String>,
    webauthn_assertion: Option<serde_json::Map<String, serde_json::Value>>,
    remember_device: bool,
}

impl Proof {
    /// The one thing that was given.
    fn given(self, loaded: &Loaded) -> Result<Given, Failure> {
        let assertion = self.webauthn_assertion.map(|assertion| Given::Passkey {
            credential: serde_json::Value::Object(assertion).to_string(),
            binding: loaded.binding(),
        });
        let all = [
            self.totp_code.map(Given::Totp),
            self.recovery_code.map(Given::RecoveryCode),
            assertion,
        ];
        let mut all = all.into_iter().flatten();
        match (all.next(), all.next()) {
            (Some(given), None) => Ok(given),
            _ => Err(Failure::new(
                ErrorCode::ValidationError,
                "Send one of totp_code, recovery_code and webauthn_assertion.",
            )),
        }
    }
}

async fn verify(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Proof>,
) -> Result<Response, ApiError> {
    let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
    let visitor = seen.visitor();
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: visitor.current.as_ref(),
    };
    // Sent twice: it acted once, and the answer is the present state.
    let is_done = loaded.is_complete() || loaded.transaction.state == State::NeedsProfile;
    if is_done {
        return Ok(view::with_cookies(&tenant, NoStore(stage.show(&loaded).await?), None));
    }
    let remember = body.remember_device;
    let given = body.given(&loaded)?;
    let passed = second::verify(&tenant, &loaded, given, remember, &visitor).await?;
    Ok(stage.passed(&loaded, passed, None).await?)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    method: Way,
}

/// A method for which something has to be made or sent.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    Passkey,
}

async fn challenge(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Wanted>,
) -> Result<Response, ApiError> {
    let loaded = step::load(&tenant, &browser, id.as_deref()).await?;
    let Way::Passkey = body.method;
    let options = second::passkey_options(&tenant, &loaded, Some(&seen.visitor())).await?;
    Ok(view::with_cookies(&tenant, NoStore(options), None))
}
