//! `/api/auth/mfa`: the second factor of a sign-in, for callers who draw their own pages (behaviour 4.5).

use crate::sign_in::api::turn::Call;
use crate::sign_in::api::view::View;
use domain::{Timestamp, sign_in::State};
use platform::{
    factors::Given,
    sign_in::{Loaded, second},
};
use protocol::error::{ErrorCode, Failure};
use protocol::webauthn::RequestOptions;
use serde::{Deserialize, Serialize};
use web::{Accepted, Access, ApiError, Endpoint, Json, Method, NoStore, Response, post};

/// `POST /api/auth/mfa/verify`
pub const VERIFY: Endpoint = Endpoint::new(Method::POST, "/api/auth/mfa/verify", Access::Transaction, || {
    post(verify)
})
.says("auth_mfa_verify", "Gives the second factor")
.answers::<NoStore<View>>();
/// `POST /api/auth/mfa/challenge`
pub const CHALLENGE: Endpoint = Endpoint::new(Method::POST, "/api/auth/mfa/challenge", Access::Transaction, || {
    post(challenge)
})
.says(
    "auth_mfa_challenge",
    "Asks for a passkey's options, or for a code by SMS",
)
.answers::<(NoStore<RequestOptions>, Accepted<Sent>)>();

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SecondFactor"))]
struct Proof {
    totp_code: Option<String>,
    sms_code: Option<String>,
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
        let sms = self.sms_code.map(|code| Given::Sms {
            code,
            binding: loaded.binding(),
        });
        let all = [
            self.totp_code.map(Given::Totp),
            sms,
            self.recovery_code.map(Given::RecoveryCode),
            assertion,
        ];
        let mut all = all.into_iter().flatten();
        match (all.next(), all.next()) {
            (Some(given), None) => Ok(given),
            _ => Err(Failure::new(
                ErrorCode::ValidationError,
                "Send one of totp_code, sms_code, recovery_code and webauthn_assertion.",
            )),
        }
    }
}

async fn verify(call: Call, Json(body): Json<Proof>) -> Result<Response, ApiError> {
    let turn = call.load().await?;
    if turn.loaded.is_complete() || turn.loaded.transaction.state == State::NeedsProfile {
        return Ok(turn.again().await?);
    }
    let remember = body.remember_device;
    let given = body.given(&turn.loaded)?;
    let Call { tenant, visitor, .. } = &turn.call;
    let passed = second::verify(tenant, &turn.loaded, given, remember, visitor).await?;
    Ok(turn.passed(passed).await?)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ChallengeWish")
)]
struct Wanted {
    method: Way,
}

/// A method for which something has to be made or sent.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ChallengeMethod")
)]
enum Way {
    Passkey,
    Sms,
}

/// A code is on its way.
#[derive(Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "ChallengeSent")
)]
struct Sent {
    phone: String,
    expires_at: Timestamp,
}

async fn challenge(call: Call, Json(body): Json<Wanted>) -> Result<Response, ApiError> {
    let turn = call.load().await?;
    let Call { tenant, visitor, .. } = &turn.call;
    match body.method {
        Way::Passkey => {
            let options = second::passkey_options(tenant, &turn.loaded, Some(visitor)).await?;
            Ok(turn.answer(NoStore(options)))
        }
        Way::Sms => {
            let (phone, expires_at) = second::send_sms(tenant, &turn.loaded, visitor).await?;
            Ok(turn.answer(Accepted(Sent { phone, expires_at })))
        }
    }
}
