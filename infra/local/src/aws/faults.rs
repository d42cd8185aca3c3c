//! Faults on demand: the calls of one AWS service fail, are throttled or come late.
//!
//! A fault strikes *attempts*: the SDK tries three times, so a count of 3 makes one call fail for good and a count of 1 shows its retry.
//! With `at` it strikes the attempts of one call only, the n-th that fits; the SDK names a call by its `amz-sdk-invocation-id`.

use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The embedded services.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// The table.
    Dynamodb,
    /// The keys.
    Kms,
    /// Outgoing mail.
    #[serde(alias = "sesv2")]
    Ses,
    /// Outgoing SMS.
    Sms,
    /// The tenants of the distribution.
    Cloudfront,
}

/// What happens to a struck attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// The connection breaks before the service sees the request.
    FailBefore,
    /// The service does its work, then the connection breaks: committed, reply lost.
    FailAfter,
    /// The service's own throttling error.
    Throttle,
    /// The request is served after `delay_ms`.
    Delay,
}

/// One configured fault, as `POST /faults` takes it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The service it strikes.
    pub service: Service,
    /// The operation it strikes (`PutItem`, `Sign`, `SendEmail`); absent or `*` = any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// What happens.
    pub mode: Mode,
    /// How many attempts it strikes before it is used up.
    #[serde(default = "once")]
    pub count: u32,
    /// The delay of [`Mode::Delay`], in milliseconds.
    #[serde(default)]
    pub delay_ms: u64,
    /// Only the n-th call that fits, counted from 1 when the fault is added, and its retries; absent = whichever comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<u32>,
}

const fn once() -> u32 {
    1
}

impl Fault {
    fn fits(&self, attempt: &Attempt<'_>) -> bool {
        let named = self
            .operation
            .as_deref()
            .is_none_or(|name| name == "*" || name == attempt.operation);
        self.count > 0 && self.service == attempt.service && named
    }
}

/// One attempt at one call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attempt<'a> {
    pub(super) service: Service,
    pub(super) operation: &'a str,
    /// The same for every attempt at a call.
    pub(super) call: &'a str,
}

/// One call, as [`Faults::watch`] remembers it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Seen {
    /// The service.
    pub service: Service,
    /// The operation.
    pub operation: String,
    /// Whether it was made for a request, and not by a consumer behind it.
    pub in_request: bool,
}

/// A fault with the calls that fitted it.
#[derive(Debug)]
struct Pending {
    fault: Fault,
    calls: Vec<String>,
}

impl Pending {
    /// Whether the fault strikes this attempt; notes the call.
    fn strikes(&mut self, attempt: &Attempt<'_>) -> bool {
        if !self.fault.fits(attempt) {
            return false;
        }
        let Some(at) = self.fault.at else { return true };
        let known = self.calls.iter().position(|call| call == attempt.call);
        let place = known.unwrap_or_else(|| {
            self.calls.push(attempt.call.to_owned());
            self.calls.len() - 1
        });
        usize::try_from(at).is_ok_and(|at| place + 1 == at)
    }
}

/// The calls since the watch began, each with the name of its first attempt.
type Watch = Option<Vec<(String, Seen)>>;

/// The configured faults of one process; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    pending: Arc<Mutex<Vec<Pending>>>,
    watch: Arc<Mutex<Watch>>,
}

impl Faults {
    /// Adds a fault behind those already there.
    pub fn add(&self, fault: Fault) {
        locked(&self.pending).push(Pending {
            fault,
            calls: Vec::new(),
        });
    }

    /// Removes all faults.
    pub fn clear(&self) {
        locked(&self.pending).clear();
    }

    /// The faults that still strike, oldest first, with what is left of their count.
    pub fn list(&self) -> Vec<Fault> {
        locked(&self.pending)
            .iter()
            .map(|pending| pending.fault.clone())
            .collect()
    }

    /// Begins to remember calls.
    pub fn watch(&self) {
        *locked(&self.watch) = Some(Vec::new());
    }

    /// The calls since then, in order; a retry is not another call. Ends the watch.
    pub fn seen(&self) -> Vec<Seen> {
        let watched = locked(&self.watch).take().unwrap_or_default();
        watched.into_iter().map(|(_, seen)| seen).collect()
    }

    fn note(&self, attempt: &Attempt<'_>) {
        if let Some(watched) = locked(&self.watch).as_mut()
            && watched.iter().all(|(call, _)| call != attempt.call)
        {
            let seen = Seen {
                service: attempt.service,
                operation: attempt.operation.to_owned(),
                in_request: super::capacity::in_request(),
            };
            watched.push((attempt.call.to_owned(), seen));
        }
    }

    /// Takes one strike of the oldest fault that strikes the attempt.
    pub(super) fn take(&self, attempt: &Attempt<'_>) -> Option<Fault> {
        self.note(attempt);
        let mut all = locked(&self.pending);
        let struck = all.iter_mut().find_map(|pending| {
            let strikes = pending.strikes(attempt);
            strikes.then(|| {
                pending.fault.count = pending.fault.count.saturating_sub(1);
                pending.fault.clone()
            })
        });
        all.retain(|pending| pending.fault.count > 0);
        struck
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn parsed(json: &str) -> Fault {
        serde_json::from_str(json).unwrap()
    }

    const fn attempt<'a>(service: Service, operation: &'a str, call: &'a str) -> Attempt<'a> {
        Attempt {
            service,
            operation,
            call,
        }
    }

    #[test]
    fn a_fault_is_used_up() {
        let faults = Faults::default();
        let put = attempt(Service::Dynamodb, "PutItem", "3");
        faults.add(parsed(
            r#"{"service":"dynamodb","operation":"PutItem","mode":"fail_after","count":2}"#,
        ));
        assert!(faults.take(&attempt(Service::Dynamodb, "GetItem", "1")).is_none());
        assert!(faults.take(&attempt(Service::Kms, "PutItem", "2")).is_none());
        assert_eq!(faults.take(&put).unwrap().mode, Mode::FailAfter);
        assert_eq!(faults.list().len(), 1);
        assert!(faults.take(&put).is_some());
        assert!(faults.take(&put).is_none());
    }

    #[test]
    fn a_fault_without_an_operation_strikes_all_of_the_service() {
        let faults = Faults::default();
        faults.add(parsed(r#"{"service":"ses","mode":"throttle"}"#));
        assert!(faults.take(&attempt(Service::Ses, "SendEmail", "1")).is_some());
        assert!(serde_json::from_str::<Fault>(r#"{"service":"ses","mode":"explode"}"#).is_err());
        assert!(serde_json::from_str::<Fault>(r#"{"service":"ses","mode":"throttle","skip":1}"#).is_err());
        assert!(serde_json::from_str::<Fault>(r#"{"service":"ses","mode":"throttle","cuont":1}"#).is_err());
    }

    #[test]
    fn a_fault_at_a_call_strikes_that_call_and_its_retries_only() {
        let faults = Faults::default();
        faults.add(parsed(
            r#"{"service":"dynamodb","operation":"PutItem","mode":"throttle","count":2,"at":2}"#,
        ));
        faults.watch();
        let strikes = |operation, call| faults.take(&attempt(Service::Dynamodb, operation, call)).is_some();
        assert!(!strikes("PutItem", "a"));
        assert!(!strikes("GetItem", "b"));
        assert!(!strikes("PutItem", "a"), "a retry of the first is not the second");
        assert!(strikes("PutItem", "c"));
        assert!(!strikes("PutItem", "d"), "the third passes between");
        assert!(strikes("PutItem", "c"));
        assert!(!strikes("PutItem", "c"), "used up");
        let seen: Vec<_> = faults.seen().into_iter().map(|seen| seen.operation).collect();
        assert_eq!(seen, ["PutItem", "GetItem", "PutItem", "PutItem"]);
    }
}
