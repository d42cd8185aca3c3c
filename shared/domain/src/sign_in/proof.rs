//! What a person proved themself with in a sign-in, and how well that recognises them (RFC 8176, behaviour 6.6 and 6.7).

use crate::{IdentityProviderId, Timestamp, UserId, clock::Epoch};
use protocol::acr::Acr;
use serde::{Deserialize, Serialize};

/// The person was recognised, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authenticated {
    /// Who.
    #[serde(rename = "u")]
    pub user_id: UserId,
    /// The user's epoch at that moment: a sign-in does not survive a revocation on the way.
    #[serde(rename = "e")]
    pub user_epoch: Epoch,
    /// The first factor.
    #[serde(rename = "m")]
    pub method: Method,
    /// The provider that took part, on its own or confirmed by the method.
    #[serde(rename = "p", skip_serializing_if = "Option::is_none", default)]
    pub idp_id: Option<IdentityProviderId>,
    /// Whether that provider is believed to have asked for more than one factor.
    #[serde(rename = "pm", skip_serializing_if = "std::ops::Not::not", default)]
    pub idp_mfa: bool,
    /// When.
    #[serde(rename = "t")]
    pub at: Timestamp,
    /// The second factor, once it was given.
    #[serde(rename = "s", skip_serializing_if = "Option::is_none", default)]
    pub second: Option<Second>,
}

/// A second factor that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Second {
    /// Which.
    #[serde(rename = "f")]
    pub factor: SecondFactor,
    /// When.
    #[serde(rename = "t")]
    pub at: Timestamp,
}

/// A first factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// Password.
    #[serde(rename = "pwd")]
    Password,
    /// Mailed code.
    #[serde(rename = "email")]
    EmailCode,
    /// An identity provider.
    #[serde(rename = "fed")]
    Federated,
    /// A passkey that cannot leave its authenticator; the person was verified by it.
    #[serde(rename = "hwk")]
    DevicePasskey,
    /// A passkey that a passkey provider keeps in step between devices; the person was verified by it.
    #[serde(rename = "swk")]
    SyncedPasskey,
}

impl Method {
    /// Its `amr` value (RFC 8176 and behaviour 6.6).
    pub const fn amr(self) -> &'static str {
        match self {
            Self::Password => "pwd",
            Self::EmailCode => "email",
            Self::Federated => "fed",
            Self::DevicePasskey => "hwk",
            Self::SyncedPasskey => "swk",
        }
    }

    /// A passkey that verified the person is two factors by itself.
    pub const fn is_passkey(self) -> bool {
        matches!(self, Self::DevicePasskey | Self::SyncedPasskey)
    }
}

/// A second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SecondFactor {
    /// A time-based code of an authenticator app.
    #[serde(rename = "otp")]
    Totp,
    /// A passkey that cannot leave its authenticator.
    #[serde(rename = "hwk")]
    DevicePasskey,
    /// A passkey that is kept in step between devices.
    #[serde(rename = "swk")]
    SyncedPasskey,
    /// One of the codes for the day the others are lost.
    #[serde(rename = "rc")]
    RecoveryCode,
    /// A code by SMS.
    #[serde(rename = "sms")]
    Sms,
}

impl SecondFactor {
    /// Its `amr` value.
    pub const fn amr(self) -> &'static str {
        match self {
            Self::Totp => "otp",
            Self::DevicePasskey => "hwk",
            Self::SyncedPasskey => "swk",
            Self::RecoveryCode => "rc",
            Self::Sms => "sms",
        }
    }

    /// Is it a passkey?
    pub const fn is_passkey(self) -> bool {
        matches!(self, Self::DevicePasskey | Self::SyncedPasskey)
    }
}

impl Authenticated {
    /// All `amr` values: a provider's word that was confirmed by a method counts beside it.
    pub fn amr(&self) -> Vec<String> {
        let confirmed = self.idp_id.is_some() && self.method != Method::Federated;
        let first = [Some(self.method.amr()), confirmed.then_some(Method::Federated.amr())];
        let second = self.second.map(|second| second.factor.amr());
        let verified = self.is_by_passkey().then_some("user");
        let several = (self.acr() > Acr::OneFactor).then_some("mfa");
        let all = first.into_iter().chain([second, verified, several]);
        all.flatten().map(str::to_owned).collect()
    }

    /// How well the person was recognised.
    pub fn acr(&self) -> Acr {
        if self.is_by_passkey() {
            Acr::PhishingResistant
        } else if self.second.is_some() || self.idp_mfa {
            Acr::TwoFactors
        } else {
            Acr::OneFactor
        }
    }

    /// When the person last proved something.
    pub fn latest(&self) -> Timestamp {
        self.second.map_or(self.at, |second| second.at)
    }

    fn is_by_passkey(&self) -> bool {
        self.method.is_passkey() || self.second.is_some_and(|second| second.factor.is_passkey())
    }
}
