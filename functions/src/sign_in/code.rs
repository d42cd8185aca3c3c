//! `/login/code` asks for a code by mail; `/verify` takes it, for signing in, signing up and the operator's set-up alike.

use super::{offer, password, step};
use crate::going;
use domain::{mailbox::CodePurpose, sign_in::State};
use platform::sign_in::{Loaded, email_code};
use protocol::error::Failure;
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{
        Frame, Problem,
        sign_in::{Code, CodeFor},
    },
    post,
};

/// `POST /login/code`
pub const SEND: Endpoint = Endpoint::new(Method::POST, "/login/code", Access::Transaction, || post(send));
/// `GET /verify`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/verify", Access::Transaction, || get(show));
/// `POST /verify`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/verify", Access::Transaction, || post(act));
/// `POST /verify/resend`
pub const RESEND: Endpoint = Endpoint::new(Method::POST, "/verify/resend", Access::Transaction, || post(resend));

async fn send(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let mut loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    if loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    match email_code::send(&tenant, &mut loaded, &seen.visitor()).await {
        Ok(()) => Ok(going::to(&tenant, format!("/verify?tx={}", loaded.id), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(password::page(&tenant, &form.browser, &loaded, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &browser, query.lenient("tx")).await?;
    if loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    if loaded.transaction.state != State::NeedsVerification {
        return Ok(going::to(
            &tenant,
            format!("/login/password?tx={}", loaded.id),
            Vec::new(),
        ));
    }
    Ok(page(&tenant, &browser, &loaded, None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    loaded: &Loaded,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let waiting = going::waiting(tenant, &loaded.transaction.target).await?;
    let left = loaded
        .transaction
        .code_expires_at
        .map_or(0, |end| end.secs_since(tenant.now()).max(0));
    let page = Code {
        masked: loaded.email().map(domain::Email::masked).unwrap_or_default(),
        action: format!("/verify?tx={}", loaded.id),
        form_token: browser.form_token(tenant, "/verify").await?,
        problem: wrong.map(Problem::of),
        resend_action: format!("/verify/resend?tx={}", loaded.id),
        resend_token: browser.form_token(tenant, "/verify/resend").await?,
        back: password::back(tenant, &loaded.transaction.target).await?,
        code_for: match loaded.transaction.purpose {
            Some(CodePurpose::SignUp) => CodeFor::SignUp,
            Some(CodePurpose::OperatorSetup) => CodeFor::OperatorSetup,
            // The others wait for no sign-in.
            Some(CodePurpose::SignIn | CodePurpose::PasswordReset | CodePurpose::EmailChange | CodePurpose::StepUp)
            | None => CodeFor::SignIn,
        },
        by_code: tenant.settings().auth_methods.email_code || loaded.transaction.purpose != Some(CodePurpose::SignIn),
        minutes: u32::try_from((left + 59) / 60).unwrap_or(0),
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

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    if loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    let may_ask = offer::may_ask(&form, &seen);
    match email_code::verify(&tenant, &loaded, form.text("code"), &seen.visitor()).await {
        Ok(done) => Ok(going::passed_and_asked(&tenant, done, may_ask).await?),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(&tenant, &form.browser, &loaded, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

async fn resend(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let mut loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    if loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    match email_code::resend(&tenant, &mut loaded, &seen.visitor()).await {
        Ok(()) => Ok(going::to(&tenant, format!("/verify?tx={}", loaded.id), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(&tenant, &form.browser, &loaded, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
