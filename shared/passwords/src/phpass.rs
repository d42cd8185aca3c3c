//! phpass, the portable hashes of `WordPress` (`$P$`) and phpBB (`$H$`): MD5, again and again (<https://www.openwall.com/phpass>).

use crate::{Refusal, crypt64};
use md5::{Digest, Md5};
use subtle::ConstantTimeEq;

const FORM: &str = "phpass";
/// Powers of two of rounds; `WordPress` has 13.
const COST: u64 = 20;
/// Letters of salt and hash.
const LENGTHS: (usize, usize) = (8, 22);

/// A phpass hash.
#[derive(Clone)]
pub(crate) struct Hash {
    prefix: String,
    cost: u32,
    salt: String,
    hash: String,
}

impl Hash {
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let broken = |why| Refusal::malformed(FORM, why);
        let parts: Vec<&str> = text.split('$').collect();
        let ["", id, rest] = *parts.as_slice() else {
            return Err(broken("it has an id and 31 letters"));
        };
        if !crypt64::is_all(rest) || rest.len() != 1 + LENGTHS.0 + LENGTHS.1 {
            return Err(broken("it has 31 letters of its own base64"));
        }
        let cost = rest
            .bytes()
            .next()
            .and_then(crypt64::value)
            .filter(|cost| *cost >= 7)
            .ok_or(broken("its cost is below 7"))?;
        Refusal::unless_within("its cost", u64::from(cost), COST)?;
        let (head, hash) = rest.split_at_checked(1 + LENGTHS.0).ok_or(broken("it ends early"))?;
        let (letter, salt) = head.split_at_checked(1).ok_or(broken("it ends early"))?;
        Ok(Self {
            prefix: format!("${id}${letter}"),
            cost,
            salt: salt.to_owned(),
            hash: hash.to_owned(),
        })
    }

    pub(crate) fn matches(&self, password: &[u8]) -> bool {
        let mut sum = Md5::new().chain_update(&self.salt).chain_update(password).finalize();
        for _ in 0..1_u32.checked_shl(self.cost).unwrap_or(0) {
            sum = Md5::new().chain_update(sum).chain_update(password).finalize();
        }
        bool::from(crypt64::encode(&sum).as_bytes().ct_eq(self.hash.as_bytes()))
    }

    pub(crate) fn shadow(&self) -> String {
        format!("{}{}{}", self.prefix, ".".repeat(LENGTHS.0), ".".repeat(LENGTHS.1))
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}{}", self.prefix, self.salt, self.hash)
    }
}
