//! What a person at a terminal is told when something does not work: what happened, why, and the way out.

use std::fmt;

/// Why the command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    what: String,
    why: String,
    way_out: String,
}

impl Problem {
    /// All three are sentences without a period.
    pub fn new(what: impl Into<String>, why: impl Into<String>, way_out: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            why: why.into(),
            way_out: way_out.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}.", self.what)?;
        writeln!(f, "  Why: {}.", self.why.trim_end_matches('.'))?;
        write!(f, "  What to do: {}.", self.way_out)
    }
}
