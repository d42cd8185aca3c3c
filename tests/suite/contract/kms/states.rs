//! Key states: a disabled key does nothing, one pending deletion even less ("Key states of AWS KMS keys").

use crate::contract::{items::code, story::story, target::Target};
use aws_sdk_kms::{
    primitives::Blob,
    types::{KeySpec, KeyState, SigningAlgorithmSpec::EcdsaSha256},
};

/// The refusals of a wrapping and of a signing key: encrypt, decrypt, sign.
async fn refusals(target: &Target, wrapping: &str, signing: &str, sealed: &Blob) -> [String; 3] {
    let encrypt = target
        .kms
        .encrypt()
        .key_id(wrapping)
        .plaintext(Blob::new("x"))
        .send()
        .await;
    let decrypt = target
        .kms
        .decrypt()
        .ciphertext_blob(sealed.clone())
        .key_id(wrapping)
        .send()
        .await;
    let sign = target.signing(signing, &EcdsaSha256, b"x").send().await;
    [code(encrypt), code(decrypt), code(sign)]
}

async fn sealed(target: &Target, key: &str) -> Blob {
    let encrypt = target.kms.encrypt().key_id(key).plaintext(Blob::new("secret"));
    encrypt.send().await.unwrap().ciphertext_blob.unwrap()
}

#[tokio::test]
async fn a_disabled_key_does_nothing_until_it_is_enabled() {
    story(async |target| {
        let (wrapping, signing) = (
            target.wrapping_key().await,
            target.signing_key(KeySpec::EccNistP256).await,
        );
        let blob = sealed(target, &wrapping).await;
        for key in [&wrapping, &signing] {
            target.kms.disable_key().key_id(key).send().await.unwrap();
        }
        assert_eq!(
            refusals(target, &wrapping, &signing, &blob).await,
            ["DisabledException"; 3]
        );
        let told = target
            .kms
            .describe_key()
            .key_id(&signing)
            .send()
            .await
            .unwrap()
            .key_metadata
            .unwrap();
        assert_eq!((told.key_state, told.enabled), (Some(KeyState::Disabled), false));
        for key in [&wrapping, &signing] {
            target.kms.enable_key().key_id(key).send().await.unwrap();
        }
        let opened = target.kms.decrypt().ciphertext_blob(blob).send().await.unwrap();
        assert_eq!(opened.plaintext.unwrap().as_ref(), b"secret");
        target.signing(&signing, &EcdsaSha256, b"x").send().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_key_pending_deletion_is_in_no_state_for_anything() {
    story(async |target| {
        let (wrapping, signing) = (
            target.wrapping_key().await,
            target.signing_key(KeySpec::EccNistP256).await,
        );
        let blob = sealed(target, &wrapping).await;
        for key in [&wrapping, &signing] {
            let end = target
                .kms
                .schedule_key_deletion()
                .key_id(key)
                .pending_window_in_days(7)
                .send()
                .await
                .unwrap();
            assert_eq!(end.key_state, Some(KeyState::PendingDeletion));
        }
        assert_eq!(
            refusals(target, &wrapping, &signing, &blob).await,
            ["KMSInvalidStateException"; 3]
        );
        let told = target
            .kms
            .describe_key()
            .key_id(&signing)
            .send()
            .await
            .unwrap()
            .key_metadata
            .unwrap();
        assert_eq!((told.key_state, told.enabled), (Some(KeyState::PendingDeletion), false));
    })
    .await;
}

#[tokio::test]
async fn a_key_pending_deletion_is_neither_enabled_nor_scheduled_again() {
    story(async |target| {
        let key = target.wrapping_key().await;
        let end = || {
            target
                .kms
                .schedule_key_deletion()
                .key_id(&key)
                .pending_window_in_days(7)
                .send()
        };
        end().await.unwrap();
        assert_eq!(code(end().await), "KMSInvalidStateException");
        assert_eq!(
            code(target.kms.enable_key().key_id(&key).send().await),
            "KMSInvalidStateException"
        );
        assert_eq!(
            code(target.kms.disable_key().key_id(&key).send().await),
            "KMSInvalidStateException"
        );
    })
    .await;
}

#[tokio::test]
async fn a_deletion_waits_seven_to_thirty_days() {
    story(async |target| {
        let key = target.wrapping_key().await;
        for days in [6, 31] {
            let end = target
                .kms
                .schedule_key_deletion()
                .key_id(&key)
                .pending_window_in_days(days)
                .send()
                .await;
            assert_eq!(code(end), "ValidationException", "{days}");
        }
        let told = target
            .kms
            .describe_key()
            .key_id(&key)
            .send()
            .await
            .unwrap()
            .key_metadata
            .unwrap();
        assert_eq!(told.key_state, Some(KeyState::Enabled));
    })
    .await;
}
