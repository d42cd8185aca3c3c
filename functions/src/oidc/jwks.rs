//! The issuer's public keys (RFC 7517 §5): next, active and retiring ones, so that a rotation is seen before its first signature.

use protocol::error::{ErrorCode, Failure};
use web::{
    Access, ApiError, Cacheable, EitherError, Endpoint, IntoResponse, Method, NoStore, Response, Tenant,
    extract::path::Name, get,
};

const CACHE: Cacheable = Cacheable("public, max-age=600, stale-if-error=86400");

/// `GET /oauth2/jwks.json`
pub const SET: Endpoint = Endpoint::new(Method::GET, "/oauth2/jwks.json", Access::Public, || get(set));
/// `GET /oauth2/jwks/{id}`
pub const ONE: Endpoint = Endpoint::new(Method::GET, "/oauth2/jwks/{id}", Access::Public, || get(one));

async fn set(tenant: Tenant) -> Result<Response, EitherError> {
    let ring = tenant.ring().await?;
    let mut response = NoStore(ring.jwks(tenant.now())).into_response();
    response.extensions_mut().insert(CACHE);
    Ok(response)
}

async fn one(tenant: Tenant, Name(kid): Name) -> Result<Response, ApiError> {
    let ring = tenant.ring().await?;
    let key = ring
        .jwk(&kid, tenant.now())
        .ok_or_else(|| Failure::new(ErrorCode::NotFound, "There is no such published key."))?;
    let mut response = NoStore(key).into_response();
    response.extensions_mut().insert(CACHE);
    Ok(response)
}
