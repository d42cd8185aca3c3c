//! Making an account (behaviour 5.2).

pub mod invite;
pub mod start;
