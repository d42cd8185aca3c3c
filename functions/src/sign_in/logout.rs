//! `/logout`: sign out of this application? And the goodbye.

use crate::going;
use platform::{
    end_session,
    sessions::{self, LiveSession},
};
use protocol::{error::Failure, redirect_uri};
use web::{
    Access, Browser, CookieName, Endpoint, Method, PageError, PageForm, Response, Seen, SetCookie, Tenant, get,
    pages::{
        Frame,
        logout::{Goodbye, SignOut},
    },
    post,
};

/// `GET /logout`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/logout", Access::Public, || get(show));
/// `POST /logout`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/logout", Access::Public, || post(act));
/// `GET /logout/done`
pub const DONE: Endpoint = Endpoint::new(Method::GET, "/logout/done", Access::Public, || get(done));

async fn show(tenant: Tenant, browser: Browser, seen: Seen) -> Result<Response, PageError> {
    if seen.session.0.is_none() {
        return Ok(going::to(&tenant, DONE.path.to_owned(), Vec::new()));
    }
    Ok(ask(&tenant, &browser, seen.session.0.as_ref(), String::new(), None).await?)
}

/// The question, with the rest of a client's request behind its button.
pub(crate) async fn ask(
    tenant: &Tenant,
    browser: &Browser,
    session: Option<&LiveSession>,
    request: String,
    location: Option<&str>,
) -> Result<Response, Failure> {
    let user = match session {
        Some(session) => sessions::user_of(tenant, session).await?,
        None => None,
    };
    let page = SignOut {
        email: user.and_then(|user| user.email).map(|email| email.as_str().to_owned()),
        action: "/logout".to_owned(),
        form_token: browser.form_token(tenant, "/logout").await?,
        request,
        stay: "/account".to_owned(),
    };
    let origin = location.and_then(redirect_uri::origin);
    Ok(going::page(
        tenant,
        None,
        page.render(&Frame::of(tenant))?,
        browser.cookie(),
        origin,
    ))
}

async fn act(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    if let Some(session) = &seen.session.0 {
        end_session::sign_out(&tenant, session, &seen.context.origin).await?;
    }
    let location = match form.text("request") {
        "" => None,
        sealed => end_session::after_button(&tenant, sealed).await?,
    };
    let cookies = vec![SetCookie::clear(CookieName::Session)];
    Ok(going::to(
        &tenant,
        location.unwrap_or_else(|| DONE.path.to_owned()),
        cookies,
    ))
}

async fn done(tenant: Tenant) -> Result<Response, PageError> {
    let page = Goodbye {
        return_url: tenant.application().homepage_url.clone(),
        sign_in: "/login".to_owned(),
    };
    Ok(going::page(
        &tenant,
        None,
        page.render(&Frame::of(&tenant))?,
        None,
        None,
    ))
}
