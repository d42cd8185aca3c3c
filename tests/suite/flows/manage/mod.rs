//! The management API: what developers and their programs change.

mod bulk;
mod email_templates;
mod identity_providers;
mod keys;
mod lists;
mod people;
mod users;
