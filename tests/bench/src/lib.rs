//! The part of the bench that tests use too: what the counted store traffic of a flow costs in dollars, and what finding one of many users does.

pub mod cost;
pub mod people;
