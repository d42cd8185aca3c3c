//! Signing in through other providers: there and back (behaviour 4.3).

pub mod callback;
pub mod start;
pub mod userinfo;
