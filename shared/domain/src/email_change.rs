//! An account on its way to another address: asked for, confirmed by the new mailbox, undone by the old one (behaviour 5.5).

use crate::{Email, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// How long the old mailbox can take it back, in seconds.
pub const UNDO_SECS: i64 = 72 * 3600;

/// The stored change. Each keeps its own way back: who moves an account twice cannot make the first move final by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChange {
    /// Whose account.
    pub user_id: UserId,
    /// The address before; nobody can take the change back when there was none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub old: Option<Email>,
    /// The address it moves to.
    pub new: Email,
    /// MAC of the secret in the link to the old mailbox.
    pub undo: String,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When the new mailbox was proven, if it was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub confirmed_at: Option<Timestamp>,
    /// When it cannot be undone any more.
    pub expires_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl EmailChange {
    /// The new mailbox was proven.
    #[must_use]
    pub fn confirm(mut self, now: Timestamp) -> Self {
        self.confirmed_at = Some(now);
        self.version = self.version.saturating_add(1);
        self
    }

    /// It waits for its code.
    pub const fn is_pending(&self) -> bool {
        self.confirmed_at.is_none()
    }
}
