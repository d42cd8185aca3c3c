//! Does it do what the documents say? One binary, so that forty files cost one link.
//!
//! Journeys run through the composed router with embedded AWS and a clock that only moves when told to: no test sleeps.

#![recursion_limit = "256"]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::get_unwrap,
    clippy::large_futures,
    clippy::float_cmp,
    clippy::type_complexity,
    clippy::unused_self,
    clippy::single_match_else,
    clippy::too_many_lines,
    unreachable_pub,
    reason = "a test that fails says so by panicking"
)]

mod architecture;
mod conformance;
mod contract;
mod faults;
mod flows;
mod harness;
mod security;
