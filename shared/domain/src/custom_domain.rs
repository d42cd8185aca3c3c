//! A custom domain of an application (behaviour 2.3).
//!
//! Life: `pending_dns` → `issuing` → active ⇄ degraded; each of them may end in failed, from where a retry leads back to `pending_dns`.
//! Every method consumes the old state; how long a state may last and when it is looked at again is decided here.

use crate::{DomainId, Hostname, Timestamp};
use serde::{Deserialize, Serialize};

/// Domains an application may have.
pub const MAX_DOMAINS: usize = 10;
/// Unproven domains are given up after this long.
const PENDING_SECS: i64 = 7 * 86_400;
/// A certificate has this long to come.
const ISSUING_SECS: i64 = 72 * 3600;
/// Records that were lost have this long to come back.
const DEGRADED_SECS: i64 = 14 * 86_400;
/// While something is new, people wait in front of it.
const EAGER_SECS: i64 = 3600;

/// Where it is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum DomainState {
    /// Waits for its DNS records.
    PendingDns,
    /// Ownership is proven; its certificate is being made.
    Issuing,
    /// Served over TLS.
    Active,
    /// Served, but a record is missing.
    Degraded,
    /// Not served; the reason is in `failure`.
    Failed,
}

impl DomainState {
    /// Whether its host leads to the application.
    pub const fn is_served(self) -> bool {
        matches!(self, Self::Active | Self::Degraded)
    }

    /// Whether no other application may have the hostname.
    pub const fn is_held(self) -> bool {
        matches!(self, Self::Issuing | Self::Active | Self::Degraded)
    }
}

/// Why it is not served, or soon will not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum DomainFailure {
    /// The ownership record is not there.
    TxtMissing,
    /// The routing record is not there.
    CnameMissing,
    /// CAA records forbid the certificate authority.
    CaaForbids,
    /// Another application proved it first, or another AWS account serves it.
    ClaimedElsewhere,
    /// The certificate authority refused.
    CertificateFailed,
    /// The time of a state was over.
    Timeout,
}

impl DomainFailure {
    /// As the API writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TxtMissing => "txt_missing",
            Self::CnameMissing => "cname_missing",
            Self::CaaForbids => "caa_forbids",
            Self::ClaimedElsewhere => "claimed_elsewhere",
            Self::CertificateFailed => "certificate_failed",
            Self::Timeout => "timeout",
        }
    }
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
    /// When the present state began; since it was added where nothing is said.
    #[serde(default)]
    pub since: Option<Timestamp>,
    /// How often it was proven: each time is served by a site of its own.
    #[serde(default)]
    pub round: u32,
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

    /// The name under which it is served: never used again, so that what is left of an earlier round is not mistaken for this one.
    pub fn site(&self) -> String {
        format!("aero2-{}-{}", self.id.suffix(), self.round)
    }

    fn began(&self) -> Timestamp {
        self.since.unwrap_or(self.created_at)
    }

    fn is_over(&self, secs: i64, now: Timestamp) -> bool {
        self.began().plus_secs(secs).is_past(now)
    }

    /// When it is to be looked at again; a failed one waits for a person.
    pub fn next_check(&self) -> Option<Timestamp> {
        let last = self.last_checked_at.unwrap_or_else(|| self.began());
        let eager = !self.began().plus_secs(EAGER_SECS).is_past(last);
        let secs = match self.state {
            DomainState::Failed => return None,
            DomainState::Active => 86_400,
            DomainState::PendingDns | DomainState::Issuing if eager => 300,
            DomainState::PendingDns | DomainState::Issuing | DomainState::Degraded => 3600,
        };
        Some(last.plus_secs(secs))
    }

    fn enter(mut self, state: DomainState, failure: Option<DomainFailure>, now: Timestamp) -> Self {
        (self.state, self.failure, self.since) = (state, failure, Some(now));
        self.checked(now)
    }

    /// Looked at, nothing learnt.
    #[must_use]
    pub fn checked(mut self, now: Timestamp) -> Self {
        self.last_checked_at = Some(now);
        self.touched(now)
    }

    /// Failed → waiting again, with all the time there is.
    #[must_use]
    pub fn retried(mut self, now: Timestamp) -> Self {
        if self.state == DomainState::Failed {
            (self.state, self.since) = (DomainState::PendingDns, Some(now));
        }
        self
    }

    /// A record is not there, or the name is another's. It goes on waiting, unless the name is lost or the time is over.
    #[must_use]
    pub fn not_proven(mut self, failure: DomainFailure, now: Timestamp) -> Self {
        if failure == DomainFailure::ClaimedElsewhere {
            return self.failed(failure, now);
        }
        if self.is_over(PENDING_SECS, now) {
            return self.failed(DomainFailure::Timeout, now);
        }
        self.failure = Some(failure);
        self.checked(now)
    }

    /// Both records were found: its certificate can be asked for.
    #[must_use]
    pub fn proven(mut self, now: Timestamp) -> Self {
        (self.round, self.verified_at) = (self.round.saturating_add(1), Some(now));
        self.enter(DomainState::Issuing, None, now)
    }

    /// There is no certificate yet.
    #[must_use]
    pub fn still_issuing(mut self, hint: Option<DomainFailure>, now: Timestamp) -> Self {
        if self.is_over(ISSUING_SECS, now) {
            return self.failed(DomainFailure::Timeout, now);
        }
        self.failure = hint;
        self.checked(now)
    }

    /// It is served from now on, or has its records back.
    #[must_use]
    pub fn served(self, now: Timestamp) -> Self {
        self.enter(DomainState::Active, None, now)
    }

    /// A record of a served domain is gone.
    #[must_use]
    pub fn record_lost(mut self, failure: DomainFailure, now: Timestamp) -> Self {
        if self.state == DomainState::Active {
            return self.enter(DomainState::Degraded, Some(failure), now);
        }
        if self.is_over(DEGRADED_SECS, now) {
            return self.failed(failure, now);
        }
        self.failure = Some(failure);
        self.checked(now)
    }

    /// It is given up.
    #[must_use]
    pub fn failed(self, failure: DomainFailure, now: Timestamp) -> Self {
        self.enter(DomainState::Failed, Some(failure), now)
    }

    /// Notes a change.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}

/// A site that nobody needs any more, until it is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingSite {
    /// Its name ([`CustomDomain::site`]).
    pub name: String,
    /// What it served.
    pub hostname: Hostname,
    /// When it was given up.
    pub since: Timestamp,
    /// When it was last asked to go.
    pub asked_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl LeavingSite {
    /// The site of a domain that is given up at `now`.
    pub fn of(domain: &CustomDomain, now: Timestamp) -> Self {
        Self {
            name: domain.site(),
            hostname: domain.hostname.clone(),
            since: now,
            asked_at: now,
            version: 1,
        }
    }

    /// Asked again; it is still there.
    #[must_use]
    pub fn asked(mut self, now: Timestamp) -> Self {
        self.asked_at = now;
        self.version = self.version.saturating_add(1);
        self
    }

    /// When it is to be asked again: for ever, because what is not served any more still costs and still holds the name.
    pub fn next_check(&self) -> Timestamp {
        let eager = !self.since.plus_secs(EAGER_SECS).is_past(self.asked_at);
        self.asked_at.plus_secs(if eager { 300 } else { 3600 })
    }
}

#[cfg(test)]
#[path = "custom_domain_tests.rs"]
mod tests;
