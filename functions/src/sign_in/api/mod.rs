//! The sign-in API `/api/auth/*`: the pages' state machine in JSON, through the same use cases (behaviour 4.5).
//!
//! A transaction is named by `Aero2-Transaction` and bound by the browser's cookie, or by the token in its place; the cookie also makes every write answer to the cross-site rules.

pub mod config;
pub mod consent;
pub mod email_code;
pub mod identify;
pub mod magic_link;
pub mod passkey;
pub mod password;
pub mod resume;
pub mod session;
pub mod sign_up;
pub mod signout;
pub mod transactions;
pub(crate) mod turn;
pub(crate) mod view;
