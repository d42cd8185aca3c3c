//! scrypt in the PHC form `$scrypt$ln=15,r=8,p=1$salt$hash` (RFC 7914), and the bounds that Firebase's scrypt shares.

use crate::{Refusal, phc, phc::Phc};
use subtle::ConstantTimeEq;

const FORM: &str = "scrypt";
/// Bytes of memory: 128 · N · r.
const MEMORY: u64 = 128 * 1024 * 1024;
/// N · r · p, what the time goes with: OWASP's recommendations are at most this.
const WORK: u64 = 1_048_576;

/// What it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    pub(crate) log_n: u8,
    pub(crate) r: u32,
    pub(crate) p: u32,
}

impl Cost {
    /// Within the bounds, or a reason.
    pub(crate) fn new(form: &'static str, log_n: u32, r: u32, p: u32) -> Result<Self, Refusal> {
        let none = || Refusal::malformed(form, "its parameters begin at 1");
        let small = u8::try_from(log_n).ok().filter(|log_n| *log_n >= 1 && r >= 1 && p >= 1);
        let log_n = small.ok_or_else(none)?;
        let n = 1_u64.checked_shl(u32::from(log_n)).unwrap_or(u64::MAX);
        let memory = n.saturating_mul(128).saturating_mul(u64::from(r));
        Refusal::unless_within("its memory in bytes", memory, MEMORY)?;
        let work = n.saturating_mul(u64::from(r)).saturating_mul(u64::from(p));
        Refusal::unless_within("N times r times p", work, WORK)?;
        Ok(Self { log_n, r, p })
    }

    /// Fills `out`; false for what the algorithm does not take.
    pub(crate) fn derive(self, password: &[u8], salt: &[u8], out: &mut [u8]) -> bool {
        let params = ::scrypt::Params::new(self.log_n, self.r, self.p);
        params.is_ok_and(|params| ::scrypt::scrypt(password, salt, &params, out).is_ok())
    }
}

/// A scrypt hash.
#[derive(Clone)]
pub(crate) struct Hash {
    cost: Cost,
    salt: Vec<u8>,
    key: Vec<u8>,
}

impl Hash {
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let phc = Phc::parse(FORM, text)?.only(&["ln", "r", "p"])?;
        Ok(Self {
            cost: Cost::new(FORM, phc.number("ln")?, phc.number("r")?, phc.number("p")?)?,
            salt: phc.salt,
            key: phc.key,
        })
    }

    pub(crate) fn matches(&self, password: &[u8]) -> bool {
        let mut derived = vec![0; self.key.len()];
        self.cost.derive(password, &self.salt, &mut derived) && bool::from(derived.ct_eq(&self.key))
    }

    pub(crate) fn shadow(&self) -> String {
        let nobodys = Self {
            cost: self.cost,
            salt: vec![0; 16],
            key: vec![0; self.key.len()],
        };
        nobodys.to_string()
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Cost { log_n, r, p } = self.cost;
        write!(
            f,
            "$scrypt$ln={log_n},r={r},p={p}${}${}",
            phc::encode(&self.salt),
            phc::encode(&self.key)
        )
    }
}
