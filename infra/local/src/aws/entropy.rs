//! Chance from the system, for a process that serves people. Tests hand in a seeded source instead.

use domain::Entropy;

/// The system's random generator, through `aws-lc`.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    #[expect(clippy::disallowed_methods, reason = "this is the injected source itself")]
    fn fill(&self, out: &mut [u8]) {
        if aws_lc_rs::rand::fill(out).is_err() {
            // A source that cannot deliver must never answer with predictable bytes (domain::Entropy).
            std::process::abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        let first = domain::entropy::bytes::<32>(&SystemEntropy);
        assert_ne!(first, domain::entropy::bytes::<32>(&SystemEntropy));
    }
}
