//! Chance that can be drawn again: the same name under the same root gives the same bytes, and nobody without the root can foretell them.
//!
//! For requests that may be repeated: what the first try drew, its repetition draws too. HMAC-SHA-256 in counter mode (NIST SP 800-108 §4.1).

use aws_lc_rs::hmac;
use domain::Entropy;
use std::sync::{Mutex, PoisonError};

/// A stream of bytes under one key.
pub struct Repeatable {
    key: hmac::Key,
    drawn: Mutex<Drawn>,
}

#[derive(Default)]
struct Drawn {
    block: u64,
    rest: Vec<u8>,
}

impl std::fmt::Debug for Repeatable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Repeatable")
    }
}

impl Repeatable {
    /// The stream called `name` under `seed`, which holds 256 bits that only this deployment knows.
    pub fn new(seed: &str, name: &str) -> Self {
        let under = hmac::Key::new(hmac::HMAC_SHA256, seed.as_bytes());
        let key = hmac::sign(&under, name.as_bytes());
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, key.as_ref()),
            drawn: Mutex::default(),
        }
    }
}

impl Entropy for Repeatable {
    fn fill(&self, out: &mut [u8]) {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        for byte in out {
            if drawn.rest.is_empty() {
                drawn.rest = hmac::sign(&self.key, &drawn.block.to_be_bytes()).as_ref().to_vec();
                drawn.block = drawn.block.saturating_add(1);
            }
            *byte = drawn.rest.pop().unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entropy;

    #[test]
    fn the_same_name_draws_the_same_and_another_does_not() {
        let draw = |seed, name| {
            let stream = Repeatable::new(seed, name);
            (entropy::bytes::<40>(&stream), entropy::bytes::<40>(&stream))
        };
        let (first, then) = draw("seed", "user");
        assert_eq!((first, then), draw("seed", "user"));
        assert_ne!(first, then, "a stream goes on");
        assert_ne!(first, draw("seed", "client").0);
        assert_ne!(first, draw("other", "user").0);
    }
}
