//! What a setting can be set to, where that is one of a few.

use serde::{Deserialize, Serialize};

/// Where a new password is looked up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum BreachCheck {
    /// In the lists of common passwords that the platform carries.
    #[default]
    Local,
    /// Besides, among the breached ones of Have I Been Pwned, which learns five digits of a digest.
    Hibp,
}

/// When a provider's account is linked to a user who exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum AccountLinking {
    /// By itself, when the address is proven there and here.
    #[default]
    VerifiedEmail,
    /// Only when the person signed in to the account, too.
    Explicit,
}
