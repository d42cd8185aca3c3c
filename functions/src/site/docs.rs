//! `GET /docs`: the reference of the API, for people (behaviour 4.1).

use web::{
    Access, Endpoint, Method, PageError, Response, Tenant, TrustedTypes, answer, get,
    pages::reference::{self, TRUSTED_TYPES},
};

/// `GET /docs`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::GET, "/docs", Access::Public, || get(show));

async fn show(tenant: Tenant) -> Result<Response, PageError> {
    let secure = tenant.services().config.is_secure();
    let mut response = answer::page(reference::page(), None, &[], secure);
    response.extensions_mut().insert(TrustedTypes(TRUSTED_TYPES));
    Ok(response)
}
