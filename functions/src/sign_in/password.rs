//! `/login/password`: the password of the address that was typed.

use super::{offer, step};
use crate::going;
use domain::{Secret, sign_in::Target};
use platform::sign_in::{self, Loaded};
use protocol::{error::Failure, response_mode};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{Frame, Problem, sign_in::Password},
    post,
};

/// `GET /login/password`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/login/password", Access::Transaction, || get(show));
/// `POST /login/password`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/login/password", Access::Transaction, || post(act));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &browser, query.lenient("tx")).await?;
    if loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    Ok(page(&tenant, &browser, &loaded, None).await?)
}

/// The page, with what was wrong.
pub(crate) async fn page(
    tenant: &Tenant,
    browser: &Browser,
    loaded: &Loaded,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let waiting = going::waiting(tenant, &loaded.transaction.target).await?;
    let methods = tenant.settings().auth_methods;
    let page = Password {
        email: loaded
            .email()
            .map(|email| email.as_str().to_owned())
            .unwrap_or_default(),
        action: format!("/login/password?tx={}", loaded.id),
        form_token: browser.form_token(tenant, "/login/password").await?,
        problem: wrong.map(Problem::of),
        code_action: methods.by_mail().then(|| format!("/login/code?tx={}", loaded.id)),
        by_code: methods.email_code,
        code_token: browser.form_token(tenant, "/login/code").await?,
        back: back(tenant, &loaded.transaction.target).await?,
        forgot: format!("/reset?tx={}", loaded.id),
        client_name: waiting.client_name,
    };
    Ok(going::page(
        tenant,
        wrong,
        page.render(&Frame::of(tenant))?,
        browser.cookie(),
        waiting.form_action,
    ))
}

/// The beginning of this sign-in, where another address can be typed.
pub(crate) async fn back(tenant: &Tenant, target: &Target) -> Result<String, Failure> {
    let (name, value) = match target {
        Target::ReturnTo(path) => ("return_to", path.clone()),
        Target::Client(request) => ("request", platform::authorize::seal_again(tenant, request).await?),
    };
    Ok(response_mode::with_query("/login", [(name, value.as_str())]))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    if loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    let password = Secret::new(form.text("password").to_owned());
    let may_ask = offer::may_ask(&form, &seen);
    match sign_in::password::sign_in(&tenant, &loaded, password, &seen.visitor()).await {
        Ok(done) => Ok(going::passed_and_asked(&tenant, done, may_ask).await?),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(&tenant, &form.browser, &loaded, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
