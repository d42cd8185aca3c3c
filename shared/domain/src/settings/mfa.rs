//! What an application says of second factors.

use super::Settings;
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
    /// A code by SMS, to the countries of `sms_allowed_countries` and up to `sms_daily_limit` a day.
    pub sms: bool,
}

impl Settings {
    /// Whether codes by SMS are sent to anybody: switched on, with a country and a limit.
    pub const fn offers_sms(&self) -> bool {
        self.mfa_methods.sms && !self.sms_allowed_countries.is_empty() && self.sms_daily_limit > 0
    }

    /// Whether they are sent to numbers of a country.
    pub fn sends_sms_to(&self, country: &str) -> bool {
        self.offers_sms() && self.sms_allowed_countries.iter().any(|allowed| allowed == country)
    }
}

impl Default for MfaMethods {
    fn default() -> Self {
        Self {
            totp: true,
            passkey: true,
            sms: false,
        }
    }
}
