//! The part of the bench that tests use too: what the counted store traffic of a flow costs in dollars.

pub mod cost;
