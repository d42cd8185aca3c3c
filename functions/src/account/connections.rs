//! `/account/connections`: accounts at providers that sign a person in, connected and disconnected after a fresh sign-in.
//!
//! Connecting is a link: a form would have to name every provider's origin in `form-action`.

use super::portal::{self, Visit};
use crate::going;
use domain::{
    IdentityId,
    event::{Actor, ActorKind},
};
use platform::{
    federation::{self, Reason},
    identities::{self, IdentityView},
};
use protocol::error::{ErrorCode, Failure};
use web::{
    Access, Browser, Endpoint, Method, PageError, PageForm, Query, Response, Seen, Tenant, get,
    pages::account::{ConnectionRow, Connections},
    post,
};

const HERE: &str = "/account/connections";

/// `GET /account/connections`
pub const GET: Endpoint = Endpoint::new(Method::GET, HERE, Access::Session, || get(show));
/// `POST /account/connections`
pub const END: Endpoint = Endpoint::new(Method::POST, HERE, Access::Session, || post(end));

async fn show(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    let came_back = query.lenient("problem").and_then(Reason::parse).map(Reason::failure);
    Ok(page(&tenant, &browser, &visit, &query, came_back.as_ref()).await?)
}

async fn page(
    tenant: &Tenant,
    browser: &Browser,
    visit: &Visit,
    query: &Query,
    wrong: Option<&Failure>,
) -> Result<Response, Failure> {
    let found = identities::list(tenant, &visit.user).await?;
    let fresh = visit.is_fresh(tenant);
    let mut others = Vec::new();
    for provider in federation::offered(tenant).await?.iter().filter(|_| fresh) {
        let way = federation::ticket(tenant, &visit.user, &provider.name, Some(HERE)).await?;
        let path = way.strip_prefix(&tenant.origin()).unwrap_or(&way).to_owned();
        others.push((provider.display_name.clone(), path));
    }
    let page = Connections {
        portal: visit.portal(HERE, query, wrong),
        fresh,
        prove: portal::prove_again(HERE),
        form_token: browser.form_token(tenant, HERE).await?,
        connections: found.iter().map(|identity| row(tenant, visit, identity)).collect(),
        others,
    };
    visit.answer(tenant, browser, wrong, |frame| page.render(frame)).await
}

fn row(tenant: &Tenant, visit: &Visit, identity: &IdentityView) -> ConnectionRow {
    let time = portal::shown_time(identity.created_at);
    let since = visit.text(tenant, "since").with("time", time).to_string();
    ConnectionRow {
        id: identity.id.to_string(),
        label: identity.display_name.clone().unwrap_or_else(|| identity.issuer.clone()),
        detail: identity
            .email
            .iter()
            .map(|email| email.as_str().to_owned())
            .chain([since])
            .collect(),
    }
}

async fn end(tenant: Tenant, seen: Seen, form: PageForm) -> Result<Response, PageError> {
    let Some(visit) = portal::enter(&tenant, &seen).await? else {
        return Ok(portal::sign_in_first(&tenant, HERE));
    };
    visit.expect(&form)?;
    if !visit.is_fresh(&tenant) {
        return Ok(going::to(&tenant, portal::prove_again(HERE), Vec::new()));
    }
    let actor = Actor::new(ActorKind::User, visit.user.id);
    let unknown = |_| Failure::new(ErrorCode::NotFound, "There is no such connection.");
    let done = match form.text("identity").parse::<IdentityId>().map_err(unknown) {
        Ok(id) => identities::unlink(&tenant, visit.user.clone(), &id, &actor, &seen.context.origin).await,
        Err(failure) => Err(failure),
    };
    match done {
        Ok(()) => Ok(going::to(&tenant, format!("{HERE}?done=disconnected"), Vec::new())),
        // Gone already: what was wanted is so.
        Err(failure) if failure.code == ErrorCode::NotFound => Ok(going::to(&tenant, HERE.to_owned(), Vec::new())),
        Err(failure) if failure.code == ErrorCode::LastSignInMethod => {
            Ok(page(&tenant, &form.browser, &visit, &Query::default(), Some(&failure)).await?)
        }
        Err(failure) => Err(failure.into()),
    }
}
