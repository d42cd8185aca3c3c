//! The real Lambda binaries on one machine: each function's instances, the Runtime API they ask for work, and the events API Gateway would write.
//!
//! Nothing of the product knows this crate. What the binaries call is the embedded AWS of `local`, over loopback HTTP.

mod answer;
mod api;
mod environment;
mod event;
mod host;
mod instance;
pub mod measure;
mod pool;
mod route;

pub use host::{Host, Options, StartError};
pub use instance::{Death, InvokeError, Spec};
pub use pool::Pool;
pub use route::{Route, Routes};

/// The template whose functions and routes the host has.
pub const TEMPLATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../template.yaml");
