//! `/login/link` and `/verify/link`: the link in a mail. GET shows a button and changes nothing; POST consumes, in the browser that began (OT-01).

use super::step;
use crate::going;
use platform::sign_in::magic_link;
use protocol::{
    error::{ErrorCode, Failure},
    response_mode,
};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{Frame, Problem, sign_in::MailedLink},
    post,
};

/// `GET /login/link`
pub const GET: Endpoint = Endpoint::new(Method::GET, magic_link::PAGE, Access::Transaction, || get(show));
/// `POST /login/link`
pub const POST: Endpoint = Endpoint::new(Method::POST, magic_link::PAGE, Access::Transaction, || post(act));
/// `GET /verify/link`: of a sign-up; its button is the same.
pub const CONFIRM: Endpoint = Endpoint::new(Method::GET, magic_link::CONFIRM, Access::Transaction, || get(show));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let token = query.lenient("token").unwrap_or("");
    match magic_link::look(&tenant, token, browser.hash()).await {
        Ok(followed) if followed.loaded.is_proven() => {
            Ok(step::already_proven(&tenant, &followed.loaded, &seen.session).await?)
        }
        Ok(followed) => {
            let email = followed.loaded.email().map(domain::Email::masked).unwrap_or_default();
            let waiting = going::waiting(&tenant, &followed.loaded.transaction.target).await?;
            let page = MailedLink {
                masked: email,
                action: response_mode::with_query(magic_link::PAGE, [("token", token)]),
                form_token: browser.form_token(&tenant, magic_link::PAGE).await?,
                problem: None,
                client_name: waiting.client_name,
            };
            let html = page.render(&Frame::of(&tenant))?;
            Ok(going::page(&tenant, None, html, browser.cookie(), waiting.form_action))
        }
        Err(failure) => Ok(dead(&tenant, &browser, failure)?),
    }
}

/// The link does not work, here or any more: what to do instead.
fn dead(tenant: &Tenant, browser: &Browser, failure: Failure) -> Result<Response, Failure> {
    if !matches!(failure.code, ErrorCode::LinkInvalid | ErrorCode::WrongBrowser) {
        return Err(failure);
    }
    let page = MailedLink {
        masked: String::new(),
        action: String::new(),
        form_token: String::new(),
        problem: Some(Problem::of(&failure)),
        client_name: None,
    };
    let html = page.render(&Frame::of(tenant))?;
    Ok(going::page(tenant, Some(&failure), html, browser.cookie(), None))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let token = query.lenient("token").unwrap_or("");
    let followed = match magic_link::look(&tenant, token, form.browser.hash()).await {
        Ok(followed) => followed,
        Err(failure) => return Ok(dead(&tenant, &form.browser, failure)?),
    };
    if followed.loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &followed.loaded, &seen.session).await?);
    }
    match magic_link::complete(&tenant, followed, &seen.visitor()).await {
        Ok(done) => Ok(going::passed(&tenant, done).await?),
        Err(failure) => Err(failure.into()),
    }
}
