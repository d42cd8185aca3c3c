//! Which failures are tried again, when, and how many in all: the `standard` mode of the SDKs.

use super::CallError;
use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

/// Error codes that say "too fast".
const THROTTLED: [&str; 9] = [
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "Throttling",
    "ThrottledException",
    "RequestThrottledException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "LimitExceededException",
    "TransactionInProgressException",
];

/// How often a call is tried, and how long is waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    /// Attempts at one call, the first included.
    pub attempts: u32,
    /// The pause before the second attempt is between nothing and this; the bound doubles with each further one.
    pub first: Duration,
    /// The bound's own bound.
    pub longest: Duration,
    /// How many attempts this client may repeat before one succeeds: in an outage, repetitions must not become the load. `None` is no end.
    pub budget: Option<u32>,
}

impl Retries {
    /// The pause after attempt number `attempt`, with full jitter: `chance` is between 0 and 1.
    pub(super) fn pause(&self, attempt: u32, chance: f64) -> Duration {
        let bound = self.first.saturating_mul(1 << attempt.saturating_sub(1).min(16));
        bound.min(self.longest).mul_f64(chance)
    }
}

/// What a repetition costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    Answered = 5,
    /// Nobody answered, so the next attempt will hold a connection as long.
    TimedOut = 10,
}

impl Cost {
    /// Of the attempt after this failure; `None` if it would end the same.
    pub(super) fn of(error: &CallError) -> Option<Self> {
        match error {
            CallError::TimedOut => Some(Self::TimedOut),
            CallError::Lost(_) => Some(Self::Answered),
            CallError::Refused(refusal) => {
                let transient = matches!(refusal.status, 500 | 502 | 503 | 504);
                (transient || THROTTLED.contains(&refusal.code())).then_some(Self::Answered)
            }
            CallError::Unsendable(_) | CallError::Unreadable(_) => None,
        }
    }
}

/// What is left for repetitions.
#[derive(Debug)]
pub(super) struct Budget {
    left: AtomicU32,
    whole: Option<u32>,
}

impl Budget {
    pub(super) fn new(whole: Option<u32>) -> Self {
        Self {
            left: AtomicU32::new(whole.unwrap_or_default()),
            whole,
        }
    }

    /// Whether there is enough; then it is spent.
    pub(super) fn take(&self, cost: Cost) -> bool {
        let spend = |left: u32| left.checked_sub(cost as u32);
        self.whole.is_none()
            || self
                .left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend)
                .is_ok()
    }

    /// A call succeeded at this attempt.
    pub(super) fn give_back(&self, attempt: u32) {
        let Some(whole) = self.whole else { return };
        let back = if attempt > 1 { Cost::Answered as u32 } else { 1 };
        let fill = |left: u32| (left < whole).then(|| left.saturating_add(back).min(whole));
        let _full_already = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fill);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, code: &str) -> CallError {
        super::super::refusal::read(status, format!(r#"{{"__type":"com.amazonaws#{code}"}}"#).as_bytes())
    }

    #[test]
    fn what_would_end_the_same_is_not_tried_again() {
        let ends = |error: &CallError| Cost::of(error).is_none();
        assert!(ends(&refused(400, "ConditionalCheckFailedException")));
        assert!(ends(&refused(400, "ValidationException")));
        assert!(ends(&refused(400, "TransactionCanceledException")));
        assert!(!ends(&refused(400, "ThrottlingException")));
        assert!(!ends(&refused(500, "InternalServerError")));
        assert!(!ends(&super::super::refusal::read(503, b"<html>")));
        assert_eq!(Cost::of(&CallError::TimedOut), Some(Cost::TimedOut));
    }

    #[test]
    fn pauses_double_up_to_their_bound() {
        let retries = Retries {
            attempts: 9,
            first: Duration::from_millis(50),
            longest: Duration::from_millis(400),
            budget: None,
        };
        let longest = [1, 2, 3, 4, 5, 40].map(|attempt| retries.pause(attempt, 1.0).as_millis());
        assert_eq!(longest, [50, 100, 200, 400, 400, 400]);
        assert_eq!(retries.pause(3, 0.0), Duration::ZERO);
    }

    #[test]
    fn an_outage_uses_up_the_budget_and_success_refills_it() {
        let budget = Budget::new(Some(12));
        assert!(budget.take(Cost::Answered) && budget.take(Cost::Answered));
        assert!(!budget.take(Cost::Answered), "two are left");
        budget.give_back(1);
        assert!(!budget.take(Cost::Answered), "three are left");
        budget.give_back(2);
        assert!(budget.take(Cost::Answered) && !budget.take(Cost::Answered));
        for _ in 0..50 {
            budget.give_back(1);
        }
        assert!(
            budget.take(Cost::TimedOut) && !budget.take(Cost::Answered),
            "never more than the whole"
        );
        let endless = Budget::new(None);
        assert!((0..1000).all(|_| endless.take(Cost::TimedOut)));
    }
}
