//! Time and chance as the system gives them, for every process that serves people. Tests hand in their own.

use domain::{Clock, Entropy, Timestamp};
use std::time::{SystemTime, UNIX_EPOCH};

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the injected clock itself")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

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

    #[test]
    fn the_clock_is_past_the_day_it_was_written() {
        assert!(SystemClock.now() > Timestamp::from_secs(1_795_521_600));
    }
}
