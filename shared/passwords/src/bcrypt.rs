//! bcrypt, in the modular form `$2b$10$` + salt + hash. `$2a$`, `$2b$` and `$2y$` mean the same today; `$2x$` is a bug, and is not read.
//!
//! Only the first 72 bytes of a password count, as wherever the hash was made.

use crate::Refusal;
use base64::{
    Engine as _,
    alphabet::BCRYPT,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const FORM: &str = "bcrypt";
/// Powers of two of rounds: 14 is a second of one core.
const COST: u64 = 14;
/// Bytes of a password that count.
const LONGEST: usize = 72;
/// Letters of the salt.
const SALT_LENGTH: usize = 22;
/// Bytes of the salt, bytes of the hash.
const BYTES: (usize, usize) = (16, 23);

/// Implementations have left anything in the bits that the last letter has over; what is kept has zeros there, as others expect.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &BCRYPT,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// A bcrypt hash.
#[derive(Clone)]
pub(crate) struct Hash {
    prefix: String,
    cost: u32,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Hash {
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let broken = |why| Refusal::malformed(FORM, why);
        let parts: Vec<&str> = text.split('$').collect();
        let ["", version, cost, rest] = *parts.as_slice() else {
            return Err(broken("it has a version, a cost and 53 letters"));
        };
        let digits = cost.len() == 2 && cost.bytes().all(|byte| byte.is_ascii_digit());
        let rounds: u64 = cost
            .parse()
            .ok()
            .filter(|rounds| digits && *rounds >= 4)
            .ok_or(broken("its cost is no number from 04"))?;
        Refusal::unless_within("its cost", rounds, COST)?;
        let (salt, hash) = rest.split_at_checked(SALT_LENGTH).ok_or(broken("it ends early"))?;
        let bytes = |text: &str, length: usize| BASE64.decode(text).ok().filter(|bytes| bytes.len() == length);
        let (Some(salt), Some(hash)) = (bytes(salt, BYTES.0), bytes(hash, BYTES.1)) else {
            return Err(broken("salt and hash are 53 letters of its own base64"));
        };
        Ok(Self {
            prefix: format!("${version}${cost}$"),
            cost: u32::try_from(rounds).unwrap_or(u32::MAX),
            salt,
            hash,
        })
    }

    pub(crate) fn matches(&self, password: &[u8]) -> bool {
        let Ok(salt) = self.salt.as_slice().try_into() else {
            return false;
        };
        // Ends with a zero, as texts of C do.
        let text: Zeroizing<Vec<u8>> = password
            .iter()
            .copied()
            .chain(std::iter::once(0))
            .take(LONGEST)
            .collect::<Vec<u8>>()
            .into();
        let made = ::bcrypt::bcrypt(self.cost, salt, &text);
        made.first_chunk::<23>()
            .is_some_and(|made| bool::from(made.ct_eq(&self.hash)))
    }

    pub(crate) fn shadow(&self) -> String {
        let nobodys = Self {
            salt: vec![0; BYTES.0],
            hash: vec![0; BYTES.1],
            ..self.clone()
        };
        nobodys.to_string()
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}{}{}",
            self.prefix,
            BASE64.encode(&self.salt),
            BASE64.encode(&self.hash)
        )
    }
}
