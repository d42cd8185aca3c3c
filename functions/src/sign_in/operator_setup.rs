//! `/operator-setup`: the invited operator sets a first password; a code to the invited mailbox does the rest (behaviour 2.5).
//!
//! GET shows and changes nothing: a mail scanner may follow the link (OT-01).

use crate::going;
use domain::{Secret, invitation::Invitation};
use platform::sign_in::operator_setup;
use protocol::{error::Failure, response_mode};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{Frame, Problem, sign_in::OperatorSetup},
    post,
};

/// `GET /operator-setup`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/operator-setup", Access::Public, || get(show));
/// `POST /operator-setup`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/operator-setup", Access::Public, || post(act));

async fn show(tenant: Tenant, browser: Browser, query: Query) -> Result<Response, PageError> {
    let token = query.lenient("token").unwrap_or("");
    let invitation = operator_setup::invitation(&tenant, token).await?;
    Ok(page(&tenant, &browser, token, &invitation, None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    token: &str,
    invitation: &Invitation,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let page = OperatorSetup {
        email: invitation.email.as_str().to_owned(),
        action: response_mode::with_query("/operator-setup", [("token", token)]),
        form_token: browser.form_token(tenant, "/operator-setup").await?,
        problem: wrong.map(Problem::of),
        min_length: tenant.settings().password_min_length,
    };
    Ok(going::page(
        tenant,
        wrong,
        page.render(&Frame::of(tenant))?,
        browser.cookie(),
        None,
    ))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let token = query.lenient("token").unwrap_or("");
    let password = Secret::new(form.text("password").to_owned());
    match operator_setup::begin(&tenant, token, form.browser.hash(), password, &seen.visitor()).await {
        Ok(loaded) => Ok(going::to(&tenant, format!("/verify?tx={}", loaded.id), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) => {
            let invitation = operator_setup::invitation(&tenant, token).await?;
            Ok(page(&tenant, &form.browser, token, &invitation, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
