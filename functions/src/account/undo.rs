//! `/account/email/undo`: the old mailbox takes a change of address back. GET shows a button and changes nothing (OT-01).

use crate::going;
use platform::self_service;
use protocol::{error::Failure, response_mode};
use web::{
    Access, Browser, Context, Endpoint, Method, PageError, PageForm, Query, Response, Tenant, get,
    pages::{Frame, Problem, account::UndoEmail},
    post,
};

const HERE: &str = "/account/email/undo";

/// `GET /account/email/undo`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Public, || get(show));
/// `POST /account/email/undo`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Public, || post(undo));

async fn show(tenant: Tenant, browser: Browser, query: Query) -> Result<Response, PageError> {
    let token = query.lenient("token").unwrap_or("");
    Ok(page(&tenant, &browser, token, None).await?)
}

async fn page(tenant: &Tenant, browser: &Browser, token: &str, wrong: Option<&Failure>) -> Result<Response, Failure> {
    let page = UndoEmail {
        action: response_mode::with_query(HERE, [("token", token)]),
        form_token: browser.form_token(tenant, HERE).await?,
        problem: wrong.map(Problem::of),
    };
    let html = page.render(&Frame::of(tenant))?;
    Ok(going::page(tenant, wrong, html, browser.cookie(), None))
}

async fn undo(tenant: Tenant, context: Context, query: Query, form: PageForm) -> Result<Response, PageError> {
    let token = query.lenient("token").unwrap_or("");
    match self_service::undo_email(&tenant, token, &context.origin).await {
        Ok(()) => Ok(going::to(&tenant, "/login?done=undone".to_owned(), Vec::new())),
        Err(failure) if failure.status() < 500 => Ok(page(&tenant, &form.browser, token, Some(&failure)).await?),
        Err(failure) => Err(failure.into()),
    }
}
