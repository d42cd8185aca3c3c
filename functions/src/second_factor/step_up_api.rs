//! `/api/auth/step-up`: a script of the own origin lets the person prove themself again (behaviour 4.5, 5.10).
//!
//! By the session's cookie alone: whoever holds an access token has no secret to be replaced, and asks the authorization endpoint for a better one.

use crate::{going, sign_in::api::session::Current};
use domain::{Secret, Timestamp};
use platform::{
    factors,
    sign_in::Visitor,
    step_up::{self, Given},
};
use protocol::{
    error::{ErrorCode, Failure},
    webauthn::RequestOptions,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use web::{
    Accepted, Access, ApiError, Context, CookieName, Cookies, Endpoint, IntoResponse, Json, Method, NoStore, Nothing,
    Response, SignedIn, Tenant, answer, post,
};

/// `POST /api/auth/step-up`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/api/auth/step-up", Access::Session, || post(prove))
    .says("auth_step_up", "Proves oneself again")
    .answers::<NoStore<Current>>();
/// `POST /api/auth/step-up/webauthn/options`
pub const PASSKEY_OPTIONS: Endpoint = Endpoint::new(
    Method::POST,
    "/api/auth/step-up/webauthn/options",
    Access::Session,
    || post(passkey_options),
)
.says(
    "auth_step_up_passkey_options",
    "Makes the options to prove oneself with a passkey",
);
/// `POST /api/auth/step-up/email-code/send`
pub const SEND_CODE: Endpoint = Endpoint::new(
    Method::POST,
    "/api/auth/step-up/email-code/send",
    Access::Session,
    || post(send_code),
)
.says("auth_step_up_email_code", "Mails a code to prove oneself with");

/// `POST /api/auth/step-up/sms-code/send`
pub const SEND_SMS: Endpoint = Endpoint::new(Method::POST, "/api/auth/step-up/sms-code/send", Access::Session, || {
    post(send_sms)
})
.says("auth_step_up_sms_code", "Sends a code by SMS to prove oneself with");

/// One of these.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "StepUpProof"))]
struct Proof {
    totp_code: Option<String>,
    sms_code: Option<String>,
    recovery_code: Option<String>,
    webauthn_assertion: Option<Value>,
    password: Option<Secret<String>>,
    email_code: Option<String>,
}

impl Proof {
    fn given(self, binding: &str) -> Result<Given, Failure> {
        let totp = self.totp_code.map(factors::Given::Totp);
        let recovery = self.recovery_code.map(factors::Given::RecoveryCode);
        let passkey = self.webauthn_assertion.map(|assertion| factors::Given::Passkey {
            credential: assertion.to_string(),
            binding: binding.to_owned(),
        });
        let sms = self.sms_code.map(|code| factors::Given::Sms {
            code,
            binding: binding.to_owned(),
        });
        let all = [
            sms.map(Given::Factor),
            passkey.map(Given::Factor),
            totp.map(Given::Factor),
            recovery.map(Given::Factor),
            self.password.map(Given::Password),
            self.email_code.map(Given::EmailCode),
        ];
        let mut given = all.into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(one), None) => Ok(one),
            _ => Err(Failure::new(
                ErrorCode::ValidationError,
                "Send exactly one proof: it is named after its method.",
            )),
        }
    }
}

fn visitor(context: Context, cookies: &Cookies, signed_in: &SignedIn) -> Visitor {
    Visitor {
        origin: context.origin,
        source: context.source,
        device: cookies.get(CookieName::Device).map(str::to_owned),
        current: Some(signed_in.session.clone()),
    }
}

async fn prove(
    tenant: Tenant,
    context: Context,
    cookies: Cookies,
    signed_in: SignedIn,
    Json(body): Json<Proof>,
) -> Result<Response, ApiError> {
    let visitor = visitor(context, &cookies, &signed_in);
    let SignedIn { session, user } = signed_in;
    let (next, cookie) = step_up::prove(
        &tenant,
        &session,
        &user,
        body.given(&step_up::binding(&session))?,
        &visitor,
    )
    .await?;
    let mut response = NoStore(Current::of(user, next.session)).into_response();
    let secure = tenant.services().config.is_secure();
    answer::set_cookies(&mut response, &going::earned(cookie, None), secure);
    Ok(response)
}

async fn passkey_options(
    tenant: Tenant,
    SignedIn { session, user }: SignedIn,
    Json(_): Json<Nothing>,
) -> Result<NoStore<RequestOptions>, ApiError> {
    Ok(NoStore(step_up::passkey_options(&tenant, &user, &session).await?))
}

/// When the code ends.
#[derive(Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "StepUpCodeSent")
)]
struct Sent {
    expires_at: Timestamp,
}

async fn send_code(
    tenant: Tenant,
    context: Context,
    cookies: Cookies,
    signed_in: SignedIn,
    Json(_): Json<Nothing>,
) -> Result<Accepted<Sent>, ApiError> {
    let visitor = visitor(context, &cookies, &signed_in);
    let expires_at = step_up::send_code(&tenant, &signed_in.session, &signed_in.user, &visitor).await?;
    Ok(Accepted(Sent { expires_at }))
}

async fn send_sms(
    tenant: Tenant,
    context: Context,
    cookies: Cookies,
    signed_in: SignedIn,
    Json(_): Json<Nothing>,
) -> Result<Accepted<Sent>, ApiError> {
    let visitor = visitor(context, &cookies, &signed_in);
    let expires_at = step_up::send_sms(&tenant, &signed_in.session, &signed_in.user, &visitor).await?;
    Ok(Accepted(Sent { expires_at }))
}
