//! Keys: made, described, and the public half handed out as DER.

use crate::contract::{items::code, story::story, target::Target};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256};
use aws_sdk_kms::types::{KeySpec, KeyState, KeyUsageType};

impl Target {
    /// A new key; on AWS it is scheduled for deletion when the story ends.
    pub async fn key(&self, spec: KeySpec, usage: KeyUsageType) -> String {
        let made = self
            .kms
            .create_key()
            .key_spec(spec)
            .key_usage(usage)
            .send()
            .await
            .unwrap();
        let id = made.key_metadata.unwrap().key_id;
        self.keys.lock().unwrap().push(id.clone());
        id
    }

    pub async fn signing_key(&self, spec: KeySpec) -> String {
        self.key(spec, KeyUsageType::SignVerify).await
    }

    pub async fn wrapping_key(&self) -> String {
        self.key(KeySpec::SymmetricDefault, KeyUsageType::EncryptDecrypt).await
    }
}

/// A key id in the right form that names nothing.
pub const NOTHING: &str = "00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn a_key_without_a_spec_is_symmetric_and_enabled() {
    story(async |target| {
        let made = target.kms.create_key().send().await.unwrap().key_metadata.unwrap();
        target.keys.lock().unwrap().push(made.key_id.clone());
        let told = target
            .kms
            .describe_key()
            .key_id(&made.key_id)
            .send()
            .await
            .unwrap()
            .key_metadata
            .unwrap();
        assert_eq!(told.key_spec, Some(KeySpec::SymmetricDefault));
        assert_eq!(told.key_usage, Some(KeyUsageType::EncryptDecrypt));
        assert_eq!((told.key_state, told.enabled), (Some(KeyState::Enabled), true));
        assert_eq!(told.arn, made.arn);
    })
    .await;
}

#[tokio::test]
async fn a_key_answers_to_its_id_and_its_arn() {
    story(async |target| {
        let id = target.wrapping_key().await;
        let told = target
            .kms
            .describe_key()
            .key_id(&id)
            .send()
            .await
            .unwrap()
            .key_metadata
            .unwrap();
        let arn = told.arn.unwrap();
        assert!(arn.ends_with(&format!(":key/{id}")), "{arn}");
        let again = target
            .kms
            .describe_key()
            .key_id(&arn)
            .send()
            .await
            .unwrap()
            .key_metadata
            .unwrap();
        assert_eq!(again.key_id, id);
    })
    .await;
}

#[tokio::test]
async fn an_unknown_key_is_not_found() {
    story(async |target| {
        let kms = &target.kms;
        assert_eq!(
            code(kms.describe_key().key_id(NOTHING).send().await),
            "NotFoundException"
        );
        assert_eq!(
            code(kms.get_public_key().key_id(NOTHING).send().await),
            "NotFoundException"
        );
        let encrypt = kms
            .encrypt()
            .key_id(NOTHING)
            .plaintext(aws_sdk_kms::primitives::Blob::new("x"));
        assert_eq!(code(encrypt.send().await), "NotFoundException");
        assert_eq!(
            code(kms.describe_key().key_id("no-uuid").send().await),
            "NotFoundException"
        );
    })
    .await;
}

#[tokio::test]
async fn a_public_key_is_a_der_document_of_its_kind() {
    story(async |target| {
        for (spec, length) in [(KeySpec::EccNistP256, 91), (KeySpec::Rsa2048, 294)] {
            let id = target.signing_key(spec.clone()).await;
            let told = target.kms.get_public_key().key_id(&id).send().await.unwrap();
            let der = told.public_key.unwrap().into_inner();
            assert_eq!(der.len(), length, "{spec:?}: a SubjectPublicKeyInfo");
            let read = match spec {
                KeySpec::EccNistP256 => ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &der),
                _ => ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &der),
            };
            assert!(read.is_ok(), "{spec:?}");
            assert_eq!(told.key_usage, Some(KeyUsageType::SignVerify));
            assert_eq!(told.key_spec, Some(spec));
        }
    })
    .await;
}

#[tokio::test]
async fn a_public_key_says_with_what_it_signs() {
    story(async |target| {
        let algorithms = async |spec| {
            let id = target.signing_key(spec).await;
            let told = target.kms.get_public_key().key_id(&id).send().await.unwrap();
            let mut names: Vec<_> = told
                .signing_algorithms
                .unwrap()
                .iter()
                .map(|one| one.as_str().to_owned())
                .collect();
            names.sort();
            names
        };
        assert_eq!(algorithms(KeySpec::EccNistP256).await, ["ECDSA_SHA_256"]);
        let rsa = algorithms(KeySpec::Rsa2048).await;
        for one in ["RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PSS_SHA_256"] {
            assert!(rsa.contains(&one.to_owned()), "{rsa:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_symmetric_key_has_no_public_half() {
    story(async |target| {
        let id = target.wrapping_key().await;
        let asked = target.kms.get_public_key().key_id(id).send().await;
        assert_eq!(code(asked), "UnsupportedOperationException");
    })
    .await;
}

#[tokio::test]
async fn a_spec_and_a_usage_that_do_not_fit_are_refused() {
    story(async |target| {
        for (spec, usage) in [
            (KeySpec::SymmetricDefault, KeyUsageType::SignVerify),
            (KeySpec::EccNistP256, KeyUsageType::EncryptDecrypt),
            (KeySpec::Rsa2048, KeyUsageType::GenerateVerifyMac),
        ] {
            let made = target
                .kms
                .create_key()
                .key_spec(spec.clone())
                .key_usage(usage.clone())
                .send()
                .await;
            assert_eq!(code(made), "ValidationException", "{spec:?} {usage:?}");
        }
    })
    .await;
}
