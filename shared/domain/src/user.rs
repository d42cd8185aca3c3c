//! A person inside one application (behaviour 3.7).
//!
//! Life: pending → active ⇄ disabled; any → deleted (a tombstone with the id only).

use crate::{Email, RoleId, Timestamp, UserId, clock::Epoch};
use serde::{Deserialize, Serialize};

/// Roles a user may have.
pub const MAX_ROLES: usize = 100;

/// May the person sign in?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    /// Made by an admin; the mailbox was never proven.
    Pending,
    /// Yes.
    Active,
    /// No, by an admin.
    Disabled,
    /// Gone; only the id is left.
    Deleted,
}

/// The stored user. Passwords and other credentials are items of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Its identifier; public `sub`.
    pub id: UserId,
    /// Unique in the application; absent once deleted.
    pub email: Option<Email>,
    /// Was the mailbox proven?
    pub email_verified: bool,
    /// Full name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// First name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub given_name: Option<String>,
    /// Last name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub family_name: Option<String>,
    /// An https image.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub picture: Option<String>,
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub locale: Option<String>,
    /// IANA zone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub zoneinfo: Option<String>,
    /// May the person sign in?
    pub status: UserStatus,
    /// The caller's own key for this user.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub external_id: Option<String>,
    /// ≤ 100.
    pub roles: Vec<RoleId>,
    /// Is there a password credential?
    pub has_password: bool,
    /// What was born under a smaller one is dead.
    pub token_epoch: Epoch,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl User {
    /// May the person use what they have, now?
    pub fn is_active(&self) -> bool {
        self.status == UserStatus::Active
    }

    /// Ends everything of this user: the epoch is raised.
    #[must_use]
    pub fn revoke_all(mut self, now: Timestamp) -> Self {
        self.token_epoch = self.token_epoch.next(now);
        self.touched(now)
    }

    /// Switches the person off; sessions, refresh families and access tokens die in the same write.
    #[must_use]
    pub fn disable(mut self, now: Timestamp) -> Self {
        self.status = UserStatus::Disabled;
        self.revoke_all(now)
    }

    /// Switches the person on again. What died stays dead.
    #[must_use]
    pub fn enable(mut self, now: Timestamp) -> Self {
        self.status = if self.email_verified {
            UserStatus::Active
        } else {
            UserStatus::Pending
        };
        self.touched(now)
    }

    /// Leaves a tombstone: the id, nothing personal.
    #[must_use]
    pub fn erase(self, now: Timestamp) -> Self {
        Self {
            email: None,
            email_verified: false,
            name: None,
            given_name: None,
            family_name: None,
            picture: None,
            locale: None,
            zoneinfo: None,
            external_id: None,
            roles: Vec::new(),
            has_password: false,
            status: UserStatus::Deleted,
            ..self
        }
        .revoke_all(now)
    }

    /// The mailbox was proven for the first time: the account becomes its owner's, and everything older ends (AH-02).
    #[must_use]
    pub fn prove_mailbox(mut self, now: Timestamp) -> Self {
        if self.email_verified && self.status != UserStatus::Pending {
            return self;
        }
        self.email_verified = true;
        if self.status == UserStatus::Pending {
            self.status = UserStatus::Active;
        }
        self.revoke_all(now)
    }

    /// Notes a change.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}
