//! The operator's invitation: single use, 72 hours, the only way to become the first operator (behaviour 2.5).

use crate::{Email, InvitationId, Timestamp};
use serde::{Deserialize, Serialize};

/// Life of an operator invitation.
pub const OPERATOR_LIFE_SECS: i64 = 72 * 3600;

/// The stored invitation. The token is in the mail only; here is its MAC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorInvitation {
    /// Its identifier.
    pub id: InvitationId,
    /// For whom: the mailbox must be proven by code.
    pub email: Email,
    /// MAC of the token.
    pub mac: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it is over.
    pub expires_at: Timestamp,
    /// When it was used.
    pub accepted_at: Option<Timestamp>,
    /// When an operator took it back.
    pub revoked_at: Option<Timestamp>,
}

impl OperatorInvitation {
    /// Can it still be used?
    pub fn is_pending(&self, now: Timestamp) -> bool {
        self.accepted_at.is_none() && self.revoked_at.is_none() && !self.expires_at.is_past(now)
    }
}
