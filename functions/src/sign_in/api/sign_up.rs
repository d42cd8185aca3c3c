//! `POST /api/auth/signup`: an account is asked for; the mailed code makes it (behaviour 5.2).

use super::view::View;
use super::{
    super::step,
    view::{self, Stage},
};
use domain::Secret;
use platform::{
    sign_in::{self, invitation},
    sign_up::{self, SignUpForm},
};
use serde::Deserialize;
use web::{Accepted, Access, ApiError, Browser, Endpoint, Json, Method, Named, NoStore, Response, Seen, Tenant, post};

/// `POST /api/auth/signup`
pub const BEGIN: Endpoint = Endpoint::new(Method::POST, "/api/auth/signup", Access::Public, || post(begin))
    .says("auth_sign_up", "Asks for an account")
    .answers::<(NoStore<View>, Accepted<View>)>();

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SignUp"))]
struct Body {
    email: String,
    password: Option<Secret<String>>,
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    #[serde(default)]
    terms_accepted: bool,
    invitation_token: Option<String>,
}

/// With the token of an invitation, which proves the mailbox, the account is made at once.
/// On the way to where the named transaction leads, or to the account page. The answer is the same for every address (EN-01).
async fn begin(
    tenant: Tenant,
    seen: Seen,
    browser: Browser,
    Named(id): Named,
    Json(body): Json<Body>,
) -> Result<Response, ApiError> {
    let target = match &id {
        Some(id) => step::load(&tenant, &browser, Some(id)).await?.transaction.target,
        None => sign_in::target(&tenant, None, None).await?,
    };
    let form = SignUpForm {
        email: body.email,
        name: body.name,
        given_name: body.given_name,
        family_name: body.family_name,
        terms: body.terms_accepted,
        password: body.password,
    };
    let stage = Stage {
        tenant: &tenant,
        browser: &browser,
        session: None,
    };
    if let Some(token) = &body.invitation_token {
        let invitation = invitation::look(&tenant, token).await?;
        let to = (browser.hash(), target);
        // On the heap: a whole sign-in ends in it.
        let visitor = seen.visitor();
        let (loaded, done) = Box::pin(invitation::accept(&tenant, invitation, to, form, &visitor)).await?;
        return Ok(stage.passed(&loaded, done, browser.cookie()).await?);
    }
    let loaded = sign_up::begin(&tenant, browser.hash(), target, form, &seen.visitor()).await?;
    let view = stage.show(&loaded).await?;
    Ok(view::with_cookies(&tenant, Accepted(view), browser.cookie()))
}
