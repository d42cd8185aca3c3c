//! Files as other providers export them, with real hashes: for the suite, and in any size for `cargo run -p tests --example samples`.

#![allow(clippy::unwrap_used, reason = "a sample that cannot be made is a failed test")]

pub mod samples;
