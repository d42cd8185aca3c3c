//! `/login/reactivate`: the account of the person is going to be erased. Keep it, or leave it? (behaviour 5.3, 5.14)

use super::step;
use crate::{account::shown_day, going};
use domain::sign_in::State;
use platform::{
    authorize::Next,
    sign_in::{
        Loaded,
        resume::{self, Asked},
    },
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{Frame, resume::Reactivate},
    post,
};

const HERE: &str = "/login/reactivate";

/// `GET /login/reactivate`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Transaction, || get(show));
/// `POST /login/reactivate`
pub const POST: Endpoint = Endpoint::new(Method::POST, HERE, Access::Transaction, || post(act));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &browser, query.lenient("tx")).await?;
    if loaded.transaction.state != State::NeedsReactivation {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    let asked = resume::asked(&tenant, &loaded, State::NeedsReactivation).await?;
    Ok(page(&tenant, &browser, &loaded, &asked).await?)
}

async fn page(tenant: &Tenant, browser: &Browser, loaded: &Loaded, asked: &Asked) -> Result<Response, Failure> {
    let waiting = going::waiting(tenant, &loaded.transaction.target).await?;
    let page = Reactivate {
        email: asked.user.email.as_ref().map(|email| email.as_str().to_owned()),
        day: asked.deletion_at.map(shown_day).unwrap_or_default(),
        action: format!("{HERE}?tx={}", loaded.id),
        form_token: browser.form_token(tenant, HERE).await?,
        client_name: waiting.client_name,
    };
    Ok(going::page(
        tenant,
        None,
        page.render(&Frame::of(tenant))?,
        browser.cookie(),
        waiting.form_action,
    ))
}

async fn act(tenant: Tenant, seen: Seen, query: Query, form: PageForm) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    if loaded.transaction.state != State::NeedsReactivation {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    match form.text("decision") {
        "keep" => Ok(going::passed(&tenant, resume::keep(&tenant, &loaded, &seen.visitor()).await?).await?),
        "leave" => Ok(match resume::leave(&tenant, loaded).await? {
            Some(response) => going::on(&tenant, Next::Client(response), Vec::new())?,
            None => going::to(&tenant, "/logout/done".to_owned(), Vec::new()),
        }),
        _ => Err(Failure::new(
            ErrorCode::ValidationError,
            "Choose to keep the account, or to leave it.",
        )
        .into()),
    }
}
