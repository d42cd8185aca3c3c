//! SHA-crypt, the `$5$` and `$6$` of Unix (<https://www.akkadia.org/drepper/SHA-crypt.txt>).

use crate::{Refusal, crypt64};
use sha_crypt::{Params, sha256_crypt, sha512_crypt};
use subtle::ConstantTimeEq;

const FORM: &str = "SHA-crypt";
/// passlib makes 656 000 by default; the time also goes with the length of the password.
const ROUNDS: u64 = 700_000;
/// What it is where it is not said.
const DEFAULT_ROUNDS: u32 = 5_000;
/// Letters of a salt.
const SALT: usize = 16;

#[derive(Clone, Copy)]
enum Digest {
    Sha256,
    Sha512,
}

impl Digest {
    /// Letters of a hash.
    const fn length(self) -> usize {
        match self {
            Self::Sha256 => 43,
            Self::Sha512 => 86,
        }
    }

    const fn id(self) -> char {
        match self {
            Self::Sha256 => '5',
            Self::Sha512 => '6',
        }
    }
}

/// A SHA-crypt hash.
#[derive(Clone)]
pub(crate) struct Hash {
    digest: Digest,
    rounds: u32,
    salt: String,
    hash: String,
}

/// The digest in the order in which crypt(3) writes it: every third of it in turn, then what is over.
fn encode(digest: &[u8], third: usize, turn: [[usize; 3]; 3]) -> String {
    let order = (0..third).zip(turn.into_iter().cycle());
    let places = order.flat_map(|(at, offsets)| offsets.map(|offset| at + offset * third));
    let bytes = places
        .chain(3 * third..digest.len())
        .filter_map(|place| digest.get(place).copied());
    crypt64::encode(&bytes.collect::<Vec<u8>>())
}

impl Hash {
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let broken = |why| Refusal::malformed(FORM, why);
        let parts: Vec<&str> = text.split('$').collect();
        let (id, rounds, salt, hash) = match *parts.as_slice() {
            ["", id, salt, hash] => (id, None, salt, hash),
            ["", id, rounds, salt, hash] => (id, Some(rounds), salt, hash),
            _ => return Err(broken("it has a salt and a hash, after a $ each")),
        };
        let digest = if id == "5" { Digest::Sha256 } else { Digest::Sha512 };
        let number = |text: &str| text.strip_prefix("rounds=")?.parse::<u32>().ok();
        let rounds = match rounds {
            None => DEFAULT_ROUNDS,
            Some(text) => number(text).ok_or(broken("its rounds are no number"))?,
        };
        Refusal::unless_within("its number of rounds", u64::from(rounds), ROUNDS)?;
        if Params::new(rounds).is_err() {
            return Err(broken("it has less than 1000 rounds"));
        }
        let printable = salt.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':');
        if salt.is_empty() || salt.len() > SALT || !printable {
            return Err(broken("its salt is not 1 to 16 letters"));
        }
        if hash.len() != digest.length() || !crypt64::is_all(hash) {
            return Err(broken("its hash is not as long as it must be, in its own base64"));
        }
        Ok(Self {
            digest,
            rounds,
            salt: salt.to_owned(),
            hash: hash.to_owned(),
        })
    }

    pub(crate) fn matches(&self, password: &[u8]) -> bool {
        let Ok(params) = Params::new(self.rounds) else {
            return false;
        };
        let made = match self.digest {
            Digest::Sha256 => encode(
                &sha256_crypt(password, self.salt.as_bytes(), params),
                10,
                [[2, 1, 0], [1, 0, 2], [0, 2, 1]],
            ),
            Digest::Sha512 => encode(
                &sha512_crypt(password, self.salt.as_bytes(), params),
                21,
                [[2, 1, 0], [0, 2, 1], [1, 0, 2]],
            ),
        };
        bool::from(made.as_bytes().ct_eq(self.hash.as_bytes()))
    }

    pub(crate) fn shadow(&self) -> String {
        let nobodys = Self {
            salt: ".".repeat(SALT),
            hash: ".".repeat(self.hash.len()),
            ..self.clone()
        };
        nobodys.to_string()
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { rounds, salt, hash, .. } = self;
        write!(f, "${}$rounds={rounds}${salt}${hash}", self.digest.id())
    }
}
