//! Encrypting to somebody's public key, as JWE in its compact form: RSA-OAEP-256 and A256GCM (RFC 7516; RFC 7518 §4.3, §5.3).
//!
//! Written here, not read: what is encrypted to a key of others is opened by them. Any JOSE library does, and the command `aero2 decrypt`.

use crate::digest::base64url;
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Entropy, entropy};
use serde_json::json;

/// Bits of a key: fewer are not secure, more only slow.
const BITS: std::ops::RangeInclusive<usize> = 2048..=8192;
const BEGIN: &str = "-----BEGIN PUBLIC KEY-----";
const END: &str = "-----END PUBLIC KEY-----";

/// Why a text is no key to encrypt to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecipientError {
    /// Not PEM, not SPKI, not RSA.
    #[error("This is no RSA public key in PEM (-----BEGIN PUBLIC KEY-----).")]
    Unreadable,
    /// Too short, or absurdly long.
    #[error("Use an RSA key of 2048 to 8192 bits; 4096 are best.")]
    Size,
}

/// Whom something is encrypted to.
#[derive(Debug)]
pub struct Recipient {
    key: OaepPublicEncryptingKey,
    id: String,
}

impl Recipient {
    /// Reads a public key in PEM.
    pub fn parse(pem: &str) -> Result<Self, RecipientError> {
        let inner = pem.trim().strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END));
        let text: String = inner.unwrap_or("").split_ascii_whitespace().collect();
        let der = STANDARD.decode(text).map_err(|_| RecipientError::Unreadable)?;
        let key = PublicEncryptingKey::from_der(&der).map_err(|_| RecipientError::Unreadable)?;
        if !BITS.contains(&key.key_size_bits()) {
            return Err(RecipientError::Size);
        }
        Ok(Self {
            key: OaepPublicEncryptingKey::new(key).map_err(|_| RecipientError::Unreadable)?,
            id: base64url(&crate::sha256(&der)),
        })
    }

    /// Which key it is: the digest of its DER, as `kid` says it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Encrypts under a key and nonce of their own. `None` only if the library fails; then nothing readable leaves.
    pub fn encrypt(&self, content_type: &str, plain: &[u8], source: &dyn Entropy) -> Option<String> {
        let header = json!({
            "alg": "RSA-OAEP-256", "enc": "A256GCM", "cty": content_type, "kid": self.id,
        });
        let header = base64url(header.to_string().as_bytes());
        let secret: [u8; 32] = entropy::bytes(source);
        let nonce: [u8; NONCE_LEN] = entropy::bytes(source);
        let mut wrapped = vec![0; self.key.ciphertext_size()];
        let wrapped = self.key.encrypt(&OAEP_SHA256_MGF1SHA256, &secret, &mut wrapped, None);
        let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &secret).ok()?);
        let mut content = plain.to_vec();
        let tag = cipher.seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(header.as_bytes()),
            &mut content,
        );
        let parts = [
            base64url(wrapped.ok()?),
            base64url(&nonce),
            base64url(&content),
            base64url(tag.ok()?.as_ref()),
        ];
        Some(format!("{header}.{}", parts.join(".")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
    use aws_lc_rs::rsa::{KeySize, OaepPrivateDecryptingKey, PrivateDecryptingKey};
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    struct Counted(std::sync::atomic::AtomicU8);

    impl Entropy for Counted {
        fn fill(&self, out: &mut [u8]) {
            out.fill(self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    fn pem(key: &PrivateDecryptingKey) -> String {
        let der = AsDer::<PublicKeyX509Der<'_>>::as_der(&key.public_key()).unwrap_or_else(|_| unreachable!());
        format!("{BEGIN}\n{}\n{END}\n", STANDARD.encode(der.as_ref()))
    }

    #[test]
    fn what_is_encrypted_opens_with_the_private_half_and_no_byte_changed() {
        let private = PrivateDecryptingKey::generate(KeySize::Rsa2048).unwrap_or_else(|_| unreachable!());
        let recipient = Recipient::parse(&pem(&private)).unwrap_or_else(|_| unreachable!());
        let made = recipient
            .encrypt("text/plain", b"a hash", &Counted(1.into()))
            .unwrap_or_default();
        let parts: Vec<&str> = made.split('.').collect();
        let [header, wrapped, nonce, content, tag] = parts.as_slice() else {
            unreachable!("{made}")
        };
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
        let opener = OaepPrivateDecryptingKey::new(private).unwrap_or_else(|_| unreachable!());
        let mut room = vec![0; opener.min_output_size()];
        let secret = opener.decrypt(&OAEP_SHA256_MGF1SHA256, &bytes(wrapped), &mut room, None);
        let secret = secret.unwrap_or_else(|_| unreachable!()).to_vec();
        let open = |header: &str| {
            let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &secret).ok()?);
            let mut sealed = [bytes(content), bytes(tag)].concat();
            let nonce = Nonce::try_assume_unique_for_key(&bytes(nonce)).ok()?;
            key.open_in_place(nonce, Aad::from(header.as_bytes()), &mut sealed)
                .ok()
                .map(|text| text.to_vec())
        };
        assert_eq!(open(header).as_deref(), Some(b"a hash".as_slice()));
        assert_eq!(open("e30"), None, "the header is protected");
        let again = recipient
            .encrypt("text/plain", b"a hash", &Counted(9.into()))
            .unwrap_or_default();
        assert_ne!(made, again);
    }

    #[test]
    fn only_rsa_keys_of_a_good_size_are_taken() {
        for bad in [
            "",
            "age1xyz",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        ] {
            assert_eq!(
                Recipient::parse(bad).map(|_| ()),
                Err(RecipientError::Unreadable),
                "{bad}"
            );
        }
    }
}
