//! What a thing is, and which changes of it are legal.
//!
//! Pure: no I/O, no async, no clock, no randomness. What a use case needs of time and chance comes in as a [`Timestamp`] or through [`Entropy`].

pub mod adoption;
pub mod api_key;
pub mod application;
pub mod branding;
pub mod change;
pub mod client;
pub mod clock;
pub mod colour;
pub mod consent;
pub mod credential;
pub mod custom_domain;
pub mod departure;
pub mod device;
pub mod disposable;
pub mod email_change;
pub mod email_template;
pub mod entropy;
pub mod event;
pub mod factor;
pub mod grant;
pub mod id;
pub mod identity;
pub mod identity_provider;
pub mod invitation;
pub mod job;
pub mod jwt_template;
pub mod locale;
pub mod lockout;
pub mod mail_kind;
pub mod mailbox;
#[cfg(feature = "openapi")]
mod openapi;
pub mod organization;
pub mod parked;
pub mod passkey;
pub mod permission;
pub mod phone;
pub mod rate;
pub mod role;
pub mod secret;
pub mod session;
pub mod settings;
pub mod sign_in;
pub mod signing_key;
pub mod sms;
pub mod step_up;
pub mod suppression;
pub mod text;
pub mod transfer;
pub mod usage;
pub mod user;
pub mod words;

pub use change::Change;
pub use clock::{Clock, Timestamp};
pub use entropy::Entropy;
pub use event::Event;
pub use id::*;
pub use phone::Phone;
pub use secret::Secret;
pub use text::{Email, Hostname, Slug, TextError};
