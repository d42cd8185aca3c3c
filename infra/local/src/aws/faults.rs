//! Faults on demand: the calls of one AWS service fail, are throttled or come late.
//!
//! A fault strikes *attempts*: the SDK tries three times, so a count of 3 makes one call fail for good and a count of 1 shows its retry.

use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The embedded services.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Service {
    /// The table.
    Dynamodb,
    /// The keys.
    Kms,
    /// Outgoing mail.
    #[serde(alias = "sesv2")]
    Ses,
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
}

const fn once() -> u32 {
    1
}

impl Fault {
    fn strikes(&self, service: Service, operation: &str) -> bool {
        let named = self
            .operation
            .as_deref()
            .is_none_or(|name| name == "*" || name == operation);
        self.count > 0 && self.service == service && named
    }
}

/// The configured faults of one process; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    pending: Arc<Mutex<Vec<Fault>>>,
}

impl Faults {
    /// Adds a fault behind those already there.
    pub fn add(&self, fault: Fault) {
        self.pending().push(fault);
    }

    /// Removes all faults.
    pub fn clear(&self) {
        self.pending().clear();
    }

    /// The faults that still strike, oldest first, with what is left of their count.
    pub fn list(&self) -> Vec<Fault> {
        self.pending().clone()
    }

    /// Takes one strike of the oldest fault that fits the attempt.
    pub(super) fn take(&self, service: Service, operation: &str) -> Option<Fault> {
        let mut pending = self.pending();
        let fault = pending.iter_mut().find(|fault| fault.strikes(service, operation))?;
        fault.count = fault.count.saturating_sub(1);
        let struck = fault.clone();
        pending.retain(|fault| fault.count > 0);
        Some(struck)
    }

    fn pending(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn parsed(json: &str) -> Fault {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_fault_is_used_up() {
        let faults = Faults::default();
        faults.add(parsed(
            r#"{"service":"dynamodb","operation":"PutItem","mode":"fail_after","count":2}"#,
        ));
        assert!(faults.take(Service::Dynamodb, "GetItem").is_none());
        assert!(faults.take(Service::Kms, "PutItem").is_none());
        assert_eq!(faults.take(Service::Dynamodb, "PutItem").unwrap().mode, Mode::FailAfter);
        assert_eq!(faults.list().len(), 1);
        assert!(faults.take(Service::Dynamodb, "PutItem").is_some());
        assert!(faults.take(Service::Dynamodb, "PutItem").is_none());
    }

    #[test]
    fn a_fault_without_an_operation_strikes_all_of_the_service() {
        let faults = Faults::default();
        faults.add(parsed(r#"{"service":"ses","mode":"throttle"}"#));
        assert!(faults.take(Service::Ses, "SendEmail").is_some());
        assert!(serde_json::from_str::<Fault>(r#"{"service":"ses","mode":"explode"}"#).is_err());
        assert!(serde_json::from_str::<Fault>(r#"{"service":"ses","mode":"throttle","cuont":1}"#).is_err());
    }
}
