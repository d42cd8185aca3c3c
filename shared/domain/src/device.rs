//! A remembered browser: a known source for the lockout counters of the users who signed in with it (behaviour 3.10).

use crate::{DeviceId, Timestamp, clock::Epoch};
use serde::{Deserialize, Serialize};

/// The cookie and its item live this long.
pub const LIFE_SECS: i64 = 400 * 86_400;

/// Devices of a user; one more, and the oldest is forgotten.
pub const MAX: usize = 50;

/// The stored device, one item per user that used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its identifier.
    pub id: DeviceId,
    /// First complete sign-in of this user here.
    pub created_at: Timestamp,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// Whether the person need not give a second factor here.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mfa_trust: Option<Trust>,
    /// With what browser, cut to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub user_agent: Option<String>,
}

/// "Remember this device": the second factor is not asked for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    /// Until when.
    pub until: Timestamp,
    /// The user's epoch then: whatever ends their sessions ends this, too.
    pub epoch: Epoch,
}

impl Device {
    /// Over at once: it is asked for a second factor again, and is nothing special to the lockout.
    #[must_use]
    pub fn forget(self, now: Timestamp) -> Self {
        Self {
            expires_at: now,
            mfa_trust: None,
            user_agent: None,
            ..self
        }
    }

    /// Until when no second factor is asked here of a user of this epoch.
    pub fn trusted_until(&self, user: Epoch, now: Timestamp) -> Option<Timestamp> {
        let trust = self.mfa_trust.filter(|trust| trust.epoch >= user)?;
        Some(trust.until).filter(|until| !until.is_past(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ss_05_trust_ends_with_its_time_and_with_the_epoch_it_was_given_under() {
        let now = Timestamp::from_secs(1_000_000);
        let epoch = Epoch::born(now);
        let device = Device {
            id: DeviceId::from_bytes([1; 16]),
            created_at: now,
            expires_at: now.plus_secs(LIFE_SECS),
            mfa_trust: Some(Trust {
                until: now.plus_secs(60),
                epoch,
            }),
            user_agent: None,
        };
        assert!(device.trusted_until(epoch, now).is_some());
        assert!(device.trusted_until(epoch, now.plus_secs(60)).is_none());
        assert!(device.trusted_until(epoch.next(now), now).is_none());
    }
}
