//! Firebase's scrypt: the derived key encrypts the project's signer key, and that is the hash (<https://github.com/firebase/scrypt>).
//!
//! The project's parameters are the same for all its users and stand in every text: `$fbscrypt$v=1,n=14,r=8,p=1,ss=…,sk=…$salt$hash`, as `GoTrue` writes it.

use crate::{Refusal, phc, phc::Phc, scrypt::Cost};
use aws_lc_rs::cipher::{AES_256, AES_256_KEY_LEN, EncryptingKey, EncryptionContext, UnboundCipherKey};
use subtle::ConstantTimeEq;

const FORM: &str = "Firebase scrypt";
/// Bytes of a separator.
const SEPARATOR: usize = 64;

/// A hash with the parameters of the project it comes from.
#[derive(Clone)]
pub(crate) struct Hash {
    cost: Cost,
    separator: Vec<u8>,
    signer_key: Vec<u8>,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Hash {
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let broken = |why| Refusal::malformed(FORM, why);
        let phc = Phc::parse(FORM, text)?.only(&["v", "n", "r", "p", "ss", "sk"])?;
        if phc.text("v") != Some("1") {
            return Err(broken("its version is not 1"));
        }
        let bytes = |name: &str| phc.text(name).and_then(phc::decode);
        let separator = bytes("ss").filter(|bytes| bytes.len() <= SEPARATOR);
        let signer_key = bytes("sk").filter(|bytes| bytes.len() == phc.key.len());
        Ok(Self {
            cost: Cost::new(FORM, phc.number("n")?, phc.number("r")?, phc.number("p")?)?,
            separator: separator.ok_or(broken("the salt separator (ss) is missing or not base64"))?,
            signer_key: signer_key.ok_or(broken("the signer key (sk) is missing or not as long as the hash"))?,
            salt: phc.salt,
            hash: phc.key,
        })
    }

    pub(crate) fn matches(&self, password: &[u8]) -> bool {
        let salt = [self.salt.as_slice(), self.separator.as_slice()].concat();
        let mut key = [0; AES_256_KEY_LEN];
        if !self.cost.derive(password, &salt, &mut key) {
            return false;
        }
        let encrypted = UnboundCipherKey::new(&AES_256, &key)
            .and_then(EncryptingKey::ctr)
            .and_then(|key| {
                let mut text = self.signer_key.clone();
                // Each key encrypts one text, so the counter may begin at nothing.
                key.less_safe_encrypt(&mut text, EncryptionContext::Iv128([0; 16].into()))?;
                Ok(text)
            });
        encrypted.is_ok_and(|text| bool::from(text.ct_eq(&self.hash)))
    }

    /// Without the project's key: whoever knows it could make hashes.
    pub(crate) fn shadow(&self) -> String {
        let nobodys = Self {
            cost: self.cost,
            separator: vec![0; self.separator.len()],
            signer_key: vec![0; self.signer_key.len()],
            salt: vec![0; 8],
            hash: vec![0; self.hash.len()],
        };
        nobodys.to_string()
    }
}

impl std::fmt::Display for Hash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Cost { log_n, r, p } = self.cost;
        let [separator, key, salt, hash] =
            [&self.separator, &self.signer_key, &self.salt, &self.hash].map(|bytes| phc::encode(bytes));
        write!(
            f,
            "$fbscrypt$v=1,n={log_n},r={r},p={p},ss={separator},sk={key}${salt}${hash}"
        )
    }
}
