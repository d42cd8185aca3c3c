//! Clauses of specifications, and the vectors of others.

mod discovery;
mod wycheproof;
