//! A signed-in browser of one user at one application (behaviour 3.10).
//!
//! Life: live → ended. The cookie holds a random secret and a sealed stamp; the item holds the secret's hash and the epochs it was born under.

use crate::{DeviceId, IdentityProviderId, SessionId, Timestamp, UserId, clock::Epoch, settings::Settings};
use protocol::acr::Acr;
use serde::{Deserialize, Serialize};

/// The application and user epochs a session was born under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionEpochs {
    /// Of the application.
    #[serde(rename = "a")]
    pub application: Epoch,
    /// Of the user.
    #[serde(rename = "u")]
    pub user: Epoch,
}

/// The stored session; below 1 KB.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// `ses_…`; the public reference is in `sid`.
    pub id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// Hash of the cookie's secret.
    pub secret_hash: String,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// Absolute end.
    pub expires_at: Timestamp,
    /// Time of the latest proof.
    pub auth_time: Timestamp,
    /// RFC 8176 and behaviour 6.6.
    pub amr: Vec<String>,
    /// Behaviour 6.7.
    pub acr: Acr,
    /// Born under.
    pub epochs: SessionEpochs,
    /// The remembered browser.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub device_id: Option<DeviceId>,
    /// The identity provider that took part.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub idp_id: Option<IdentityProviderId>,
    /// Where the person signed in.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ip_address: Option<String>,
    /// With what, cut to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub user_agent: Option<String>,
    /// Set when it ended.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub ended_at: Option<Timestamp>,
}

impl Session {
    /// Is it good at `now`, for an application of this epoch? (The user's epoch is compared where the user is read.)
    pub fn is_live(&self, application: Epoch, now: Timestamp) -> bool {
        self.ended_at.is_none() && !self.expires_at.is_past(now) && self.epochs.application >= application
    }

    /// Was it born under this epoch of its user?
    pub fn is_of(&self, user: Epoch) -> bool {
        self.epochs.user >= user
    }

    /// Ends it.
    #[must_use]
    pub fn end(mut self, now: Timestamp) -> Self {
        self.ended_at.get_or_insert(now);
        self
    }
}

/// What the cookie says besides its secret, sealed: lets the idle limit be judged without a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Whose session.
    #[serde(rename = "u")]
    pub user_id: UserId,
    /// Which session.
    #[serde(rename = "s")]
    pub session_id: SessionId,
    /// Last use, refreshed at most once an hour.
    #[serde(rename = "l")]
    pub last_used_at: Timestamp,
}

impl Stamp {
    /// Has the session been unused for too long?
    pub fn is_idle(&self, settings: &Settings, now: Timestamp) -> bool {
        self.last_used_at
            .plus_secs(i64::from(settings.session_idle_ttl))
            .is_past(now)
    }

    /// The stamp is renewed when an hour, or a quarter of a shorter idle limit, has passed.
    pub fn is_stale(&self, settings: &Settings, now: Timestamp) -> bool {
        self.last_used_at
            .plus_secs(i64::from((settings.session_idle_ttl / 4).min(3600)))
            .is_past(now)
    }
}
