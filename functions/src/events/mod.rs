//! What is not HTTP: the table's stream, schedules, deployment.

pub mod bootstrap;
pub mod deliver;
pub mod record;
pub mod rotate_keys;
mod stream;
