//! `/rp/authorize`: to an identity provider. A link, never a form, so that no foreign origin enters `form-action` (frontend 2.1).

use crate::going;
use platform::federation::{self, Asked};
use web::{Access, Browser, Endpoint, Method, PageError, Query, Response, Seen, Tenant, get};

/// `GET /rp/authorize`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/rp/authorize", Access::Public, || get(go));

async fn go(tenant: Tenant, browser: Browser, seen: Seen, query: Query) -> Result<Response, PageError> {
    let asked = Asked {
        idp: query.lenient("idp").unwrap_or(""),
        request: query.lenient("request"),
        return_to: query.lenient("return_to"),
        tx: query.lenient("tx"),
        link: query.lenient("link"),
        test: query.lenient("test"),
        fresh: query.lenient("fresh").is_some(),
    };
    let location = federation::start(&tenant, browser.hash(), seen.session.0.as_ref(), asked).await?;
    Ok(going::to(&tenant, location, browser.cookie().into_iter().collect()))
}
