//! `/account/security`: address and password, changed only after a fresh sign-in.

use super::{
    passkey_page,
    portal::{self, Visit},
};
use crate::{going, sign_in::typed_email};
use domain::Secret;
use platform::{
    passkeys::own,
    self_service::{self, Person},
};
use protocol::error::Failure;
use web::{
    Access, Browser, CookieName, Endpoint, Method, PageError, PageForm, Query, Response, Seen, SetCookie, Tenant, get,
    pages::{self, account::Security},
    post,
};

pub(super) const HERE: &str = "/account/security";
const TO_PASSWORD: &str = "/account/password";
const TO_EMAIL: &str = "/account/email";
const TO_CONFIRM: &str = "/account/email/confirm";

/// `GET /account/security`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Session, || get(show));
/// `POST /account/password`
pub const PASSWORD: Endpoint = Endpoint::new(Method::POST, TO_PASSWORD, Access::Session, || post(password));
/// `POST /account/email`
pub const EMAIL: Endpoint = Endpoint::new(Method::POST, TO_EMAIL, Access::Session, || post(email));
/// `POST /account/email/confirm`
pub const CONFIRM: Endpoint = Endpoint::new(Method::POST, TO_CONFIRM, Access::Session, || post(confirm));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    Ok(page(&tenant, &browser, &visit, &query, None).await?)
}

pub(super) async fn page(
    tenant: &Tenant,
    browser: &Browser,
    visit: &Visit,
    query: &Query,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let changed = query.lenient("done").is_some_and(|done| done.starts_with("passkey"));
    let signal = if changed {
        Some(pages::passkey::signal(&own::present(tenant, &visit.user).await?)?)
    } else {
        None
    };
    let pending = self_service::email_change(tenant, &visit.user).await?;
    let held = self_service::held(tenant, &visit.user).await?;
    let page = Security {
        factors: crate::second_factor::portal::factors(tenant, &visit.user, &held),
        portal: visit.portal(HERE, query, wrong),
        fresh: visit.is_fresh(tenant),
        prove: portal::prove_again(HERE),
        with_password: tenant.settings().auth_methods.password,
        has_password: visit.user.has_password,
        min_length: tenant.settings().password_min_length,
        password_token: browser.form_token(tenant, TO_PASSWORD).await?,
        new_email: portal::typed_before(tenant, &visit.user, HERE, query).await?,
        email_token: browser.form_token(tenant, TO_EMAIL).await?,
        pending: pending.map(|change| change.new.masked()),
        confirm_token: browser.form_token(tenant, TO_CONFIRM).await?,
        passkeys: passkey_page::section(tenant, browser, visit).await?,
        passkey: passkey_page::another(tenant, browser, visit).await?,
        signal,
    };
    visit.answer(tenant, browser, wrong, |frame| page.render(frame)).await
}

/// The way back to the page, after something was done or went wrong.
async fn back(
    tenant: &Tenant,
    form: &PageForm,
    visit: &Visit,
    done: Result<Vec<SetCookie>, Failure>,
    name: &str,
) -> Result<Response, PageError> {
    match done {
        Ok(cookies) => Ok(going::to(tenant, format!("{HERE}?done={name}"), cookies)),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(tenant, &form.browser, visit, &Query::default(), Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Who sent the form, if they may: signed in, with a form of their own, and recently enough.
async fn sender(tenant: &Tenant, seen: Seen, form: &PageForm, fresh: bool) -> Result<Sender, Failure> {
    let Some(visit) = portal::enter(tenant, &seen).await? else {
        return Ok(Err(portal::sign_in_first(tenant, HERE)));
    };
    visit.expect(form)?;
    if fresh && !visit.is_fresh(tenant) {
        let prove = portal::prove_again_for(tenant, &visit.user, HERE, form.text("email")).await?;
        return Ok(Err(going::to(tenant, prove, Vec::new())));
    }
    let person = visit.person(seen);
    Ok(Ok((visit, person)))
}

/// The person, or where they have to go first.
type Sender = Result<(Visit, Person), Response>;

async fn password(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let (visit, person) = match sender(&tenant, seen, &form, true).await? {
        Ok(sender) => sender,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let new = Secret::new(form.text("password").to_owned());
    let done = self_service::change_password(&tenant, &person, None, new).await;
    let renewed = done.map(|cookie| {
        let set = |cookie: platform::sessions::SessionCookie| {
            SetCookie::set(CookieName::Session, cookie.value, Some(cookie.max_age))
        };
        cookie.map(set).into_iter().collect()
    });
    back(&tenant, &form, &visit, renewed, "password").await
}

async fn email(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let (visit, person) = match sender(&tenant, seen, &form, true).await? {
        Ok(sender) => sender,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let done = match typed_email(form.text("email")) {
        Ok(new) => self_service::request_email(&tenant, &person, new).await,
        Err(failure) => Err(failure),
    };
    back(&tenant, &form, &visit, done.map(|()| Vec::new()), "code").await
}

async fn confirm(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let (visit, person) = match sender(&tenant, seen, &form, false).await? {
        Ok(sender) => sender,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let done = self_service::confirm_email(&tenant, &person, form.text("code")).await;
    back(&tenant, &form, &visit, done.map(|_| Vec::new()), "email").await
}
