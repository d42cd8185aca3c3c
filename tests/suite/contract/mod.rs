//! What AWS promises and Aero2 relies on, told as stories that run against any endpoint: the embedded AWS, moto, dynalite, AWS itself.
//!
//! Each story takes a `Target` and makes what it needs there. Where a target is known to answer otherwise, `differences.rs` says so by name and
//! reason; a story on that list that starts to pass fails the run, so the list stays true. How to run: docs/contract.md.

mod differences;
mod dynamodb;
mod items;
mod kms;
mod lossy;
mod ses;
mod store;
mod story;
mod streams;
mod table;
mod target;
