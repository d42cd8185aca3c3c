//! `/reset`: a forgotten password. The answer is the same for every address; the link's GET changes nothing (behaviour 5.4, OT-01).

use super::{password, start, step};
use crate::going;
use domain::{Email, Secret};
use platform::{
    password_reset::{self, Proof},
    sign_in::{self, Loaded},
};
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{
        Frame, Problem,
        reset::{NewPassword, Reset},
    },
    post,
};

/// `GET /reset`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/reset", Access::Public, || get(show));
/// `POST /reset`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/reset", Access::Public, || post(act));
/// `GET /reset/code`
pub const CODE_PAGE: Endpoint = Endpoint::new(Method::GET, "/reset/code", Access::Transaction, || get(show_code));
/// `POST /reset/code`
pub const CODE: Endpoint = Endpoint::new(Method::POST, "/reset/code", Access::Transaction, || post(act_code));

async fn show(tenant: Tenant, browser: Browser, query: Query) -> Result<Response, PageError> {
    password_reset::is_offered(&tenant)?;
    if let Some(token) = query.lenient("token") {
        return Ok(by_link(&tenant, &browser, token, None).await?);
    }
    let typed = match query.lenient("tx") {
        Some(tx) => step::load(&tenant, &browser, Some(tx)).await?.email().cloned(),
        None => None,
    };
    let typed = typed.map(|email| email.as_str().to_owned()).unwrap_or_default();
    Ok(ask(&tenant, &browser, &query, typed, None).await?)
}

/// The page that asks whose password.
async fn ask(
    tenant: &Tenant,
    browser: &Browser,
    query: &Query,
    email: String,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let kept = ["tx", "request", "return_to"]
        .into_iter()
        .filter_map(|name| query.lenient(name).map(|value| (name, value)));
    let page = Reset {
        email,
        action: response_mode::with_query("/reset", kept),
        form_token: browser.form_token(tenant, "/reset").await?,
        problem: wrong.map(Problem::of),
        sign_in: start::address("/login", query),
    };
    let html = page.render(&Frame::of(tenant))?;
    Ok(going::page(tenant, wrong, html, browser.cookie(), None))
}

/// The page that a mailed link opens; a dead link leads to a new one.
async fn by_link(
    tenant: &Tenant,
    browser: &Browser,
    token: &str,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let email = match password_reset::look(tenant, token).await {
        Ok(email) => email,
        Err(dead) if dead.code == ErrorCode::LinkInvalid => {
            return ask(tenant, browser, &Query::default(), String::new(), Some(&dead)).await;
        }
        Err(failure) => return Err(failure),
    };
    let action = response_mode::with_query("/reset", [("token", token)]);
    let token = browser.form_token(tenant, "/reset").await?;
    new_password(tenant, browser, &email, (action, token), wrong)
}

fn new_password(
    tenant: &Tenant,
    browser: &Browser,
    email: &Email,
    (action, form_token): (String, String),
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let page = NewPassword {
        masked: email.masked(),
        with_code: action.starts_with("/reset/code"),
        action,
        form_token,
        problem: wrong.map(Problem::of),
        min_length: tenant.settings().password_min_length,
        again: "/reset".to_owned(),
    };
    let html = page.render(&Frame::of(tenant))?;
    Ok(going::page(tenant, wrong, html, browser.cookie(), None))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    if let Some(token) = query.lenient("token") {
        return set_by_link(tenant, seen, token, &form).await;
    }
    let typed = form.text("email");
    match send(&tenant, seen, &query, &form).await {
        Ok(loaded) => Ok(going::to(&tenant, format!("/reset/code?tx={}", loaded.id), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(ask(&tenant, &form.browser, &query, typed.to_owned(), Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Mails code and link; the transaction remembers whose code is typed, and where the person was going.
async fn send(tenant: &Tenant, seen: Seen, query: &Query, form: &PageForm) -> Result<Loaded, Failure> {
    let email = step::typed_email(form.text("email"))?;
    password_reset::request(tenant, &email, &seen.visitor()).await?;
    let begun = match query.lenient("tx") {
        Some(tx) => Some(step::load(tenant, &form.browser, Some(tx)).await?),
        None => None,
    };
    if let Some(mut loaded) = begun.filter(|loaded| !loaded.is_proven()) {
        sign_in::identify(tenant, &mut loaded, email).await?;
        return Ok(loaded);
    }
    let target = sign_in::target(tenant, query.lenient("request"), query.lenient("return_to")).await?;
    sign_in::begin(tenant, form.browser.hash(), target, email).await
}

async fn set_by_link(tenant: Tenant, seen: Seen, token: &str, form: &PageForm) -> Result<Response, PageError> {
    let proof = Proof::Link(token.to_owned());
    let new = Secret::new(form.text("password").to_owned());
    match password_reset::complete(&tenant, &proof, new, &seen.visitor()).await {
        Ok(()) => Ok(going::to(&tenant, "/login?done=password".to_owned(), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) || failure.code == ErrorCode::LinkInvalid => {
            Ok(by_link(&tenant, &form.browser, token, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn show_code(tenant: Tenant, browser: Browser, query: Query) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &browser, query.lenient("tx")).await?;
    Ok(code_page(&tenant, &browser, &loaded, None).await?)
}

fn whose(loaded: &Loaded) -> Result<&Email, Failure> {
    let none = || Failure::new(ErrorCode::WrongState, "Say first whose password it is.");
    loaded.email().ok_or_else(none)
}

async fn code_page(
    tenant: &Tenant,
    browser: &Browser,
    loaded: &Loaded,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let form = (
        format!("/reset/code?tx={}", loaded.id),
        browser.form_token(tenant, "/reset/code").await?,
    );
    new_password(tenant, browser, whose(loaded)?, form, wrong)
}

async fn act_code(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    let proof = Proof::Code(whose(&loaded)?.clone(), form.text("code").to_owned());
    let new = Secret::new(form.text("password").to_owned());
    match password_reset::complete(&tenant, &proof, new, &seen.visitor()).await {
        Ok(()) => {
            let back = password::back(&tenant, &loaded.transaction.target).await?;
            let done = response_mode::with_query(&back, [("done", "password")]);
            Ok(going::to(&tenant, done, Vec::new()))
        }
        Err(failure) if going::is_of_the_form(&failure) || failure.code == ErrorCode::LinkInvalid => {
            Ok(code_page(&tenant, &form.browser, &loaded, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
