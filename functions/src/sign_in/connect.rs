//! `/login/connect`: a provider's word is not enough, so the mailbox, or the account that has its address, is proven once (behaviour 5.6).
//!
//! The page is the same whether anybody has the address or not (EN-01).

use super::{password, step};
use crate::going;
use platform::{
    federation::{self, Reason},
    sign_in::Loaded,
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::{Frame, Problem, sign_in::Connect},
    post,
};

/// `GET /login/connect`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/login/connect", Access::Transaction, || get(show));
/// `POST /login/connect`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/login/connect", Access::Transaction, || post(act));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let loaded = step::load(&tenant, &browser, query.lenient("tx")).await?;
    if loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    let problem = query.lenient("problem").and_then(Reason::parse).map(Reason::failure);
    Ok(page(&tenant, &browser, &loaded, problem.as_ref()).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    loaded: &Loaded,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let elsewhere = || Failure::new(ErrorCode::WrongState, "This sign-in is at another step.");
    let said = loaded.transaction.asserted.as_ref().ok_or_else(elsewhere)?;
    let waiting = going::waiting(tenant, &loaded.transaction.target).await?;
    let offered = federation::offered(tenant).await?;
    // Where the person comes from proves nothing: it is not offered again.
    let (said_so, others): (Vec<_>, Vec<_>) = offered.iter().partition(|provider| provider.id == said.idp_id);
    let provider = said_so
        .first()
        .map_or("The provider", |provider| provider.display_name.as_str());
    let with_password = tenant.settings().auth_methods.password;
    let page = Connect {
        masked: loaded.email().map(domain::Email::masked).unwrap_or_default(),
        provider: provider.to_owned(),
        action: format!("/login/connect?tx={}", loaded.id),
        form_token: browser.form_token(tenant, "/login/connect").await?,
        problem: wrong.map(Problem::of),
        password: with_password.then(|| format!("/login/password?tx={}", loaded.id)),
        providers: going::provider_links(others, &[("tx", loaded.id.as_str())]),
        back: password::back(tenant, &loaded.transaction.target).await?,
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
    let mut loaded = step::load(&tenant, &form.browser, query.lenient("tx")).await?;
    if loaded.is_proven() {
        return Ok(step::already_proven(&tenant, &loaded, &seen.session).await?);
    }
    match federation::send_code(&tenant, &mut loaded, &seen.visitor()).await {
        Ok(()) => Ok(going::to(&tenant, format!("/verify?tx={}", loaded.id), Vec::new())),
        Err(failure) if going::is_of_the_form(&failure) => {
            Ok(page(&tenant, &form.browser, &loaded, Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
