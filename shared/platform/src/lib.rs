//! What the platform does: one file per use case.
//!
//! Every use case takes a [`tenant::Tenant`], keeps the rules, and fails with a [`protocol::error::Failure`] that `web` knows how to say.

pub mod authorize;
pub mod aws;
pub mod birth;
pub mod bootstrap;
mod breached;
pub mod browser;
pub mod cache;
pub mod caller;
pub mod changes;
pub mod claims;
pub mod client_authentication;
mod code;
pub mod config;
pub mod consents;
pub mod cursors;
pub mod custom_resource;
pub mod deliver;
pub mod deployed;
pub mod dns;
pub mod end_session;
pub mod environment;
pub mod federation;
pub mod fetch;
mod grants;
pub mod hosting;
pub mod idempotency;
pub mod identities;
pub mod introspect;
pub mod limits;
pub mod mail_feedback;
mod mailed;
pub mod mails;
pub mod manage;
pub mod observe;
pub mod parked;
pub mod password;
pub mod password_reset;
pub mod record;
mod requests;
pub mod revoke;
pub mod self_service;
pub mod services;
pub mod sessions;
pub mod sign_in;
pub mod sign_up;
pub mod source;
pub mod system;
pub mod teams;
pub mod tenant;
pub mod token;
pub mod tokens;
pub mod userinfo;

pub use deployed::Deployed;
pub use services::{Parts, Services};
