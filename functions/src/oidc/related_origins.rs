//! Where the passkeys of an application may be used besides the domain they are bound to (Web Authentication Level 3 §5.11).

use platform::passkeys;
use serde::Serialize;
use web::{Access, Cacheable, EitherError, Endpoint, IntoResponse, Method, NoStore, Response, Tenant, get};

/// `GET /.well-known/webauthn`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/.well-known/webauthn", Access::Public, || get(handle))
    .says(
        "webauthn_origins",
        "Where the application's passkeys may be used besides (Web Authentication Level 3 §5.11)",
    )
    .answers::<NoStore<Related>>();

#[derive(Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "RelatedOrigins")
)]
struct Related {
    origins: Vec<String>,
}

async fn handle(tenant: Tenant) -> Result<Response, EitherError> {
    let origins = passkeys::related_origins(&tenant);
    let mut response = NoStore(Related { origins }).into_response();
    response.extensions_mut().insert(Cacheable("public, max-age=300"));
    Ok(response)
}
