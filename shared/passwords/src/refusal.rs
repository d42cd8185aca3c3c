//! Why a hash is not taken: words that stand in the report of an import, beside the line.

/// What is wrong with a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// None of the forms that are read here.
    #[error("This is no password hash that can be verified here.")]
    UnknownForm,
    /// Its beginning names the form, and the rest is not like that.
    #[error("This begins like {form} and is not whole: {why}.")]
    Malformed {
        /// What it begins like.
        form: &'static str,
        /// What is missing or wrong.
        why: &'static str,
    },
    /// Whoever signs in with it would keep the others waiting.
    #[error("Verifying this would take too long: {what} is {found}, and {most} is the most.")]
    TooCostly {
        /// The parameter.
        what: &'static str,
        /// Its value.
        found: u64,
        /// The bound.
        most: u64,
    },
}

impl Refusal {
    pub(crate) const fn malformed(form: &'static str, why: &'static str) -> Self {
        Self::Malformed { form, why }
    }

    /// Refuses a parameter above its bound.
    pub(crate) fn unless_within(what: &'static str, found: u64, most: u64) -> Result<(), Self> {
        if found <= most {
            return Ok(());
        }
        Err(Self::TooCostly { what, found, most })
    }
}
