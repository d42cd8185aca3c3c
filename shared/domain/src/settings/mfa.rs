//! What an application says of second factors.

use super::{Settings, invalid, list_problems};
use protocol::error::FieldError;
use serde::{Deserialize, Serialize};

/// Whether a second factor is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
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
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct MfaMethods {
    /// An authenticator app.
    pub totp: bool,
    /// A passkey.
    pub passkey: bool,
    /// A code by SMS, to the countries of `sms_allowed_countries` and up to `sms_daily_limit` a day.
    pub sms: bool,
}

impl Settings {
    /// What is wrong with what is said of second factors.
    pub(super) fn factor_problems(&self) -> Vec<FieldError> {
        let mut found = list_problems(
            "sms_allowed_countries",
            &self.sms_allowed_countries,
            300,
            crate::phone::is_country,
        );
        if self.mfa_policy == MfaPolicy::Required && !self.mfa_methods.totp && !self.mfa_methods.passkey {
            found.push(invalid(
                "mfa_methods",
                "Where a second factor is required, one must be on.",
            ));
        }
        let is_name = |text: &String| crate::Hostname::parse(text).is_ok_and(|host| host.as_str() == text);
        if !self.webauthn_rp_id.as_ref().is_none_or(is_name) {
            found.push(invalid("webauthn_rp_id", "Use a domain, without scheme and port."));
        }
        found
    }

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
