//! `/account/data`: what is kept about a person, to take along; and the end of the account, after a fresh sign-in.

use super::{
    data::FILE,
    portal::{self, Visit},
};
use crate::going;
use platform::{departures::Ending, self_service};
use protocol::error::Failure;
use web::{
    Access, Browser, CookieName, Endpoint, Method, PageError, PageForm, Query, Response, Seen, SetCookie, Tenant,
    answer, get, pages::account::Data, post,
};

const HERE: &str = "/account/data";
const TO_EXPORT: &str = "/account/data/export";
const TO_DELETE: &str = "/account/data/delete";

/// `GET /account/data`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Session, || get(show));
/// `POST /account/data/export`
pub const EXPORT: Endpoint = Endpoint::new(Method::POST, TO_EXPORT, Access::Session, || post(export));
/// `POST /account/data/delete`
pub const DELETE: Endpoint = Endpoint::new(Method::POST, TO_DELETE, Access::Session, || post(leave));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    Ok(page(&tenant, &browser, &visit, &query, None).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    visit: &Visit,
    query: &Query,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let page = Data {
        portal: visit.portal(HERE, query, wrong),
        fresh: visit.is_fresh(tenant),
        prove: portal::prove_again(HERE),
        export_token: browser.form_token(tenant, TO_EXPORT).await?,
        delete_token: browser.form_token(tenant, TO_DELETE).await?,
        confirm: portal::typed_before(tenant, &visit.user, HERE, query).await?,
        grace_days: tenant.settings().deletion_grace_days,
        by_email: visit.user.email.is_some(),
    };
    visit.answer(tenant, browser, wrong, |frame| page.render(frame)).await
}

/// Who sent the form, or where they have to go first.
async fn sender(tenant: &Tenant, seen: &Seen, form: &PageForm) -> Result<Result<Visit, Response>, Failure> {
    let Some(visit) = portal::enter(tenant, seen).await? else {
        return Ok(Err(portal::sign_in_first(tenant, HERE)));
    };
    visit.expect(form)?;
    if !visit.is_fresh(tenant) {
        let prove = portal::prove_again_for(tenant, &visit.user, HERE, form.text("confirm")).await?;
        return Ok(Err(going::to(tenant, prove, Vec::new())));
    }
    Ok(Ok(visit))
}

async fn export(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let visit = match sender(&tenant, &seen, &form).await? {
        Ok(visit) => visit,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let archive = self_service::export(&tenant, &visit.person(seen)).await?;
    Ok(answer::download(FILE, &archive))
}

async fn leave(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let visit = match sender(&tenant, &seen, &form).await? {
        Ok(visit) => visit,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let gone = vec![SetCookie::clear(CookieName::Session)];
    match self_service::leave(&tenant, &visit.person(seen), form.text("confirm")).await {
        Ok(Ending::Scheduled(_)) => Ok(going::to(&tenant, "/login?done=leaving".to_owned(), gone)),
        Ok(Ending::Erased(_)) => Ok(going::to(&tenant, "/login?done=deleted".to_owned(), gone)),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(&tenant, &form.browser, &visit, &Query::default(), Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
