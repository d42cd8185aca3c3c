//! A mailbox that gets no mail of an application for a while: it does not exist, or its owner called our mail unwanted.
//!
//! Per application: one customer's complaint must not silence another's sign-in codes.

use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// A mailbox that did not exist may be made one day.
const BOUNCE_SECS: i64 = 90 * 86_400;
/// Whoever complained is left alone for long.
const COMPLAINT_SECS: i64 = 365 * 86_400;

/// Why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionReason {
    /// A mail came back for good.
    Bounce,
    /// A mail was marked as unwanted.
    Complaint,
}

impl SuppressionReason {
    /// As events write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bounce => "bounce",
            Self::Complaint => "complaint",
        }
    }
}

/// The stored suppression. Its key is a MAC of the address; nothing in it is readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    /// Why.
    pub reason: SuppressionReason,
    /// Since when.
    pub at: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

impl Suppression {
    /// From `at` on, for as long as the reason carries.
    pub const fn new(reason: SuppressionReason, at: Timestamp) -> Self {
        let secs = match reason {
            SuppressionReason::Bounce => BOUNCE_SECS,
            SuppressionReason::Complaint => COMPLAINT_SECS,
        };
        Self {
            reason,
            at,
            until: at.plus_secs(secs),
        }
    }
}
