//! Second factors: given in a sign-in, enrolled in one or in the account, and the browsers that are remembered (behaviour 4.4-4.6, 5.7).

pub mod api;
pub mod challenge;
pub mod own;
pub mod portal;
pub mod setup;
