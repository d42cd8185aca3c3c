//! What an application says of second factors.

use serde::{Deserialize, Serialize};

/// Whether a second factor is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MfaPolicy {
    /// Of nobody. What people have is kept, and not asked.
    Off,
    /// Of whoever has one.
    #[default]
    Optional,
    /// Of everybody; whoever has none enrols one at the next sign-in.
    Required,
}

/// Which second factors count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MfaMethods {
    /// An authenticator app.
    pub totp: bool,
    /// A passkey.
    pub passkey: bool,
}

impl Default for MfaMethods {
    fn default() -> Self {
        Self {
            totp: true,
            passkey: true,
        }
    }
}
