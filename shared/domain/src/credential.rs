//! What a user proves with. In this phase: a password, as an Argon2id PHC string, or as the hash it was imported with, until the first sign-in
//! (behaviour 3.9, 5.16). Passkeys and TOTP become further kinds.

use crate::{Secret, Timestamp};
use serde::{Deserialize, Serialize};

/// Longest password, in characters; refused before hashing.
pub const MAX_PASSWORD_CHARS: usize = 128;
/// Longest password, in bytes; refused before hashing.
pub const MAX_PASSWORD_BYTES: usize = 512;

/// The stored password credential.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasswordCredential {
    /// Algorithm, parameters, salt and hash, in the forms that the crate `passwords` reads.
    pub phc: Secret<String>,
    /// When it was set.
    pub changed_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl PasswordCredential {
    /// The same password under another hash: nothing that the person did.
    #[must_use]
    pub fn rehashed(self, phc: Secret<String>) -> Self {
        Self {
            phc,
            version: self.version.saturating_add(1),
            ..self
        }
    }
}
