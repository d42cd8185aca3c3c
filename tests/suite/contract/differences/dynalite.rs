//! dynalite 4.0.0.

use super::Difference;

pub const DIFFERENCES: &[Difference] = &[];
