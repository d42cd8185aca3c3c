//! What is neither a flow nor an API: first pages, static files, health.

pub mod docs;
pub mod document;
pub mod error;
pub mod health;
pub mod home;
pub mod statics;
