//! The requests and errors of the embedded KMS, as awsJson1.1 spells them (AWS KMS API reference).

#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for what it lacks, and what is written to is an object"
)]

use super::kms_key::{KeySpec, KeyState, StoredKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

const ARN: &str = "arn:aws:kms:us-east-1:000000000000:key/";

/// Bytes in base64.
pub(super) struct Blob(pub(super) Vec<u8>);

impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Self).map_err(serde::de::Error::custom)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Encrypt {
    pub(super) key_id: String,
    pub(super) plaintext: Blob,
    #[serde(default)]
    pub(super) encryption_context: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Decrypt {
    pub(super) key_id: Option<String>,
    pub(super) ciphertext_blob: Blob,
    #[serde(default)]
    pub(super) encryption_context: BTreeMap<String, String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum MessageType {
    #[default]
    Raw,
    Digest,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Sign {
    pub(super) key_id: String,
    pub(super) message: Blob,
    #[serde(default)]
    pub(super) message_type: MessageType,
    pub(super) signing_algorithm: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct CreateKey {
    pub(super) key_spec: Option<KeySpec>,
    pub(super) key_usage: Option<String>,
}

/// Any request that only names a key.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct KeyRequest {
    pub(super) key_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ScheduleKeyDeletion {
    pub(super) key_id: String,
    pub(super) pending_window_in_days: Option<i64>,
}

/// What KMS refuses, with the code the SDKs know.
#[derive(Debug, thiserror::Error)]
pub(super) enum KmsError {
    #[error("Key '{0}' does not exist")]
    NotFound(String),
    #[error("the ciphertext, or its encryption context, is not what was encrypted")]
    InvalidCiphertext,
    #[error("The key ID in the request does not identify a CMK that can perform this operation.")]
    IncorrectKey,
    #[error("{0} is disabled.")]
    Disabled(String),
    #[error("{0} is pending deletion.")]
    InvalidState(String),
    #[error("{0}")]
    InvalidKeyUsage(String),
    #[error("{0}")]
    Validation(String),
    #[error("{0}")]
    Unsupported(String),
    #[error("the local key store failed")]
    Internal,
}

impl KmsError {
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "NotFoundException",
            Self::InvalidCiphertext => "InvalidCiphertextException",
            Self::IncorrectKey => "IncorrectKeyException",
            Self::Disabled(_) => "DisabledException",
            Self::InvalidState(_) => "KMSInvalidStateException",
            Self::InvalidKeyUsage(_) => "InvalidKeyUsageException",
            Self::Validation(_) => "ValidationException",
            Self::Unsupported(_) => "UnsupportedOperationException",
            Self::Internal => "KMSInternalException",
        }
    }

    pub(super) const fn status(&self) -> u16 {
        match self {
            Self::Internal => 500,
            _ => 400,
        }
    }
}

/// Reads a request.
pub(super) fn parsed<T: DeserializeOwned>(body: &[u8]) -> Result<T, KmsError> {
    serde_json::from_slice(body).map_err(|error| KmsError::Validation(error.to_string()))
}

/// The ARN of a key.
pub(super) fn arn(id: Uuid) -> String {
    format!("{ARN}{id}")
}

/// The id in a key id or ARN.
pub(super) fn unarned(key_id: &str) -> Option<Uuid> {
    key_id.strip_prefix(ARN).unwrap_or(key_id).parse().ok()
}

/// `KeyMetadata`.
pub(super) fn metadata(id: Uuid, key: &StoredKey) -> Value {
    let mut metadata = json!({
        "AWSAccountId": "000000000000", "KeyId": id, "Arn": arn(id), "CreationDate": key.created.secs(),
        "Enabled": key.state == KeyState::Enabled, "KeyState": key.state, "KeyUsage": key.spec.usage(),
        "KeySpec": key.spec, "CustomerMasterKeySpec": key.spec, "KeyManager": "CUSTOMER", "Origin": "AWS_KMS",
        "MultiRegion": false,
    });
    let algorithms = if key.spec == KeySpec::Symmetric {
        "EncryptionAlgorithms"
    } else {
        "SigningAlgorithms"
    };
    metadata[algorithms] = json!(key.spec.algorithms());
    metadata
}
