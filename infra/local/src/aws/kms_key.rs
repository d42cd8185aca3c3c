//! One key of the embedded KMS: real material, and what AWS lets be done with it.
//!
//! A ciphertext is version, key id, nonce, AES-256-GCM text; the encryption context is associated data, as in AWS.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::digest::{Digest, SHA256};
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{self, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding,
};
use domain::entropy::bytes;
use domain::{Entropy, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const CIPHERTEXT_VERSION: u8 = 1;
const KEY_ID: usize = 16;
const PSS: &str = "RSASSA_PSS_SHA_256";

/// What a key is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum KeySpec {
    #[serde(rename = "SYMMETRIC_DEFAULT")]
    Symmetric,
    #[serde(rename = "ECC_NIST_P256")]
    EccP256,
    #[serde(rename = "RSA_2048")]
    Rsa2048,
}

impl KeySpec {
    /// The only usage a key of this kind has here.
    pub(super) const fn usage(self) -> &'static str {
        match self {
            Self::Symmetric => "ENCRYPT_DECRYPT",
            Self::EccP256 | Self::Rsa2048 => "SIGN_VERIFY",
        }
    }

    /// The algorithms a key of this kind has here: of AWS's, those over SHA-256.
    pub(super) const fn algorithms(self) -> &'static [&'static str] {
        match self {
            Self::Symmetric => &["SYMMETRIC_DEFAULT"],
            Self::EccP256 => &["ECDSA_SHA_256"],
            Self::Rsa2048 => &["RSASSA_PKCS1_V1_5_SHA_256", PSS],
        }
    }
}

/// Whether a key may be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(super) enum KeyState {
    Enabled,
    Disabled,
    PendingDeletion,
}

/// A key as it is kept in the key file.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct StoredKey {
    pub(super) spec: KeySpec,
    pub(super) state: KeyState,
    pub(super) created: Timestamp,
    /// Raw bytes of a symmetric key, PKCS#8 of the others; base64.
    pub(super) material: String,
}

/// A key ready for use.
pub(super) enum Material {
    Symmetric(LessSafeKey),
    EccP256(EcdsaKeyPair),
    Rsa2048(rsa::KeyPair),
}

/// What is to be signed.
pub(super) enum Message<'a> {
    Raw(&'a [u8]),
    Digest(&'a [u8]),
}

/// Makes the material of a new key.
pub(super) fn generate(spec: KeySpec, entropy: &dyn Entropy) -> Result<Vec<u8>, Unspecified> {
    Ok(match spec {
        KeySpec::Symmetric => bytes::<32>(entropy).to_vec(),
        KeySpec::EccP256 => EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING)?
            .to_pkcs8v1()?
            .as_ref()
            .to_vec(),
        KeySpec::Rsa2048 => {
            let key = rsa::KeyPair::generate(KeySize::Rsa2048)?;
            AsDer::<Pkcs8V1Der<'_>>::as_der(&key)?.as_ref().to_vec()
        }
    })
}

impl Material {
    /// Reads the material of a key.
    pub(super) fn load(spec: KeySpec, material: &[u8]) -> Result<Self, Unspecified> {
        Ok(match spec {
            KeySpec::Symmetric => Self::Symmetric(LessSafeKey::new(UnboundKey::new(&AES_256_GCM, material)?)),
            KeySpec::EccP256 => Self::EccP256(
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, material).map_err(|_| Unspecified)?,
            ),
            KeySpec::Rsa2048 => Self::Rsa2048(rsa::KeyPair::from_pkcs8(material).map_err(|_| Unspecified)?),
        })
    }

    /// The public key as DER `SubjectPublicKeyInfo`; nothing for a symmetric key.
    pub(super) fn public_key(&self) -> Option<Vec<u8>> {
        let der: PublicKeyX509Der<'_> = match self {
            Self::Symmetric(_) => return None,
            Self::EccP256(key) => key.public_key().as_der().ok()?,
            Self::Rsa2048(key) => key.public_key().as_der().ok()?,
        };
        Some(der.as_ref().to_vec())
    }

    /// Signs over SHA-256: ECDSA as DER, RSA as PKCS#1 v1.5 or PSS. Fails for a symmetric key and for a digest of another length.
    pub(super) fn sign(&self, algorithm: &str, message: &Message<'_>) -> Result<Vec<u8>, Unspecified> {
        let random = SystemRandom::new();
        match (self, message) {
            (Self::Symmetric(_), _) => Err(Unspecified),
            (Self::EccP256(key), Message::Raw(message)) => Ok(key.sign(&random, message)?.as_ref().to_vec()),
            (Self::EccP256(key), Message::Digest(digest)) => Ok(key.sign_digest(&sha256(digest)?)?.as_ref().to_vec()),
            (Self::Rsa2048(key), message) => {
                let padding: &'static dyn RsaEncoding = match algorithm {
                    PSS => &RSA_PSS_SHA256,
                    _ => &RSA_PKCS1_SHA256,
                };
                let mut signature = vec![0; key.public_modulus_len()];
                match message {
                    Message::Raw(message) => key.sign(padding, &random, message, &mut signature)?,
                    Message::Digest(digest) => key.sign_digest(padding, &sha256(digest)?, &mut signature)?,
                }
                Ok(signature)
            }
        }
    }

    /// Encrypts under `context`; the text names the key, so that decryption finds it.
    pub(super) fn encrypt(
        &self,
        id: [u8; KEY_ID],
        plain: &[u8],
        context: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, Unspecified> {
        let Self::Symmetric(key) = self else {
            return Err(Unspecified);
        };
        let nonce = bytes::<NONCE_LEN>(entropy);
        let mut sealed = plain.to_vec();
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(context), &mut sealed)?;
        Ok([&[CIPHERTEXT_VERSION][..], &id, &nonce, &sealed].concat())
    }

    /// Decrypts what [`Material::encrypt`] made; fails when anything, context included, differs.
    pub(super) fn decrypt(&self, ciphertext: &[u8], context: &[u8]) -> Result<Vec<u8>, Unspecified> {
        let Self::Symmetric(key) = self else {
            return Err(Unspecified);
        };
        let (_, rest) = key_of(ciphertext).ok_or(Unspecified)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>().ok_or(Unspecified)?;
        let mut sealed = sealed.to_vec();
        let plain = key.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(context), &mut sealed)?;
        Ok(plain.to_vec())
    }
}

/// The id of the key that made a ciphertext, and what follows it.
pub(super) fn key_of(ciphertext: &[u8]) -> Option<([u8; KEY_ID], &[u8])> {
    let (version, rest) = ciphertext.split_first()?;
    let (id, rest) = rest.split_first_chunk::<KEY_ID>()?;
    (*version == CIPHERTEXT_VERSION).then_some((*id, rest))
}

/// The encryption context as associated data: independent of the order in which it was given, and injective.
pub(super) fn associated(context: &BTreeMap<String, String>) -> Vec<u8> {
    serde_json::to_vec(context).unwrap_or_default()
}

/// "Less safe" is the nature of MessageType=DIGEST: KMS too signs a digest it has not computed.
fn sha256(digest: &[u8]) -> Result<Digest, Unspecified> {
    Digest::import_less_safe(digest, &SHA256)
}
