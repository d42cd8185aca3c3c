//! Second factors: given in a sign-in, enrolled in one or in the account, and proving oneself again (behaviour 4.4-4.6, 5.7, 5.10).

pub mod api;
pub mod challenge;
pub(crate) mod enrolled;
pub mod own;
pub mod phone;
pub mod portal;
pub mod setup;
pub mod step_up;
pub mod step_up_api;
