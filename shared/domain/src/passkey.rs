//! A passkey: a key pair of which a person's authenticator keeps the private half, and we the public one (behaviour 3.9, 5.8; Web Authentication Level 3).
//!
//! Life: added → used … → renamed … → removed. Its identifier is a digest of the authenticator's own id for it, so an answer names its item.

mod makers;

use crate::{
    CredentialId, TextError, Timestamp, UserId,
    sign_in::{Method, SecondFactor},
    text,
};
use serde::{Deserialize, Serialize};

/// Passkeys that a user may have.
pub const MAX_PASSKEYS: u32 = 20;
/// Bytes of an authenticator's id for a credential (§7.1 of the specification).
pub const MAX_ID_BYTES: usize = 1023;
/// Characters of a name.
const MAX_NAME: usize = 64;
/// What it is called when nobody said, and its maker is not known.
const NAMELESS: &str = "Passkey";

/// A public key, its numbers as base64url.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "alg")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum PublicKey {
    /// ECDSA on P-256.
    #[serde(rename = "ES256")]
    Es256 {
        /// A coordinate.
        x: String,
        /// A coordinate.
        y: String,
    },
    /// RSASSA-PKCS1-v1_5.
    #[serde(rename = "RS256")]
    Rs256 {
        /// The modulus.
        n: String,
        /// The exponent.
        e: String,
    },
}

/// The stored passkey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Passkey {
    /// Its identifier.
    pub id: CredentialId,
    /// Whose.
    pub user_id: UserId,
    /// The authenticator's id for it, as base64url.
    pub credential_id: String,
    /// The key of its marker: the MAC of that id.
    pub marker: String,
    /// What verifies its signatures.
    pub public_key: PublicKey,
    /// The authenticator's count of signatures; 0 where it keeps none.
    pub counter: u32,
    /// The model of the authenticator, as a UUID; all zero where it does not say. Unproven: nobody vouches for it.
    pub aaguid: String,
    /// How the authenticator is reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub transports: Vec<String>,
    /// Whether it may be on several devices.
    pub backup_eligible: bool,
    /// Whether it is, as far as the authenticator last said.
    pub backed_up: bool,
    /// What its owner calls it.
    pub name: String,
    /// Whether the browser made it without a question. Such a one signs in, but does not become a second factor that is asked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub silent: bool,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// +1 per change.
    pub version: u64,
}

impl Passkey {
    /// As it is after a signature that was right.
    #[must_use]
    pub fn used(mut self, counter: u32, backed_up: bool, now: Timestamp) -> Self {
        self.counter = counter;
        self.backed_up = backed_up;
        self.last_used_at = Some(now);
        self.version = self.version.saturating_add(1);
        self
    }

    /// Under another name.
    #[must_use]
    pub fn renamed(mut self, name: String) -> Self {
        self.name = name;
        self.version = self.version.saturating_add(1);
        self
    }

    /// What it proves as the first and only factor.
    pub const fn method(&self) -> Method {
        if self.backup_eligible {
            Method::SyncedPasskey
        } else {
            Method::DevicePasskey
        }
    }

    /// What it proves beside a first factor.
    pub const fn second_factor(&self) -> SecondFactor {
        if self.backup_eligible {
            SecondFactor::SyncedPasskey
        } else {
            SecondFactor::DevicePasskey
        }
    }

    /// Who keeps it, as far as that is known.
    pub fn maker(&self) -> Option<&'static str> {
        makers::name(&self.aaguid)
    }
}

/// A name that a person gave.
pub fn name(typed: &str) -> Result<String, TextError> {
    text::line(typed, MAX_NAME)
}

/// What a passkey is called until its owner says otherwise.
pub fn first_name(aaguid: &str) -> String {
    makers::name(aaguid).unwrap_or(NAMELESS).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn passkey() -> Passkey {
        Passkey {
            id: CredentialId::from_bytes([1; 16]),
            user_id: UserId::from_bytes([2; 16]),
            credential_id: "Y3Jk".into(),
            marker: "m".into(),
            public_key: PublicKey::Es256 {
                x: "eA".into(),
                y: "eQ".into(),
            },
            counter: 3,
            aaguid: "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4".into(),
            transports: Vec::new(),
            backup_eligible: true,
            backed_up: false,
            name: "Laptop".into(),
            created_at: Timestamp::from_secs(1),
            silent: false,
            last_used_at: None,
            version: 1,
        }
    }

    #[test]
    fn a_use_is_noted_with_its_count() {
        let used = passkey().used(4, true, Timestamp::from_secs(9));
        assert_eq!((used.counter, used.backed_up, used.version), (4, true, 2));
        assert_eq!(used.last_used_at, Some(Timestamp::from_secs(9)));
    }

    #[test]
    fn what_may_be_elsewhere_is_not_bound_to_a_device() {
        let bound = Passkey {
            backup_eligible: false,
            ..passkey()
        };
        assert_eq!(passkey().method(), Method::SyncedPasskey);
        assert_eq!(bound.method(), Method::DevicePasskey);
        assert_eq!(bound.second_factor(), SecondFactor::DevicePasskey);
    }

    #[test]
    fn makers_are_known_by_their_model() {
        assert_eq!(passkey().maker(), Some("Google Password Manager"));
        assert_eq!(first_name("00000000-0000-0000-0000-000000000000"), "Passkey");
        assert!(name(" ").is_err() && name(&"x".repeat(65)).is_err() && name("Laptop").is_ok());
    }
}
