//! The hosted pages of signing in and out: GET shows, POST acts and answers 303 (behaviour 4.4).

pub mod api;
pub mod code;
pub mod connect;
pub mod consent;
pub mod link;
pub mod logout;
pub mod offer;
pub mod operator_setup;
pub mod passkey;
pub mod password;
pub mod preview;
pub mod profile;
pub mod reactivate;
pub mod reset;
pub mod start;
pub(crate) mod step;

pub(crate) use step::typed_email;
