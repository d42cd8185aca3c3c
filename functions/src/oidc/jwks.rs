//! The issuer's public keys (RFC 7517 §5): next, active and retiring ones, so that a rotation is seen before its first signature.

use protocol::error::{ErrorCode, Failure};
use protocol::jwt::{Jwk, JwkSet};
use web::{
    Access, ApiError, Cacheable, EitherError, Endpoint, Entity, IntoResponse, Method, NoStore, Response, Tenant,
    extract::path::Name, get,
};

const CACHE: Cacheable = Cacheable("public, max-age=600, stale-if-error=86400");

/// `GET /oauth2/jwks.json`
pub const SET: Endpoint = Endpoint::new(Method::GET, "/oauth2/jwks.json", Access::Public, || get(set))
    .says("oauth2_jwks", "The issuer's public keys (RFC 7517 §5)")
    .answers::<Entity<JwkSet>>();
/// `GET /oauth2/jwks/{id}`
pub const ONE: Endpoint = Endpoint::new(Method::GET, "/oauth2/jwks/{id}", Access::Public, || get(one))
    .says("oauth2_jwk", "One of the issuer's public keys")
    .answers::<NoStore<Jwk>>();

async fn set(tenant: Tenant) -> Result<Response, EitherError> {
    let ring = tenant.ring().await?;
    let body = ring.jwks(tenant.now());
    // A retired key leaves the set by the clock, without a new version of the ring: the number of keys tells.
    let count = u64::try_from(body.keys.len()).unwrap_or(0);
    let version = ring.stored().version.saturating_mul(1000).saturating_add(count);
    let set = web::Entity { body, version };
    let mut response = set.into_response();
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
