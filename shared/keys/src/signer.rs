//! One active key, ready to sign: a parsed aws-lc key or a key id at KMS behind one interface. Each has one algorithm for life (JW-02).

use crate::{
    digest::{base64url, sha256},
    kms::{Kms, KmsError},
};
use aws_lc_rs::{
    encoding::AsDer,
    rand::SystemRandom,
    rsa::KeySize,
    signature::{self, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, RsaKeyPair},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use protocol::jwt::{Alg, Jwk, KeyMaterial, KeyUse};
use zeroize::Zeroizing;

/// What signs.
enum Material {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
    Kms { kms: Kms, key_id: String },
}

/// A key that signs.
pub struct Signer {
    kid: String,
    alg: Alg,
    material: Material,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({} {})", self.alg, self.kid)
    }
}

const UNUSABLE: KmsError = KmsError::Corrupt("a private key cannot be used");

/// A new key pair: the private half as PKCS#8, the public half as a JWK with its thumbprint as `kid`.
pub(crate) fn generate(alg: Alg) -> Result<(Zeroizing<Vec<u8>>, Jwk), KmsError> {
    if alg.is_rsa() {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| UNUSABLE)?;
        let der = pair.as_der().map_err(|_| UNUSABLE)?;
        return Ok((Zeroizing::new(der.as_ref().to_vec()), rsa_jwk(&pair, alg)?));
    }
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| UNUSABLE)?;
    let der = pair.to_pkcs8v1().map_err(|_| UNUSABLE)?;
    let jwk = ec_jwk(pair.public_key().as_ref(), alg)?;
    Ok((Zeroizing::new(der.as_ref().to_vec()), jwk))
}

fn named(key: KeyMaterial, alg: Alg) -> Jwk {
    let jwk = Jwk {
        key,
        key_use: Some(KeyUse::Sig),
        alg: Some(alg),
        kid: None,
    };
    let kid = base64url(&sha256(jwk.thumbprint_input().as_bytes()));
    Jwk { kid: Some(kid), ..jwk }
}

fn rsa_jwk(pair: &RsaKeyPair, alg: Alg) -> Result<Jwk, KmsError> {
    let public = pair.public_key();
    let number = |bytes: &[u8]| {
        base64url(
            bytes
                .iter()
                .copied()
                .skip_while(|byte| *byte == 0)
                .collect::<Vec<u8>>()
                .as_slice(),
        )
    };
    let (n, e) = (
        number(public.modulus().big_endian_without_leading_zero()),
        number(public.exponent().big_endian_without_leading_zero()),
    );
    if n.is_empty() || e.is_empty() {
        Err(UNUSABLE)
    } else {
        Ok(named(KeyMaterial::Rsa { n, e }, alg))
    }
}

/// From an uncompressed point: `04 ‖ x ‖ y`.
fn ec_jwk(point: &[u8], alg: Alg) -> Result<Jwk, KmsError> {
    let coordinates = point
        .strip_prefix(&[4])
        .filter(|rest| rest.len() == 64)
        .ok_or(UNUSABLE)?;
    let (x, y) = coordinates.split_at_checked(32).ok_or(UNUSABLE)?;
    Ok(named(
        KeyMaterial::Ec {
            crv: "P-256".into(),
            x: base64url(x),
            y: base64url(y),
        },
        alg,
    ))
}

/// The JWK of a DER `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7), as KMS hands it out.
pub(crate) fn jwk_of_spki(spki: &[u8], alg: Alg) -> Result<Jwk, KmsError> {
    if !alg.is_rsa() {
        // An uncompressed P-256 point is the last 65 bytes.
        let at = spki.len().checked_sub(65).ok_or(UNUSABLE)?;
        return ec_jwk(spki.split_at_checked(at).ok_or(UNUSABLE)?.1, alg);
    }
    let bits = der::sequence(spki)
        .and_then(|inner| der::skip(inner))
        .and_then(der::bit_string)
        .ok_or(UNUSABLE)?;
    let body = der::sequence(bits).ok_or(UNUSABLE)?;
    let (n, rest) = der::integer(body).ok_or(UNUSABLE)?;
    let (e, _) = der::integer(rest).ok_or(UNUSABLE)?;
    Ok(named(
        KeyMaterial::Rsa {
            n: base64url(n),
            e: base64url(e),
        },
        alg,
    ))
}

/// Just enough DER (X.690) to read a public key and an ECDSA signature.
mod der {
    /// The contents of one element with this tag, and what follows it.
    fn element(tag: u8, input: &[u8]) -> Option<(&[u8], &[u8])> {
        let (found, rest) = input.split_first()?;
        let (first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(*first), rest),
            0x81 => rest.split_first().map(|(a, rest)| (usize::from(*a), rest))?,
            0x82 => {
                let (bytes, rest) = rest.split_first_chunk::<2>()?;
                (usize::from(u16::from_be_bytes(*bytes)), rest)
            }
            _ => return None,
        };
        if *found == tag {
            rest.split_at_checked(length)
        } else {
            None
        }
    }

    pub(super) fn sequence(input: &[u8]) -> Option<&[u8]> {
        element(0x30, input).map(|(body, _)| body)
    }

    /// What follows a sequence.
    pub(super) fn skip(input: &[u8]) -> Option<&[u8]> {
        element(0x30, input).map(|(_, rest)| rest)
    }

    pub(super) fn bit_string(input: &[u8]) -> Option<&[u8]> {
        element(0x03, input)?.0.strip_prefix(&[0])
    }

    /// A positive integer without its leading zero, and what follows it.
    pub(super) fn integer(input: &[u8]) -> Option<(&[u8], &[u8])> {
        let (body, rest) = element(0x02, input)?;
        Some((body.strip_prefix(&[0]).unwrap_or(body), rest))
    }
}

/// An ECDSA signature as JOSE writes it: `r ‖ s`, 32 bytes each (RFC 7518 §3.4).
fn fixed(signature: &[u8]) -> Option<Vec<u8>> {
    let body = der::sequence(signature)?;
    let (r, rest) = der::integer(body)?;
    let (s, _) = der::integer(rest)?;
    let mut out = Vec::with_capacity(64);
    for number in [r, s] {
        out.extend(std::iter::repeat_n(0, 32_usize.checked_sub(number.len())?));
        out.extend_from_slice(number);
    }
    Some(out)
}

impl Signer {
    /// From an unwrapped private key.
    pub(crate) fn local(kid: String, alg: Alg, pkcs8: &[u8]) -> Result<Self, KmsError> {
        let material = if alg.is_rsa() {
            Material::Rsa(RsaKeyPair::from_pkcs8(pkcs8).map_err(|_| UNUSABLE)?)
        } else {
            Material::Ec(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).map_err(|_| UNUSABLE)?)
        };
        Ok(Self { kid, alg, material })
    }

    /// From the PEM file in which a provider hands out a P-256 key (RFC 5958, RFC 7468): Apple's `.p8`.
    pub fn of_pem(kid: String, pem: &str) -> Result<Self, KmsError> {
        let body = pem
            .split_once("-----BEGIN PRIVATE KEY-----")
            .and_then(|(_, rest)| rest.split_once("-----END PRIVATE KEY-----"))
            .map(|(body, _)| body.split_whitespace().collect::<String>())
            .ok_or(UNUSABLE)?;
        let der = Zeroizing::new(STANDARD.decode(body).map_err(|_| UNUSABLE)?);
        Self::local(kid, Alg::ES256, &der)
    }

    /// A key that only KMS has.
    pub(crate) const fn remote(kid: String, alg: Alg, kms: Kms, key_id: String) -> Self {
        Self {
            kid,
            alg,
            material: Material::Kms { kms, key_id },
        }
    }

    /// The key's id.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The key's one algorithm.
    pub const fn alg(&self) -> Alg {
        self.alg
    }

    /// The JOSE signature of a message.
    pub(crate) async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KmsError> {
        let random = SystemRandom::new();
        match &self.material {
            Material::Rsa(pair) => {
                let mut out = vec![0; pair.public_modulus_len()];
                pair.sign(&signature::RSA_PKCS1_SHA256, &random, message, &mut out)
                    .map_err(|_| UNUSABLE)?;
                Ok(out)
            }
            Material::Ec(pair) => Ok(pair.sign(&random, message).map_err(|_| UNUSABLE)?.as_ref().to_vec()),
            Material::Kms { kms, key_id } => {
                let signed = kms.sign_digest(key_id, self.alg, &sha256(message)).await?;
                if self.alg.is_rsa() {
                    Ok(signed)
                } else {
                    fixed(&signed).ok_or(UNUSABLE)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_integer_is_padded() {
        let der = [0x30, 0x08, 0x02, 0x01, 0x05, 0x02, 0x03, 0x00, 0xff, 0x01];
        let fixed = fixed(&der).unwrap_or_default();
        assert_eq!(fixed.len(), 64);
        assert_eq!(
            (fixed.get(31), fixed.get(62), fixed.get(63)),
            (Some(&5), Some(&0xff), Some(&1))
        );
        assert_eq!(super::fixed(&[0x30]), None);
    }

    #[test]
    fn a_public_key_survives_its_der() {
        let pair = RsaKeyPair::generate(KeySize::Rsa2048).unwrap_or_else(|_| unreachable!());
        let spki: Vec<u8> = AsDer::<aws_lc_rs::encoding::PublicKeyX509Der<'_>>::as_der(pair.public_key())
            .map(|der| der.as_ref().to_vec())
            .unwrap_or_default();
        assert_eq!(jwk_of_spki(&spki, Alg::RS256).ok(), rsa_jwk(&pair, Alg::RS256).ok());
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap_or_else(|_| unreachable!());
        let spki: Vec<u8> = AsDer::<aws_lc_rs::encoding::PublicKeyX509Der<'_>>::as_der(pair.public_key())
            .map(|der| der.as_ref().to_vec())
            .unwrap_or_default();
        assert_eq!(
            jwk_of_spki(&spki, Alg::ES256).ok(),
            ec_jwk(pair.public_key().as_ref(), Alg::ES256).ok()
        );
    }
}
