//! The promises of our own `store` crate that rest on AWS's: a write whose reply was lost is known as our own (rules 3.5, FA-03).

mod grants;
mod lost_replies;
mod roles;
mod sessions;
