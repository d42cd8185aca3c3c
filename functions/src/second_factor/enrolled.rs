//! The answer to a factor that was enrolled in a sign-in, which names itself by `Aero2-Transaction` in place of a session (behaviour 4.6).

use crate::sign_in::{
    api::view::{self, Stage, View},
    step,
};
use domain::Secret;
use platform::sign_in::setup::{self, New};
use protocol::error::Failure;
use serde::Serialize;
use web::{ApiCaller, ApiError, Browser, NoStore, Response, Seen, Tenant};

/// Whoever calls, or why nobody does: a sign-in that names itself needs no session.
pub(crate) type Caller = Result<ApiCaller, ApiError>;

/// What was enrolled, with the codes that are shown this once; in a sign-in, where that stands now.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub(crate) struct Enrolled {
    pub(crate) method: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) recovery_codes: Vec<Secret<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) transaction: Option<View>,
}

/// Enrols `new` in the sign-in `id`, which goes on.
pub(crate) async fn in_sign_in(
    tenant: &Tenant,
    seen: Seen,
    browser: &Browser,
    id: Option<&str>,
    (method, new): (&'static str, New<'_>),
) -> Result<Response, Failure> {
    let loaded = step::load(tenant, browser, id).await?;
    let visitor = seen.visitor();
    let (passed, codes) = setup::enrol_and_go_on(tenant, &loaded, new, &visitor).await?;
    let stage = Stage {
        tenant,
        browser,
        session: visitor.current.as_ref(),
    };
    let (view, cookies) = stage.after(&loaded, passed).await?;
    let body = Enrolled {
        method,
        recovery_codes: codes,
        transaction: Some(view),
    };
    Ok(view::with_cookies(tenant, NoStore(body), cookies))
}
