//! PBKDF2 (RFC 8018 §5.2) as Django, passlib, Keycloak and ASP.NET Identity write it down; kept as `$pbkdf2-sha256$i=600000$salt$hash`.

use crate::{Refusal, phc, phc::Phc};
use aws_lc_rs::pbkdf2::{self, Algorithm, PBKDF2_HMAC_SHA1, PBKDF2_HMAC_SHA256, PBKDF2_HMAC_SHA512};
use std::num::NonZeroU32;

const FORM: &str = "PBKDF2";
const DJANGO: &str = "Django's PBKDF2";
const ASP_NET: &str = "an ASP.NET Identity hash";
/// Django 6 makes 1 200 000; two million are a second of one core.
const ITERATIONS: u64 = 2_000_000;
/// What ASP.NET Identity 2 always did.
const ASP_NET_2_ITERATIONS: u32 = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Digest {
    Sha1,
    Sha256,
    Sha512,
}

impl Digest {
    fn of(name: &str) -> Option<Self> {
        match name {
            "sha1" => Some(Self::Sha1),
            "sha256" => Some(Self::Sha256),
            "sha512" => Some(Self::Sha512),
            _ => None,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
        }
    }

    const fn algorithm(self) -> Algorithm {
        match self {
            Self::Sha1 => PBKDF2_HMAC_SHA1,
            Self::Sha256 => PBKDF2_HMAC_SHA256,
            Self::Sha512 => PBKDF2_HMAC_SHA512,
        }
    }
}

/// A PBKDF2 hash.
#[derive(Clone)]
pub(crate) struct Hash {
    digest: Digest,
    iterations: NonZeroU32,
    salt: Vec<u8>,
    key: Vec<u8>,
}

impl Hash {
    fn new(
        form: &'static str,
        digest: Option<Digest>,
        iterations: u32,
        salt: Vec<u8>,
        key: Vec<u8>,
    ) -> Result<Self, Refusal> {
        Refusal::unless_within("its number of iterations", u64::from(iterations), ITERATIONS)?;
        let sized = phc::SALT.contains(&salt.len()) && phc::KEY.contains(&key.len());
        match (digest, NonZeroU32::new(iterations)) {
            (Some(digest), Some(iterations)) if sized => Ok(Self {
                digest,
                iterations,
                salt,
                key,
            }),
            (None, _) => Err(Refusal::malformed(form, "its digest is not SHA-1, SHA-256 or SHA-512")),
            (_, None) => Err(Refusal::malformed(form, "it has no iterations")),
            _ => Err(Refusal::malformed(
                form,
                "its salt or its hash is too short or too long",
            )),
        }
    }

    /// `$pbkdf2-sha256$i=600000$salt$hash`; passlib writes the number alone, and `$pbkdf2$` for SHA-1.
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let id = text.split('$').nth(1).unwrap_or_default();
        let digest = match id.strip_prefix("pbkdf2") {
            Some("") => Some(Digest::Sha1),
            Some(rest) => rest.strip_prefix('-').and_then(Digest::of),
            None => None,
        };
        let phc = Phc::parse(FORM, text)?.only(&["i", "l", ""])?;
        let length = phc.text("l").map(|_| phc.number("l")).transpose()?;
        if length.is_some_and(|length| usize::try_from(length) != Ok(phc.key.len())) {
            return Err(Refusal::malformed(FORM, "its hash is not as long as it says"));
        }
        let iterations = phc.number(if phc.text("i").is_some() { "i" } else { "" })?;
        Self::new(FORM, digest, iterations, phc.salt, phc.key)
    }

    /// `pbkdf2_sha256$600000$salt$hash`; the salt is text.
    pub(crate) fn django(text: &str) -> Result<Self, Refusal> {
        let parts: Vec<&str> = text.split('$').collect();
        let [algorithm, iterations, salt, key] = *parts.as_slice() else {
            return Err(Refusal::malformed(
                DJANGO,
                "it has an algorithm, iterations, a salt and a hash, between $",
            ));
        };
        let digest = algorithm.strip_prefix("pbkdf2_").and_then(Digest::of);
        let number = iterations
            .parse()
            .ok()
            .filter(|_| iterations.bytes().all(|byte| byte.is_ascii_digit()));
        let iterations = number.ok_or(Refusal::malformed(DJANGO, "its iterations are no number"))?;
        let key = phc::decode(key).ok_or(Refusal::malformed(DJANGO, "its hash is not base64"))?;
        Self::new(DJANGO, digest, iterations, salt.as_bytes().to_vec(), key)
    }

    /// Base64 of a version, parameters, salt and hash. `None`: it does not begin like one.
    pub(crate) fn asp_net(text: &str) -> Option<Result<Self, Refusal>> {
        let bytes = phc::decode(text)?;
        match bytes.split_first()? {
            (0, rest) if rest.len() == 48 => {
                let (salt, key) = rest.split_at_checked(16)?;
                let digest = Some(Digest::Sha1);
                Some(Self::new(
                    ASP_NET,
                    digest,
                    ASP_NET_2_ITERATIONS,
                    salt.to_vec(),
                    key.to_vec(),
                ))
            }
            (1, rest) => Some(Self::asp_net_3(rest)),
            _ => None,
        }
    }

    /// Digest, iterations and length of the salt, four bytes each, the highest first; then salt and hash.
    fn asp_net_3(bytes: &[u8]) -> Result<Self, Refusal> {
        let short = || Refusal::malformed(ASP_NET, "it ends early");
        let number = |bytes: &'_ [u8]| -> Option<(u32, usize)> {
            bytes.first_chunk::<4>().map(|four| (u32::from_be_bytes(*four), 4))
        };
        let mut rest = bytes;
        let mut next = || -> Option<u32> {
            let (value, length) = number(rest)?;
            rest = rest.get(length..)?;
            Some(value)
        };
        let (Some(digest), Some(iterations), Some(length)) = (next(), next(), next()) else {
            return Err(short());
        };
        let (salt, key) = usize::try_from(length)
            .ok()
            .and_then(|length| rest.split_at_checked(length))
            .ok_or_else(short)?;
        let digest = match digest {
            0 => Some(Digest::Sha1),
            1 => Some(Digest::Sha256),
            2 => Some(Digest::Sha512),
            _ => None,
        };
        Self::new(ASP_NET, digest, iterations, salt.to_vec(), key.to_vec())
    }

    pub(crate) fn matches(&self, password: &[u8]) -> bool {
        pbkdf2::verify(
            self.digest.algorithm(),
            self.iterations,
            &self.salt,
            password,
            &self.key,
        )
        .is_ok()
    }

    pub(crate) fn shadow(&self) -> String {
        let nobodys = Self {
            salt: vec![0; 16],
            key: vec![0; self.key.len()],
            ..self.clone()
        };
        nobodys.to_string()
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (digest, iterations) = (self.digest.name(), self.iterations);
        write!(
            f,
            "$pbkdf2-{digest}$i={iterations}${}${}",
            phc::encode(&self.salt),
            phc::encode(&self.key)
        )
    }
}
