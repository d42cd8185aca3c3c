//! Sign: over a message or its digest, verified here with aws-lc against the public key the service hands out.

use crate::contract::{story::story, target::Target};
use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{
        ECDSA_P256_SHA256_ASN1, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
        VerificationAlgorithm,
    },
};
use aws_sdk_kms::{
    operation::sign::builders::SignFluentBuilder,
    primitives::Blob,
    types::{KeySpec, MessageType, SigningAlgorithmSpec},
};

impl Target {
    pub fn signing(&self, key: &str, algorithm: &SigningAlgorithmSpec, message: &[u8]) -> SignFluentBuilder {
        let sign = self.kms.sign().key_id(key).message(Blob::new(message));
        sign.signing_algorithm(algorithm.clone())
    }
}

/// Signs a message as `kind` says and verifies it with what is published.
async fn verifies(
    target: &Target,
    spec: KeySpec,
    algorithm: SigningAlgorithmSpec,
    kind: MessageType,
    verification: &'static dyn VerificationAlgorithm,
) {
    let key = target.signing_key(spec).await;
    let public = target
        .kms
        .get_public_key()
        .key_id(&key)
        .send()
        .await
        .unwrap()
        .public_key
        .unwrap();
    let hash = digest(&SHA256, b"message");
    let message = if kind == MessageType::Digest {
        hash.as_ref()
    } else {
        b"message"
    };
    let answer = target
        .signing(&key, &algorithm, message)
        .message_type(kind)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.signing_algorithm, Some(algorithm));
    let signature = answer.signature.unwrap();
    let public = ParsedPublicKey::new(verification, public.as_ref()).unwrap();
    public.verify_sig(b"message", signature.as_ref()).unwrap();
    assert!(public.verify_sig(b"another", signature.as_ref()).is_err());
}

#[tokio::test]
async fn es256_signs_a_message() {
    story(async |target| {
        let (spec, algorithm) = (KeySpec::EccNistP256, SigningAlgorithmSpec::EcdsaSha256);
        verifies(target, spec, algorithm, MessageType::Raw, &ECDSA_P256_SHA256_ASN1).await;
    })
    .await;
}

#[tokio::test]
async fn es256_signs_a_digest() {
    story(async |target| {
        let (spec, algorithm) = (KeySpec::EccNistP256, SigningAlgorithmSpec::EcdsaSha256);
        verifies(target, spec, algorithm, MessageType::Digest, &ECDSA_P256_SHA256_ASN1).await;
    })
    .await;
}

#[tokio::test]
async fn rs256_signs_a_message() {
    story(async |target| {
        let (spec, algorithm) = (KeySpec::Rsa2048, SigningAlgorithmSpec::RsassaPkcs1V15Sha256);
        verifies(target, spec, algorithm, MessageType::Raw, &RSA_PKCS1_2048_8192_SHA256).await;
    })
    .await;
}

#[tokio::test]
async fn rs256_signs_a_digest() {
    story(async |target| {
        let (spec, algorithm) = (KeySpec::Rsa2048, SigningAlgorithmSpec::RsassaPkcs1V15Sha256);
        verifies(
            target,
            spec,
            algorithm,
            MessageType::Digest,
            &RSA_PKCS1_2048_8192_SHA256,
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn ps256_signs_a_message() {
    story(async |target| {
        let (spec, algorithm) = (KeySpec::Rsa2048, SigningAlgorithmSpec::RsassaPssSha256);
        verifies(target, spec, algorithm, MessageType::Raw, &RSA_PSS_2048_8192_SHA256).await;
    })
    .await;
}

#[tokio::test]
async fn ps256_signs_a_digest() {
    story(async |target| {
        let (spec, algorithm) = (KeySpec::Rsa2048, SigningAlgorithmSpec::RsassaPssSha256);
        verifies(target, spec, algorithm, MessageType::Digest, &RSA_PSS_2048_8192_SHA256).await;
    })
    .await;
}
