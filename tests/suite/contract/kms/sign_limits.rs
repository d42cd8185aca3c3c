//! Sign: how long a message may be, how long a digest is, and what a key does not sign with.

use crate::contract::{items::code, kms::keys::NOTHING, story::story};
use aws_sdk_kms::types::{
    KeySpec, MessageType,
    SigningAlgorithmSpec::{EcdsaSha256, RsassaPkcs1V15Sha256, RsassaPssSha256},
};

const INVALID: &str = "ValidationException";

#[tokio::test]
async fn a_message_has_one_to_4096_bytes() {
    story(async |target| {
        let key = target.signing_key(KeySpec::EccNistP256).await;
        target.signing(&key, &EcdsaSha256, &[1; 4096]).send().await.unwrap();
        assert_eq!(
            code(target.signing(&key, &EcdsaSha256, &[1; 4097]).send().await),
            INVALID
        );
        assert_eq!(code(target.signing(&key, &EcdsaSha256, &[]).send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn a_digest_is_as_long_as_its_algorithm_makes_it() {
    story(async |target| {
        let key = target.signing_key(KeySpec::EccNistP256).await;
        for length in [20, 31, 33, 64] {
            let sign = target
                .signing(&key, &EcdsaSha256, &vec![1; length])
                .message_type(MessageType::Digest);
            assert_eq!(code(sign.send().await), INVALID, "{length}");
        }
        let sign = target
            .signing(&key, &EcdsaSha256, &[1; 32])
            .message_type(MessageType::Digest);
        sign.send().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_algorithm_of_another_kind_of_key_is_refused() {
    story(async |target| {
        let curve = target.signing_key(KeySpec::EccNistP256).await;
        let rsa = target.signing_key(KeySpec::Rsa2048).await;
        let wrapping = target.wrapping_key().await;
        for (key, algorithm) in [
            (&curve, RsassaPkcs1V15Sha256),
            (&curve, RsassaPssSha256),
            (&rsa, EcdsaSha256),
            (&wrapping, EcdsaSha256),
        ] {
            let signed = target.signing(key, &algorithm, b"x").send().await;
            assert_eq!(code(signed), "InvalidKeyUsageException", "{algorithm:?}");
        }
        assert_eq!(
            code(target.signing(NOTHING, &EcdsaSha256, b"x").send().await),
            "NotFoundException"
        );
    })
    .await;
}
