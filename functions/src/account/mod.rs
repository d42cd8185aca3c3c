//! What a signed-in person sees and ends (behaviour 4.7).

pub mod home;
pub mod identities;
pub mod sessions;
