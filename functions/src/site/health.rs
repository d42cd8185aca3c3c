//! `GET /health`: is the process there? No dependency is called.

use serde::Serialize;
use web::{Access, Endpoint, Method, NoStore, get};

/// `GET /health`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::GET, "/health", Access::Public, || get(handle))
    .says("health", "Whether the process is there");

/// What a monitor looks at.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct Health {
    status: &'static str,
    version: &'static str,
}

async fn handle() -> NoStore<Health> {
    NoStore(Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
    })
}
