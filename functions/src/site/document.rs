//! `GET /api/openapi.json`: what there is here, for programs (behaviour 4.1).
//!
//! Answers what is checked in: a deployed function does not carry what makes it, and a test holds the two to each other.

use serde_json::{Map, Value};
use web::{Access, Cacheable, Endpoint, Method, NoStore, Response, Tenant, answer, get};

/// Made by `AERO2_WRITE=1 cargo test -p tests openapi`.
const DOCUMENT: &str = include_str!("../../../docs/api/openapi.min.json");

/// `GET /api/openapi.json`
pub const GET: Endpoint = Endpoint::new(Method::GET, "/api/openapi.json", Access::Public, || get(show))
    .says("openapi_get", "This document")
    .answers::<NoStore<Map<String, Value>>>();

async fn show(_tenant: Tenant) -> Response {
    let mut response = answer::fixed("application/json", DOCUMENT);
    response.extensions_mut().insert(Cacheable("public, max-age=300"));
    response
}
