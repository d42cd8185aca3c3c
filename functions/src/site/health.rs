//! `GET /health`: is the process there? No dependency is called.

use serde_json::{Value, json};
use web::{Access, Endpoint, Method, NoStore, get};

/// `GET /health`
pub const ENDPOINT: Endpoint = Endpoint::new(Method::GET, "/health", Access::Public, || get(handle));

async fn handle() -> NoStore<Value> {
    NoStore(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }))
}
