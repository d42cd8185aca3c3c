//! The management API: what developers and their programs change.

mod keys;
mod lists;
mod users;
