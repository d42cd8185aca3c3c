//! The deployment's root: 32 bytes that only KMS can open, and the vault of everything derived from it (HKDF, RFC 5869).

use crate::{
    kept::Kept,
    kms::{Context, Kms, KmsError},
};
use aws_lc_rs::{
    aead::LessSafeKey,
    hkdf::{HKDF_SHA256, KeyType, Prk, Salt},
    hmac,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{Entropy, entropy};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The root itself.
pub struct Root(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for Root {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[root]")
    }
}

const CONTEXT: Context<'static> = Context {
    application: "platform",
    kid: "root",
};

impl Root {
    /// A new root, for the first bootstrap.
    pub fn generate(source: &dyn Entropy) -> Self {
        Self(Zeroizing::new(entropy::bytes(source)))
    }

    /// Wrapped under the deployment's KMS key, as base64.
    pub async fn wrap(&self, kms: &Kms) -> Result<String, KmsError> {
        Ok(STANDARD.encode(kms.encrypt(self.0.as_slice(), CONTEXT).await?))
    }

    /// Opened again: one call to KMS.
    pub async fn unwrap(kms: &Kms, wrapped: &str) -> Result<Self, KmsError> {
        let sealed = STANDARD
            .decode(wrapped)
            .map_err(|_| KmsError::Corrupt("the wrapped root is not base64"))?;
        let plain = Zeroizing::new(kms.decrypt(sealed, CONTEXT).await?);
        let bytes: [u8; 32] = plain
            .as_slice()
            .try_into()
            .map_err(|_| KmsError::Corrupt("the root has another length"))?;
        Ok(Self(Zeroizing::new(bytes)))
    }
}

/// Seals, MACs and derives, for one application and purpose at a time. Cheap to clone.
#[derive(Clone)]
pub struct Vault {
    /// What HKDF extracts from the root; every key is expanded from it.
    extracted: Arc<Prk>,
    pub(crate) macs: Arc<Kept<hmac::Key>>,
    pub(crate) ciphers: Arc<Kept<LessSafeKey>>,
    entropy: Arc<dyn Entropy>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[vault]")
    }
}

struct Bytes32;

impl KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

impl Vault {
    /// The vault of a root.
    pub fn new(root: &Root, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            extracted: Arc::new(Salt::new(HKDF_SHA256, b"aero2 v1").extract(root.0.as_slice())),
            macs: Arc::default(),
            ciphers: Arc::default(),
            entropy,
        }
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }

    /// The key for a label within a scope. The scope has a fixed length, so the two cannot run into each other.
    pub(crate) fn derive(&self, scope: &[u8; 16], label: &str) -> Zeroizing<[u8; 32]> {
        let mut out = Zeroizing::new([0; 32]);
        let info: [&[u8]; 2] = [scope, label.as_bytes()];
        // 32 bytes are always within HKDF's limit; a failure would leave zeros, so it must not pass silently.
        let filled = self
            .extracted
            .expand(&info, Bytes32)
            .and_then(|okm| okm.fill(out.as_mut_slice()));
        debug_assert!(filled.is_ok(), "HKDF expands 32 bytes");
        if filled.is_err() {
            self.entropy.fill(out.as_mut_slice());
        }
        out
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU8, Ordering};

    /// Entropy that never repeats within a test.
    pub(crate) struct Counting(pub(crate) AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, out: &mut [u8]) {
            for byte in out {
                *byte = self.0.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    pub(crate) fn vault() -> Vault {
        let source = Arc::new(Counting(AtomicU8::new(0)));
        Vault::new(&Root::generate(&*source), source)
    }

    #[test]
    fn scopes_and_labels_separate_keys() {
        let vault = vault();
        assert_ne!(*vault.derive(&[1; 16], "a"), *vault.derive(&[1; 16], "b"));
        assert_ne!(*vault.derive(&[1; 16], "a"), *vault.derive(&[2; 16], "a"));
        assert_eq!(*vault.derive(&[1; 16], "a"), *vault.derive(&[1; 16], "a"));
    }
}
