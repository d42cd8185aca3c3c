//! The whole platform in one process: the same handlers, the same SDK calls, the services of AWS embedded.
//!
//! Nothing under `shared/` or `functions/` knows this crate; it is not in any Lambda binary.

// A request is many futures, one inside the other.
#![recursion_limit = "256"]

pub mod assembly;
pub mod aws;
pub mod dashboard;
pub mod dns;
mod front;
pub mod gateway;
pub mod hooks;
pub mod hosting;
pub mod logs;

mod measure;
pub mod schedules;
pub mod seed;
mod stream;

pub use assembly::{Local, StartError};
pub use front::{Front, Left, Promised};
pub use hosting::Served;
