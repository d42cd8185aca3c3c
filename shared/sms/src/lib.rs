//! What an SMS says and how it leaves.
//!
//! One part of 160 letters wherever that is possible: a second part costs as much as the first.

mod end_user_messaging;
mod gsm;
mod text;

pub use end_user_messaging::{SmsError, Texter};
pub use text::Text;
