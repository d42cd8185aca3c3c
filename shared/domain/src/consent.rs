//! What a user agreed to give a client. Needed for third-party clients only; lasts until withdrawn.

use crate::{ClientId, ConsentId, Timestamp, UserId};
use protocol::scope::ScopeSet;
use serde::{Deserialize, Serialize};

/// The stored consent of one user to one client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Its identifier.
    pub id: ConsentId,
    /// Who agreed.
    pub user_id: UserId,
    /// To whom.
    pub client_id: ClientId,
    /// To what.
    pub scope: ScopeSet,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Consent {
    /// Does it cover everything in `asked`?
    pub fn covers(&self, asked: &ScopeSet) -> bool {
        asked.iter().all(|scope| self.scope.contains(scope.as_ref()))
    }
}
