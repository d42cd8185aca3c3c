//! `/rp/callback/{id}`: back from an identity provider, which names itself by the path.

use crate::going;
use domain::identity_provider::IdentityProvider;
use platform::federation::{self, Landing, Returned};
use protocol::response_mode;
use web::{
    Access, Browser, Endpoint, Method, PageError, Query, QueryOrForm, Response, Seen, Tenant,
    extract::path::{Name, not_found},
    get,
    pages::{Frame, providers::ProviderTested},
    post,
};

/// `GET /rp/callback/{id}`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/rp/callback/{id}", Access::Transaction, || get(land));
/// `POST /rp/callback/{id}`
pub const POST: Endpoint = Endpoint::new(Method::POST, "/rp/callback/{id}", Access::Public, || post(come_back));

/// What of an answer is taken along.
const TAKEN: [&str; 4] = ["code", "state", "iss", "error"];

async fn land(
    tenant: Tenant,
    browser: Browser,
    seen: Seen,
    Name(idp): Name,
    query: Query,
) -> Result<Response, PageError> {
    let returned = Returned {
        idp: &idp,
        params: &query,
    };
    match federation::callback(&tenant, browser.hash(), returned, &seen.visitor()).await? {
        Landing::Passed(passed) => Ok(going::passed(&tenant, passed).await?),
        Landing::Confirm(tx) => Ok(going::to(&tenant, format!("/login/connect?tx={tx}"), Vec::new())),
        Landing::Tested(tested) => {
            let page = ProviderTested::of(*tested).render(&Frame::of(&tenant))?;
            Ok(going::page(&tenant, None, page, None, None))
        }
        Landing::Linked(location) | Landing::Back(location) => Ok(going::to(&tenant, location, Vec::new())),
    }
}

/// A form posted from another site comes without our cookies: it is turned into a GET of our own, which has them (behaviour 4.0, CSRF).
async fn come_back(tenant: Tenant, Name(idp): Name, posted: QueryOrForm) -> Result<Response, PageError> {
    if !IdentityProvider::is_name(&idp) {
        return Err(not_found().into());
    }
    let taken = TAKEN
        .into_iter()
        .filter_map(|name| posted.params.lenient(name).map(|value| (name, value)));
    let location = response_mode::with_query(&format!("/rp/callback/{idp}"), taken);
    Ok(going::to(&tenant, location, Vec::new()))
}
