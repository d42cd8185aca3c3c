//! What a user proves with. In this phase: a password, as an Argon2id PHC string (behaviour 3.9). Passkeys and TOTP become further kinds.

use crate::{Secret, Timestamp};
use serde::{Deserialize, Serialize};

/// Longest password, in characters; refused before hashing.
pub const MAX_PASSWORD_CHARS: usize = 128;
/// Longest password, in bytes; refused before hashing.
pub const MAX_PASSWORD_BYTES: usize = 512;

/// The stored password credential.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasswordCredential {
    /// PHC string: algorithm, parameters, salt, hash.
    pub phc: Secret<String>,
    /// When it was set.
    pub changed_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}
