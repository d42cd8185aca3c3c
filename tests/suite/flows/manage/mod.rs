//! The management API: what developers and their programs change.

pub mod branding;
pub mod bulk;
mod email_templates;
mod identity_providers;
mod jwt_templates;
mod keys;
mod lists;
mod people;
mod users;
mod versions;
