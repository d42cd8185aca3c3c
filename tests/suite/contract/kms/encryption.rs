//! Encrypt and Decrypt: a ciphertext opens with its key, in its context, whole; and in no other way.

use crate::contract::{items::code, kms::keys::NOTHING, story::story, target::Target};
use aws_sdk_kms::{
    operation::decrypt::builders::DecryptFluentBuilder, operation::encrypt::builders::EncryptFluentBuilder,
    primitives::Blob, types::KeySpec,
};

const INVALID: &str = "InvalidCiphertextException";

impl Target {
    fn encrypting(&self, key: &str, plain: &[u8]) -> EncryptFluentBuilder {
        let encrypt = self.kms.encrypt().key_id(key).plaintext(Blob::new(plain));
        encrypt
            .encryption_context("application", "app_1")
            .encryption_context("kid", "k1")
    }

    async fn sealed(&self, key: &str) -> Blob {
        self.encrypting(key, b"secret")
            .send()
            .await
            .unwrap()
            .ciphertext_blob
            .unwrap()
    }

    /// In the right context, given in the other order.
    fn decrypting(&self, sealed: Blob) -> DecryptFluentBuilder {
        let decrypt = self.kms.decrypt().ciphertext_blob(sealed);
        decrypt
            .encryption_context("kid", "k1")
            .encryption_context("application", "app_1")
    }
}

#[tokio::test]
async fn what_was_encrypted_is_decrypted() {
    story(async |target| {
        let key = target.wrapping_key().await;
        let sealed = target.sealed(&key).await;
        let named = target.decrypting(sealed.clone()).key_id(&key).send().await.unwrap();
        assert_eq!(named.plaintext.unwrap().as_ref(), b"secret");
        // A symmetric ciphertext names its key by itself.
        let opened = target.decrypting(sealed).send().await.unwrap();
        assert_eq!(opened.plaintext.unwrap().as_ref(), b"secret");
        assert!(opened.key_id.unwrap().ends_with(&key));
    })
    .await;
}

#[tokio::test]
async fn the_same_text_never_looks_the_same() {
    story(async |target| {
        let key = target.wrapping_key().await;
        assert_ne!(target.sealed(&key).await, target.sealed(&key).await);
    })
    .await;
}

#[tokio::test]
async fn another_context_does_not_open_it() {
    story(async |target| {
        let key = target.wrapping_key().await;
        let sealed = target.sealed(&key).await;
        let other = target
            .decrypting(sealed.clone())
            .encryption_context("application", "app_2");
        assert_eq!(code(other.send().await), INVALID);
        let more = target.decrypting(sealed.clone()).encryption_context("more", "x");
        assert_eq!(code(more.send().await), INVALID);
        let less = target
            .kms
            .decrypt()
            .ciphertext_blob(sealed.clone())
            .encryption_context("kid", "k1");
        assert_eq!(code(less.send().await), INVALID);
        let none = target.kms.decrypt().ciphertext_blob(sealed).key_id(&key);
        assert_eq!(code(none.send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn a_ciphertext_that_was_touched_does_not_open() {
    story(async |target| {
        let key = target.wrapping_key().await;
        let sealed = target.sealed(&key).await.into_inner();
        let mut bent = sealed.clone();
        *bent.last_mut().unwrap() ^= 1;
        assert_eq!(code(target.decrypting(Blob::new(bent)).send().await), INVALID);
        let short = Blob::new(&sealed[..sealed.len() - 1]);
        assert_eq!(code(target.decrypting(short).send().await), INVALID);
        assert_eq!(
            code(target.decrypting(Blob::new("not one of ours")).send().await),
            INVALID
        );
    })
    .await;
}

#[tokio::test]
async fn another_key_is_said_to_be_the_wrong_one() {
    story(async |target| {
        let (key, other) = (target.wrapping_key().await, target.wrapping_key().await);
        let sealed = target.sealed(&key).await;
        assert_eq!(
            code(target.decrypting(sealed.clone()).key_id(other).send().await),
            "IncorrectKeyException"
        );
        assert_eq!(
            code(target.decrypting(sealed).key_id(NOTHING).send().await),
            "NotFoundException"
        );
    })
    .await;
}

#[tokio::test]
async fn one_to_4096_bytes_are_encrypted() {
    story(async |target| {
        let key = target.wrapping_key().await;
        let whole = vec![7_u8; 4096];
        let sealed = target
            .encrypting(&key, &whole)
            .send()
            .await
            .unwrap()
            .ciphertext_blob
            .unwrap();
        let opened = target.decrypting(sealed).send().await.unwrap();
        assert_eq!(opened.plaintext.unwrap().into_inner(), whole);
        assert_eq!(
            code(target.encrypting(&key, &[7; 4097]).send().await),
            "ValidationException"
        );
        assert_eq!(code(target.encrypting(&key, b"").send().await), "ValidationException");
    })
    .await;
}

#[tokio::test]
async fn a_signing_key_does_not_encrypt() {
    story(async |target| {
        let key = target.signing_key(KeySpec::EccNistP256).await;
        assert_eq!(
            code(target.encrypting(&key, b"x").send().await),
            "InvalidKeyUsageException"
        );
    })
    .await;
}
