//! The registry of identifier kinds: one line each, alphabetical by prefix, append-only.
//!
//! Written as `{prefix}_{26 characters}`: lower-case Crockford base32 of a UUIDv7, so ids sort by the time they were made and `#` can never be smuggled into a key.

use crate::{Entropy, Timestamp, entropy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// The text is not an identifier of the kind asked for. Answered like an id that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of this kind")]
pub struct InvalidId;

const ALPHABET: [u8; 32] = *b"0123456789abcdefghjkmnpqrstvwxyz";

/// Letters of the sixteen bytes.
const LETTERS: usize = 26;
/// With the prefix and the underscore.
const LENGTH: usize = 4 + LETTERS;

/// The digit of each letter, by its byte; what is none is over 31.
#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which would say so")]
const DIGITS: [u8; 256] = {
    let mut digits = [u8::MAX; 256];
    let mut digit = 0_u8;
    while digit < 32 {
        digits[ALPHABET[digit as usize] as usize] = digit;
        digit += 1;
    }
    digits
};

/// The text of an identifier, made on the stack: a request writes dozens of them. `prefix` ends with the underscore.
fn write<'a>(prefix: &str, bytes: [u8; 16], out: &'a mut [u8; LENGTH]) -> &'a str {
    let mut value = u128::from_be_bytes(bytes);
    for place in out.iter_mut().rev().take(LETTERS) {
        let digit = usize::try_from(value & 31).ok().and_then(|digit| ALPHABET.get(digit));
        *place = digit.copied().unwrap_or_default();
        value >>= 5;
    }
    for (place, letter) in out.iter_mut().zip(prefix.bytes()) {
        *place = letter;
    }
    std::str::from_utf8(out).unwrap_or_default()
}

fn decode(text: &str) -> Option<[u8; 16]> {
    // 26 letters hold 130 bits: the first may only carry three.
    if text.len() != LETTERS || !matches!(text.bytes().next(), Some(b'0'..=b'7')) {
        return None;
    }
    let mut value: u128 = 0;
    for letter in text.bytes() {
        let digit = *DIGITS.get(usize::from(letter)).filter(|digit| **digit < 32)?;
        value = (value << 5) | u128::from(digit);
    }
    Some(value.to_be_bytes())
}

/// The first, or the last, sixteen bytes that an identifier made in the millisecond of `at` can have, as far as their order goes.
fn bound(at: Timestamp, rest: u8) -> [u8; 16] {
    let millis = u64::try_from(at.millis()).unwrap_or(0).to_be_bytes();
    let mut bytes = [rest; 16];
    for (place, byte) in bytes.iter_mut().zip(millis.iter().skip(2)) {
        *place = *byte;
    }
    bytes
}

/// Sixteen bytes of a UUIDv7 (RFC 9562 §5.7): 48 bits of time, then chance.
fn uuid_v7(now: Timestamp, source: &dyn Entropy) -> [u8; 16] {
    let millis = u64::try_from(now.millis()).unwrap_or(0);
    *uuid::Builder::from_unix_timestamp_millis(millis, &entropy::bytes::<10>(source))
        .into_uuid()
        .as_bytes()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The letters before the underscore.
            pub const PREFIX: &'static str = $prefix;
            const HEAD: &'static str = concat!($prefix, "_");

            /// A new identifier made at `now`.
            pub fn generate(now: Timestamp, entropy: &dyn Entropy) -> Self {
                Self(uuid_v7(now, entropy))
            }

            /// No identifier made at `at` or later is smaller.
            pub fn earliest(at: Timestamp) -> Self {
                Self(bound(at, 0))
            }

            /// No identifier made at `at` or before is greater.
            pub fn latest(at: Timestamp) -> Self {
                Self(bound(at, u8::MAX))
            }

            /// From the sixteen bytes of its UUID.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes of its UUID.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Its 26 characters without the prefix.
            pub fn suffix(&self) -> String {
                let mut out = [0; LENGTH];
                let text = write(Self::HEAD, self.0, &mut out);
                text.strip_prefix(Self::HEAD).unwrap_or_default().to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(write(Self::HEAD, self.0, &mut [0; LENGTH]))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                text.strip_prefix(Self::HEAD).and_then(decode).map(Self).ok_or(InvalidId)
            }
        }

        #[cfg(feature = "openapi")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                crate::openapi::text(serde_json::json!({
                    "pattern": concat!("^", $prefix, "_[0-7][0-9a-hjkmnp-tv-z]{25}$"),
                    "examples": [concat!($prefix, "_01k9z3w8e2m4n6p8q0r2s4t6v8")],
                }))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(write(Self::HEAD, self.0, &mut [0; LENGTH]))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(|_| serde::de::Error::custom(concat!("not an identifier beginning with ", $prefix, "_")))
            }
        }
    )+

        /// Every prefix of the registry; a test keeps them unique.
        pub const PREFIXES: &[&str] = &[$($prefix),+];
    };
}

ids! {
    /// An application: the tenant.
    ApplicationId = "app";
    /// An OAuth client; its text is the `client_id` (RFC 6749 §2.2).
    ClientId = "cli";
    /// What a user agreed to give a client.
    ConsentId = "cns";
    /// An enrolled credential of a user.
    CredentialId = "crd";
    /// A remembered browser.
    DeviceId = "dev";
    /// A custom domain of an application.
    DomainId = "dom";
    /// An audit and webhook event.
    EventId = "evt";
    /// A grant: what was obtained, with its refresh family.
    GrantId = "grt";
    /// A link between a user and an account at an identity provider.
    IdentityId = "idn";
    /// A configured identity provider.
    IdentityProviderId = "idp";
    /// An invitation.
    InvitationId = "inv";
    /// A template of claims.
    JwtTemplateId = "jtp";
    /// Work that outlasts its request.
    JobId = "job";
    /// An API key.
    ApiKeyId = "key";
    /// A membership.
    MemberId = "mem";
    /// An organization; in the dashboard application, a team.
    OrganizationId = "org";
    /// A record of the stream that was set aside.
    ParkedId = "prk";
    /// A role.
    RoleId = "rol";
    /// A client secret.
    SecretId = "sec";
    /// A signed-in browser.
    SessionId = "ses";
    /// A user of one application.
    UserId = "usr";
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Count;
    impl Entropy for Count {
        fn fill(&self, out: &mut [u8]) {
            for (at, byte) in out.iter_mut().enumerate() {
                *byte = u8::try_from(at).unwrap_or(0);
            }
        }
    }

    #[test]
    fn an_id_survives_its_text() {
        let id = UserId::generate(Timestamp::from_secs(1_700_000_000), &Count);
        let text = id.to_string();
        assert_eq!(text.len(), 30);
        assert_eq!(text.parse::<UserId>(), Ok(id));
        assert_eq!(text.parse::<ClientId>(), Err(InvalidId));
        assert_eq!(text, format!("usr_{}", id.suffix()));
    }

    #[test]
    fn every_letter_has_its_place() {
        let least = "usr_00000000000000000000000000";
        let most = "usr_7zzzzzzzzzzzzzzzzzzzzzzzzz";
        let all = "usr_0123456789abcdefghjkmnpqrs";
        let rest = "usr_6stvwxyz00000000000000000z";
        for text in [least, most, all, rest] {
            assert_eq!(text.parse::<UserId>().map(|id| id.to_string()).as_deref(), Ok(text));
        }
        assert_eq!(most.parse(), Ok(UserId::from_bytes([u8::MAX; 16])));
        for letter in ["i", "l", "o", "u", "é", "A", "/", ":", "{"] {
            let mut text = least.to_owned();
            text.truncate(30 - letter.len());
            text.push_str(letter);
            assert_eq!(text.parse::<UserId>(), Err(InvalidId), "{text}");
        }
    }

    #[test]
    fn a_prefix_has_three_letters() {
        assert!(PREFIXES.iter().all(|prefix| prefix.len() == 3));
    }

    #[test]
    fn only_the_canonical_text_is_an_id() {
        let id = UserId::generate(Timestamp::from_secs(1_700_000_000), &Count).to_string();
        for bad in [
            "usr_",
            &id.to_uppercase(),
            &format!("{id}0"),
            &id.replace("usr_0", "usr_8"),
            "usr_ilou",
        ] {
            assert!(bad.parse::<UserId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_moment_bounds_the_ids_made_in_it() {
        let (at, next) = (
            Timestamp::from_secs(1_700_000_000),
            Timestamp::from_millis(1_700_000_000_001),
        );
        let made = UserId::generate(at, &Count).to_string();
        let text = |id: UserId| id.to_string();
        assert!(text(UserId::earliest(at)) < made && made < text(UserId::latest(at)));
        assert!(text(UserId::latest(at)) < text(UserId::earliest(next)));
    }

    #[test]
    fn later_ids_sort_later() {
        let early = UserId::generate(Timestamp::from_secs(1), &Count);
        let late = UserId::generate(Timestamp::from_secs(2), &Count);
        assert!(early < late && early.to_string() < late.to_string());
    }

    #[test]
    fn prefixes_are_unique() {
        let mut seen = PREFIXES.to_vec();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), PREFIXES.len());
    }
}
