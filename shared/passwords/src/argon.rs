//! Argon2, any of its three kinds: what we make ourselves, and what others made with parameters of their own (RFC 9106).

use crate::Refusal;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};

const FORM: &str = "Argon2";
/// Memory in KiB, passes, lanes: what a new hash has (behaviour 3.9).
const PARAMETERS: (u32, u32, u32) = (19_456, 2, 1);
/// Memory in KiB.
const MEMORY: u64 = 131_072;
/// Memory in KiB times passes: half a second of one core.
const WORK: u64 = 1_048_576;
/// Lanes.
const LANES: u64 = 16;

/// An Argon2 hash.
#[derive(Clone)]
pub(crate) struct Hash(PasswordHash);

impl Hash {
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let mut hash = PasswordHash::new(text).map_err(|_| Refusal::malformed(FORM, "it is not a PHC string"))?;
        // A text without a version is older than versions.
        hash.version.get_or_insert(Version::V0x10.into());
        let known = Algorithm::try_from(hash.algorithm.as_str()).is_ok();
        let version = hash.version.map(Version::try_from).transpose();
        let params = Params::try_from(&hash);
        let (true, Ok(_), Ok(params)) = (known, version, params) else {
            return Err(Refusal::malformed(FORM, "a parameter is missing or out of range"));
        };
        if hash.salt.is_none() || hash.hash.is_none() {
            return Err(Refusal::malformed(FORM, "the salt or the hash is missing"));
        }
        if !params.keyid().is_empty() || !params.data().is_empty() {
            return Err(Refusal::malformed(FORM, "it needs a key or data that is not in it"));
        }
        let (memory, passes) = (u64::from(params.m_cost()), u64::from(params.t_cost()));
        Refusal::unless_within("its memory in KiB", memory, MEMORY)?;
        Refusal::unless_within(
            "its memory in KiB times its passes",
            memory.saturating_mul(passes),
            WORK,
        )?;
        Refusal::unless_within("its number of lanes", u64::from(params.p_cost()), LANES)?;
        Ok(Self(hash))
    }

    pub(crate) fn matches(&self, password: &[u8]) -> bool {
        Argon2::default().verify_password(password, &self.0).is_ok()
    }

    /// Made as we would make it today.
    pub(crate) fn is_current(&self) -> bool {
        let (memory, passes, lanes) = PARAMETERS;
        let same = |params: Params| (params.m_cost(), params.t_cost(), params.p_cost()) == (memory, passes, lanes);
        Algorithm::try_from(self.0.algorithm.as_str()) == Ok(Algorithm::Argon2id)
            && self.0.version == Some(Version::V0x13.into())
            && Params::try_from(&self.0).is_ok_and(same)
    }

    /// The same work under a hash that is nobody's.
    pub(crate) fn shadow(&self) -> String {
        let text = self.0.to_string();
        let parts: Vec<&str> = text.rsplitn(3, '$').collect();
        let head = parts.get(2).copied().unwrap_or_default();
        format!("{head}${}${}", "A".repeat(22), "A".repeat(43))
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The hash of a new password.
pub(crate) fn hash(password: &[u8], salt: &[u8; 16]) -> Option<String> {
    let (memory, passes, lanes) = PARAMETERS;
    let params = Params::new(memory, passes, lanes, None).ok()?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let made: PasswordHash = hasher.hash_password_with_salt(password, salt).ok()?;
    Some(made.to_string())
}
