//! A custom domain of an application (behaviour 2.3).
//!
//! Life: `pending_dns` → active → removed; `pending_dns` → failed → (retry) `pending_dns`. Issuing and degraded states come with CloudFront.

use crate::{DomainId, Hostname, Timestamp};
use serde::{Deserialize, Serialize};

/// Domains an application may have.
pub const MAX_DOMAINS: usize = 10;
/// Unproven domains are given up after this long.
pub const PENDING_SECS: i64 = 7 * 86_400;

/// Where it is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DomainState {
    /// Waits for its DNS records.
    PendingDns,
    /// Served.
    Active,
    /// Not served; the reason is in `failure`.
    Failed,
}

/// Why it is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DomainFailure {
    /// The ownership record is not there.
    TxtMissing,
    /// The routing record is not there.
    CnameMissing,
    /// Another application proved it first.
    ClaimedElsewhere,
    /// Seven days without proof.
    Timeout,
}

/// The stored domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomDomain {
    /// Its identifier.
    pub id: DomainId,
    /// The host.
    pub hostname: Hostname,
    /// Where it is in its life.
    pub state: DomainState,
    /// Why not.
    pub failure: Option<DomainFailure>,
    /// Is it the issuer?
    pub primary: bool,
    /// `aero2-verify={token}`; the token is per application and hostname.
    pub txt_value: String,
    /// When it was proven.
    pub verified_at: Option<Timestamp>,
    /// When DNS was last asked.
    pub last_checked_at: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl CustomDomain {
    /// `_aero2.{hostname}`
    pub fn txt_name(&self) -> String {
        format!("_aero2.{}", self.hostname)
    }

    /// Both records were found and no other application holds the name.
    #[must_use]
    pub fn activate(mut self, now: Timestamp) -> Self {
        self.state = DomainState::Active;
        self.failure = None;
        self.verified_at = Some(now);
        self.last_checked_at = Some(now);
        self.touched(now)
    }

    /// A check did not succeed. It goes on waiting, unless the name is lost or the time is over.
    #[must_use]
    pub fn check_failed(mut self, failure: DomainFailure, now: Timestamp) -> Self {
        let over = self.created_at.plus_secs(PENDING_SECS).is_past(now);
        self.failure = Some(if over && failure != DomainFailure::ClaimedElsewhere {
            DomainFailure::Timeout
        } else {
            failure
        });
        if over || failure == DomainFailure::ClaimedElsewhere {
            self.state = DomainState::Failed;
        }
        self.last_checked_at = Some(now);
        self.touched(now)
    }

    /// Notes a change.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}
