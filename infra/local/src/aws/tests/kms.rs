//! Keys: what they encrypt and sign is checked with the public half, outside of the KMS.

use super::{EmbeddedAws, Scratch, durable, in_memory};
use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, VerificationAlgorithm,
};
use aws_sdk_kms::error::ProvideErrorMetadata;
use aws_sdk_kms::primitives::Blob;
use aws_sdk_kms::types::{KeySpec, KeyUsageType, MessageType, SigningAlgorithmSpec};

async fn signing_key(aws: &EmbeddedAws, spec: KeySpec) -> String {
    let create = aws
        .kms_client()
        .create_key()
        .key_spec(spec)
        .key_usage(KeyUsageType::SignVerify)
        .send()
        .await
        .unwrap();
    create.key_metadata().unwrap().key_id().to_owned()
}

async fn public_key(aws: &EmbeddedAws, id: &str) -> Vec<u8> {
    let answer = aws.kms_client().get_public_key().key_id(id).send().await.unwrap();
    answer.public_key().unwrap().as_ref().to_vec()
}

async fn signs(spec: KeySpec, algorithm: SigningAlgorithmSpec, verification: &'static dyn VerificationAlgorithm) {
    let aws = in_memory().await;
    let id = signing_key(&aws, spec).await;
    let public = public_key(&aws, &id).await;
    let hash = digest(&SHA256, b"message");
    for (message, kind) in [
        (b"message".as_slice(), MessageType::Raw),
        (hash.as_ref(), MessageType::Digest),
    ] {
        let sign = aws
            .kms_client()
            .sign()
            .key_id(&id)
            .message(Blob::new(message))
            .message_type(kind);
        let answer = sign.signing_algorithm(algorithm.clone()).send().await.unwrap();
        let signature = answer.signature().unwrap().as_ref();
        let key = ParsedPublicKey::new(verification, &public).unwrap();
        key.verify_sig(b"message", signature).unwrap();
        assert!(key.verify_sig(b"another", signature).is_err());
    }
    let short = aws
        .kms_client()
        .sign()
        .key_id(&id)
        .message(Blob::new("short"))
        .message_type(MessageType::Digest);
    assert_eq!(
        short.signing_algorithm(algorithm).send().await.unwrap_err().code(),
        Some("ValidationException")
    );
}

#[tokio::test]
async fn a_p256_key_signs_messages_and_digests() {
    signs(
        KeySpec::EccNistP256,
        SigningAlgorithmSpec::EcdsaSha256,
        &ECDSA_P256_SHA256_ASN1,
    )
    .await;
}

#[tokio::test]
async fn an_rsa_key_signs_messages_and_digests() {
    signs(
        KeySpec::Rsa2048,
        SigningAlgorithmSpec::RsassaPkcs1V15Sha256,
        &RSA_PKCS1_2048_8192_SHA256,
    )
    .await;
}

async fn encrypted(aws: &EmbeddedAws) -> Blob {
    let encrypt = aws
        .kms_client()
        .encrypt()
        .key_id(aws.kms.default_key_id())
        .plaintext(Blob::new("secret"));
    let encrypt = encrypt
        .encryption_context("application", "app_1")
        .encryption_context("kid", "k1");
    encrypt.send().await.unwrap().ciphertext_blob().unwrap().clone()
}

async fn decrypted(aws: &EmbeddedAws, sealed: Blob, application: &str) -> Result<Vec<u8>, String> {
    let decrypt = aws
        .kms_client()
        .decrypt()
        .ciphertext_blob(sealed)
        .key_id(aws.kms.default_key_id());
    let decrypt = decrypt
        .encryption_context("kid", "k1")
        .encryption_context("application", application)
        .send()
        .await;
    decrypt
        .map(|answer| answer.plaintext().unwrap().as_ref().to_vec())
        .map_err(|e| e.code().unwrap().to_owned())
}

#[tokio::test]
async fn a_ciphertext_opens_only_in_its_context() {
    let aws = in_memory().await;
    let sealed = encrypted(&aws).await;
    assert_eq!(decrypted(&aws, sealed.clone(), "app_1").await, Ok(b"secret".to_vec()));
    assert_eq!(
        decrypted(&aws, sealed.clone(), "app_2").await,
        Err("InvalidCiphertextException".to_owned())
    );
    let mut bent = sealed.into_inner();
    *bent.last_mut().unwrap() ^= 1;
    assert_eq!(
        decrypted(&aws, Blob::new(bent), "app_1").await,
        Err("InvalidCiphertextException".to_owned())
    );
    assert_eq!(
        decrypted(&aws, Blob::new("x"), "app_1").await,
        Err("InvalidCiphertextException".to_owned())
    );
}

#[tokio::test]
async fn misuse_is_refused_in_aws_s_words() {
    let aws = in_memory().await;
    let kms = aws.kms_client();
    let signing = signing_key(&aws, KeySpec::EccNistP256).await;
    let encrypt = |id: &str| kms.encrypt().key_id(id).plaintext(Blob::new("x")).send();
    assert_eq!(
        encrypt(&signing).await.unwrap_err().code(),
        Some("InvalidKeyUsageException")
    );
    assert_eq!(encrypt("nothing").await.unwrap_err().code(), Some("NotFoundException"));
    let wrong = kms
        .decrypt()
        .ciphertext_blob(encrypted(&aws).await)
        .key_id(&signing)
        .send()
        .await;
    assert_eq!(wrong.unwrap_err().code(), Some("InvalidKeyUsageException"));
    let rsa = kms.sign().key_id(&signing).message(Blob::new("x"));
    let rsa = rsa
        .signing_algorithm(SigningAlgorithmSpec::RsassaPkcs1V15Sha256)
        .send()
        .await;
    assert_eq!(rsa.unwrap_err().code(), Some("InvalidKeyUsageException"));
    assert_eq!(
        kms.list_keys().send().await.unwrap_err().code(),
        Some("UnsupportedOperationException")
    );
}

#[tokio::test]
async fn a_disabled_key_does_nothing_until_it_is_enabled() {
    let aws = in_memory().await;
    let kms = aws.kms_client();
    let id = signing_key(&aws, KeySpec::EccNistP256).await;
    let sign = || {
        kms.sign()
            .key_id(&id)
            .message(Blob::new("x"))
            .signing_algorithm(SigningAlgorithmSpec::EcdsaSha256)
    };
    kms.disable_key().key_id(&id).send().await.unwrap();
    assert_eq!(sign().send().await.unwrap_err().code(), Some("DisabledException"));
    kms.enable_key().key_id(&id).send().await.unwrap();
    sign().send().await.unwrap();
    kms.schedule_key_deletion()
        .key_id(&id)
        .pending_window_in_days(7)
        .send()
        .await
        .unwrap();
    assert_eq!(
        sign().send().await.unwrap_err().code(),
        Some("KMSInvalidStateException")
    );
    let described = kms.describe_key().key_id(&id).send().await.unwrap();
    assert_eq!(
        described.key_metadata().unwrap().key_state().unwrap().as_str(),
        "PendingDeletion"
    );
}

#[tokio::test]
async fn keys_survive_a_restart_in_a_private_file() {
    let scratch = Scratch::new();
    let (id, public, sealed, default) = {
        let aws = durable(&scratch.0).await;
        let id = signing_key(&aws, KeySpec::EccNistP256).await;
        (
            id.clone(),
            public_key(&aws, &id).await,
            encrypted(&aws).await,
            aws.kms.default_key_id(),
        )
    };
    let aws = durable(&scratch.0).await;
    assert_eq!(aws.kms.default_key_id(), default);
    assert_eq!(public_key(&aws, &id).await, public);
    assert_eq!(decrypted(&aws, sealed, "app_1").await, Ok(b"secret".to_vec()));
    #[cfg(unix)]
    {
        let mode = std::fs::metadata(scratch.0.join("kms.json")).unwrap().permissions();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777, 0o600);
    }
}
