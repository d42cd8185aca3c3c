//! A remembered browser: a known source for the lockout counters of the users who signed in with it (behaviour 3.10).

use crate::{DeviceId, Timestamp};
use serde::{Deserialize, Serialize};

/// The cookie and its item live this long.
pub const LIFE_SECS: i64 = 400 * 86_400;

/// The stored device, one item per user that used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Its identifier.
    pub id: DeviceId,
    /// First complete sign-in of this user here.
    pub created_at: Timestamp,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}
