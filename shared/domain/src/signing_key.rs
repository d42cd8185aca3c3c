//! A signing key and the ring of all of an application's keys (behaviour 3.16, 6.8).
//!
//! Life of a key: next (published, unused) → active → retiring (published until its last token is dead) → dropped; revoked at once in an emergency.

use crate::{Timestamp, application::KeyCustody};
use protocol::jwt::{Alg, Jwk};
use serde::{Deserialize, Serialize};

/// A key is published this long before its first use: more than twice the JWKS max-age.
pub const PUBLISH_AHEAD_SECS: i64 = 24 * 3600;
/// A key stays published this long after its last token died.
pub const KEEP_AFTER_SECS: i64 = 24 * 3600;

/// Where a key is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum KeyStatus {
    /// Published, not yet used.
    Next,
    /// Signs.
    Active,
    /// Published, signs no more.
    Retiring,
    /// Withdrawn in an emergency: what it signed is refused here at once.
    Revoked,
}

/// One key pair; one algorithm for life (JW-02).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKey {
    /// RFC 7638 thumbprint.
    pub kid: String,
    /// Its only algorithm.
    pub alg: Alg,
    /// Where it is in its life.
    pub status: KeyStatus,
    /// Where the private half lives.
    pub custody: KeyCustody,
    /// What the world sees.
    pub public: Jwk,
    /// Custody `wrapped`: the private half (PKCS#8) encrypted by KMS, base64.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub wrapped: Option<String>,
    /// Custody `kms`: the key's id at KMS.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub kms_key_id: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it began to sign.
    pub activated_at: Option<Timestamp>,
    /// Retiring keys leave the published set here.
    pub drop_at: Option<Timestamp>,
}

impl SigningKey {
    /// Is it in the JWKS at `now`?
    pub fn is_published(&self, now: Timestamp) -> bool {
        match self.status {
            KeyStatus::Next | KeyStatus::Active => true,
            KeyStatus::Retiring => self.drop_at.is_none_or(|end| !end.is_past(now)),
            KeyStatus::Revoked => false,
        }
    }
}

/// All keys of an application: one item, so a rotation is one conditional write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRing {
    /// Newest last.
    pub keys: Vec<SigningKey>,
    /// +1 per change.
    pub version: u64,
}

/// Why a ring cannot turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RingError {
    /// No `next` key of that algorithm is ready.
    #[error("There is no next key of this algorithm yet.")]
    NoNextKey,
    /// The next key has not been published for 24 hours yet.
    #[error("The next key has not been published for 24 hours yet.")]
    TooEarly,
}

impl KeyRing {
    /// The key that signs with `alg`.
    pub fn active(&self, alg: Alg) -> Option<&SigningKey> {
        self.keys
            .iter()
            .rev()
            .find(|key| key.alg == alg && key.status == KeyStatus::Active)
    }

    /// The key that will sign with `alg` next.
    pub fn next(&self, alg: Alg) -> Option<&SigningKey> {
        self.keys
            .iter()
            .find(|key| key.alg == alg && key.status == KeyStatus::Next)
    }

    /// What JWKS shows at `now`.
    pub fn published(&self, now: Timestamp) -> impl Iterator<Item = &SigningKey> {
        self.keys.iter().filter(move |key| key.is_published(now))
    }

    /// Turns the ring of one algorithm: `next` signs, the old one retires for `token_life_secs` + 24 h, `fresh` is published as next.
    ///
    /// A scheduled turn waits until the next key has been published for 24 hours; an emergency does not wait, and revokes the old key.
    pub fn turn(mut self, alg: Alg, fresh: SigningKey, how: Turn, now: Timestamp) -> Result<Self, RingError> {
        let next = self.next(alg).ok_or(RingError::NoNextKey)?;
        let published_long_enough = next.created_at.plus_secs(PUBLISH_AHEAD_SECS).is_past(now);
        if !published_long_enough && !how.emergency {
            return Err(RingError::TooEarly);
        }
        for key in self.keys.iter_mut().filter(|key| key.alg == alg) {
            match key.status {
                KeyStatus::Active if how.emergency => key.status = KeyStatus::Revoked,
                KeyStatus::Active => {
                    key.status = KeyStatus::Retiring;
                    key.drop_at = Some(now.plus_secs(i64::from(how.token_life_secs) + KEEP_AFTER_SECS));
                }
                KeyStatus::Next => {
                    key.status = KeyStatus::Active;
                    key.activated_at = Some(now);
                }
                KeyStatus::Retiring | KeyStatus::Revoked => {}
            }
        }
        // Revoked keys are remembered as long as a token of theirs could live; dropped ones are forgotten.
        self.keys
            .retain(|key| key.status == KeyStatus::Revoked || key.is_published(now));
        self.keys.push(fresh);
        self.version = self.version.saturating_add(1);
        Ok(self)
    }

    /// Is the active key of `alg` older than `days`, and the next one ready?
    pub fn is_due(&self, alg: Alg, days: u32, now: Timestamp) -> bool {
        let old = self
            .active(alg)
            .and_then(|key| key.activated_at)
            .is_some_and(|at| at.plus_secs(i64::from(days) * 86_400).is_past(now));
        let ready = self
            .next(alg)
            .is_some_and(|key| key.created_at.plus_secs(PUBLISH_AHEAD_SECS).is_past(now));
        old && ready
    }
}

/// How a ring is turned.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    /// The old key is revoked instead of retired.
    pub emergency: bool,
    /// The longest life of a token signed by the old key, in seconds.
    pub token_life_secs: u32,
}
