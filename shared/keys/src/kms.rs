//! The only file that calls AWS KMS: wrapping with an encryption context, and signing keys that never leave it.

use aws_sdk_kms::{
    Client,
    config::{Builder, Intercept},
    error::{ProvideErrorMetadata, SdkError},
    primitives::Blob,
    types::{KeySpec, KeyUsageType, MessageType, SigningAlgorithmSpec, Tag},
};
use protocol::{
    error::{ErrorCode, Failure},
    jwt::Alg,
};

/// What a wrapped value is bound to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub(crate) application: &'a str,
    pub(crate) kid: &'a str,
}

/// Why KMS did not help.
#[derive(Debug, Clone, thiserror::Error)]
pub enum KmsError {
    /// Throttled, unreachable or too slow.
    #[error("the key service is not available: {0}")]
    Unavailable(String),
    /// It refused: another key, another context, a disabled key.
    #[error("the key service refused: {0}")]
    Refused(String),
    /// What came back is not what it should be.
    #[error("{0}")]
    Corrupt(&'static str),
}

impl From<KmsError> for Failure {
    fn from(error: KmsError) -> Self {
        match error {
            KmsError::Unavailable(_) => Self::new(
                ErrorCode::Unavailable,
                "The key service is not available right now. Try again.",
            )
            .retry_after(2),
            other => Self::new(ErrorCode::InternalError, other.to_string()),
        }
    }
}

fn broken<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> KmsError {
    let code = error.code().unwrap_or("no answer").to_owned();
    match code.as_str() {
        "InvalidCiphertextException"
        | "IncorrectKeyException"
        | "AccessDeniedException"
        | "DisabledException"
        | "NotFoundException"
        | "KMSInvalidStateException"
        | "ValidationException"
        | "InvalidKeyUsageException" => KmsError::Refused(code),
        _ => KmsError::Unavailable(code),
    }
}

/// The key service, with the deployment's wrapping key. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Kms {
    client: Client,
    wrapping_key_id: String,
}

impl Kms {
    /// The service of AWS; `watcher` sees every attempt at a call. No call is made.
    pub fn connect(aws: &aws_types::SdkConfig, watcher: impl Intercept + 'static, wrapping_key_id: String) -> Self {
        let config = Builder::from(aws).interceptor(watcher).build();
        Self::new(Client::from_conf(config), wrapping_key_id)
    }

    /// The service behind `client`; `wrapping_key_id` wraps the root and private keys.
    pub const fn new(client: Client, wrapping_key_id: String) -> Self {
        Self {
            client,
            wrapping_key_id,
        }
    }

    pub(crate) async fn encrypt(&self, plain: &[u8], context: Context<'_>) -> Result<Vec<u8>, KmsError> {
        let call = self
            .client
            .encrypt()
            .key_id(&self.wrapping_key_id)
            .plaintext(Blob::new(plain));
        let answer = Box::pin(
            call.encryption_context("application", context.application)
                .encryption_context("kid", context.kid)
                .send(),
        )
        .await;
        let sealed = answer
            .map_err(|error| broken(&error))?
            .ciphertext_blob
            .ok_or(KmsError::Corrupt("KMS sent no ciphertext"))?;
        Ok(sealed.into_inner())
    }

    pub(crate) async fn decrypt(&self, sealed: Vec<u8>, context: Context<'_>) -> Result<Vec<u8>, KmsError> {
        let call = self
            .client
            .decrypt()
            .key_id(&self.wrapping_key_id)
            .ciphertext_blob(Blob::new(sealed));
        let answer = Box::pin(
            call.encryption_context("application", context.application)
                .encryption_context("kid", context.kid)
                .send(),
        )
        .await;
        let plain = answer
            .map_err(|error| broken(&error))?
            .plaintext
            .ok_or(KmsError::Corrupt("KMS sent no plaintext"))?;
        Ok(plain.into_inner())
    }

    /// A signing key that only KMS has.
    pub(crate) async fn create_signing_key(&self, alg: Alg) -> Result<String, KmsError> {
        let spec = if alg.is_rsa() {
            KeySpec::Rsa2048
        } else {
            KeySpec::EccNistP256
        };
        let tag = Tag::builder()
            .tag_key("aero2-wrapping-key")
            .tag_value(&self.wrapping_key_id)
            .build()
            .ok();
        let answer = Box::pin(
            self.client
                .create_key()
                .key_spec(spec)
                .key_usage(KeyUsageType::SignVerify)
                .description("Aero2 signing key")
                // By this tag the functions that sign know keys of this deployment from others of the account.
                .set_tags(tag.map(|tag| vec![tag]))
                .send(),
        )
        .await;
        let made = answer.map_err(|error| broken(&error))?;
        made.key_metadata
            .map(|key| key.key_id)
            .ok_or(KmsError::Corrupt("KMS named no key"))
    }

    /// The public half, as a DER `SubjectPublicKeyInfo`.
    pub(crate) async fn public_key(&self, key_id: &str) -> Result<Vec<u8>, KmsError> {
        let answer = Box::pin(self.client.get_public_key().key_id(key_id).send())
            .await
            .map_err(|error| broken(&error))?;
        Ok(answer
            .public_key
            .ok_or(KmsError::Corrupt("KMS sent no public key"))?
            .into_inner())
    }

    /// A signature over a digest: PKCS#1 for RSA, DER for ECDSA.
    pub(crate) async fn sign_digest(&self, key_id: &str, alg: Alg, digest: &[u8]) -> Result<Vec<u8>, KmsError> {
        let spec = if alg.is_rsa() {
            SigningAlgorithmSpec::RsassaPkcs1V15Sha256
        } else {
            SigningAlgorithmSpec::EcdsaSha256
        };
        let call = self
            .client
            .sign()
            .key_id(key_id)
            .message_type(MessageType::Digest)
            .message(Blob::new(digest))
            .signing_algorithm(spec);
        let answer = Box::pin(call.send()).await.map_err(|error| broken(&error))?;
        Ok(answer
            .signature
            .ok_or(KmsError::Corrupt("KMS sent no signature"))?
            .into_inner())
    }
}
