//! The management API: what developers and their programs change.

mod email_templates;
mod identity_providers;
mod keys;
mod lists;
mod users;
