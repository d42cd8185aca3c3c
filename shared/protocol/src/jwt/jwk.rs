//! Public keys (RFC 7517, RFC 7518 §6, RFC 8037 §2) and the text whose hash names them (RFC 7638).
//!
//! A private key never reads as a [`Jwk`]: whoever registers one by mistake is told, instead of having it stored. In a set, keys of kinds we
//! do not know are skipped (RFC 7517 §5); broken and private ones spoil the set.

use super::Alg;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _, de::IgnoredAny};

/// Keys a set may hold.
pub const MAX_KEYS: usize = 20;
/// The longest `kid`, in bytes.
const MAX_KID: usize = 255;
/// RSA moduli in bytes: 2048 to 8192 bits.
const RSA_MODULUS: std::ops::RangeInclusive<usize> = 256..=1024;

/// The numbers of a key, base64url without padding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kty")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum KeyMaterial {
    /// RFC 7518 §6.3.
    #[serde(rename = "RSA")]
    Rsa {
        /// Modulus.
        n: String,
        /// Exponent.
        e: String,
    },
    /// RFC 7518 §6.2: P-256 and P-384.
    #[serde(rename = "EC")]
    Ec {
        /// Curve.
        crv: String,
        /// Coordinate.
        x: String,
        /// Coordinate.
        y: String,
    },
    /// RFC 8037 §2: Ed25519.
    #[serde(rename = "OKP")]
    Okp {
        /// Curve.
        crv: String,
        /// Public key.
        x: String,
    },
}

/// What a key is for (RFC 7517 §4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum KeyUse {
    /// Signatures.
    #[serde(rename = "sig")]
    Sig,
    /// Encryption; such a key verifies nothing.
    #[serde(rename = "enc")]
    Enc,
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Jwk {
    /// `kty` and its numbers.
    #[serde(flatten)]
    pub key: KeyMaterial,
    /// What it is for.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub key_use: Option<KeyUse>,
    /// Its only algorithm (JW-02).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alg: Option<Alg>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
}

/// Keys of one owner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct JwkSet {
    /// In no particular order.
    pub keys: Vec<Jwk>,
}

/// Why a key was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwkError {
    /// It has a private member.
    #[error("the key is private: send the public part only")]
    Private,
    /// A `kty`, curve, `alg` or `use` that is not supported here.
    #[error("the kind of key is not supported")]
    Unsupported,
    /// A member is missing, not base64url, or of the wrong length.
    #[error("the key cannot be read")]
    Malformed,
    /// More than [`MAX_KEYS`].
    #[error("the set has more than 20 keys")]
    TooMany,
}

/// A key as it comes, before anything is believed.
#[derive(Deserialize)]
struct RawJwk {
    kty: String,
    #[serde(rename = "use")]
    key_use: Option<String>,
    alg: Option<String>,
    kid: Option<String>,
    key_ops: Option<Vec<String>>,
    n: Option<String>,
    e: Option<String>,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    d: Option<IgnoredAny>,
    p: Option<IgnoredAny>,
    q: Option<IgnoredAny>,
    dp: Option<IgnoredAny>,
    dq: Option<IgnoredAny>,
    qi: Option<IgnoredAny>,
    oth: Option<IgnoredAny>,
    k: Option<IgnoredAny>,
}

impl RawJwk {
    const fn is_private(&self) -> bool {
        let primes =
            self.p.is_some() || self.q.is_some() || self.dp.is_some() || self.dq.is_some() || self.qi.is_some();
        primes || self.d.is_some() || self.oth.is_some() || self.k.is_some()
    }

    fn key(&self) -> Result<KeyMaterial, JwkError> {
        match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => Ok(KeyMaterial::Rsa {
                n: modulus(self.n.as_deref())?,
                e: number(self.e.as_deref(), |len| len <= 4)?,
            }),
            ("EC", Some(crv @ ("P-256" | "P-384"))) => {
                let length = if crv == "P-256" { 32 } else { 48 };
                let x = number(self.x.as_deref(), |len| len == length)?;
                Ok(KeyMaterial::Ec {
                    crv: crv.to_owned(),
                    x,
                    y: number(self.y.as_deref(), |len| len == length)?,
                })
            }
            ("OKP", Some("Ed25519")) => Ok(KeyMaterial::Okp {
                crv: "Ed25519".to_owned(),
                x: number(self.x.as_deref(), |len| len == 32)?,
            }),
            ("EC" | "OKP", None) => Err(JwkError::Malformed),
            _ => Err(JwkError::Unsupported),
        }
    }

    fn key_use(&self) -> Result<Option<KeyUse>, JwkError> {
        let verifies = self
            .key_ops
            .as_ref()
            .is_none_or(|ops| ops.iter().any(|op| op == "verify"));
        match self.key_use.as_deref() {
            _ if !verifies => Err(JwkError::Unsupported),
            None => Ok(None),
            Some("sig") => Ok(Some(KeyUse::Sig)),
            Some("enc") => Ok(Some(KeyUse::Enc)),
            Some(_) => Err(JwkError::Unsupported),
        }
    }
}

/// A base64url number of an acceptable length in bytes.
fn number(text: Option<&str>, good: impl Fn(usize) -> bool) -> Result<String, JwkError> {
    let text = text.ok_or(JwkError::Malformed)?;
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| JwkError::Malformed)?;
    if !bytes.is_empty() && good(bytes.len()) {
        Ok(text.to_owned())
    } else {
        Err(JwkError::Malformed)
    }
}

fn modulus(text: Option<&str>) -> Result<String, JwkError> {
    number(text, |length| RSA_MODULUS.contains(&length))
}

impl TryFrom<RawJwk> for Jwk {
    type Error = JwkError;

    fn try_from(raw: RawJwk) -> Result<Self, JwkError> {
        if raw.kty == "oct" || raw.is_private() {
            return Err(JwkError::Private);
        }
        let key_use = raw.key_use()?;
        let alg = raw
            .alg
            .as_deref()
            .map(|alg| Alg::parse(alg).ok_or(JwkError::Unsupported))
            .transpose()?;
        if raw.kid.as_ref().is_some_and(|kid| kid.len() > MAX_KID) {
            return Err(JwkError::Malformed);
        }
        let jwk = Self {
            key: raw.key()?,
            key_use,
            alg,
            kid: raw.kid,
        };
        // JW-02: an algorithm that does not fit the key is a mistake, not a choice.
        if alg.is_some_and(|alg| !jwk.supports(alg)) {
            Err(JwkError::Malformed)
        } else {
            Ok(jwk)
        }
    }
}

impl<'de> Deserialize<'de> for Jwk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RawJwk::deserialize(deserializer)?.try_into().map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for JwkSet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct RawSet {
            keys: Vec<RawJwk>,
        }
        let raw = RawSet::deserialize(deserializer)?;
        if raw.keys.len() > MAX_KEYS {
            return Err(D::Error::custom(JwkError::TooMany));
        }
        let mut keys = Vec::with_capacity(raw.keys.len());
        for key in raw.keys {
            match Jwk::try_from(key) {
                Ok(key) => keys.push(key),
                Err(JwkError::Unsupported) => {}
                Err(error) => return Err(D::Error::custom(error)),
            }
        }
        Ok(Self { keys })
    }
}

impl Jwk {
    /// Can a signature of `alg` be made with this key? Its own `alg`, if it has one, is the only one (JW-02).
    pub fn supports(&self, alg: Alg) -> bool {
        let fits = match &self.key {
            KeyMaterial::Rsa { .. } => alg.is_rsa(),
            KeyMaterial::Ec { crv, .. } => alg == if crv == "P-256" { Alg::ES256 } else { Alg::ES384 },
            KeyMaterial::Okp { .. } => alg == Alg::EdDSA,
        };
        fits && self.alg.is_none_or(|own| own == alg) && self.key_use != Some(KeyUse::Enc)
    }

    /// The text whose SHA-256 is the thumbprint: required members only, in lexicographic order, without spaces (RFC 7638 §3).
    pub fn thumbprint_input(&self) -> String {
        // Base64url and curve names need no escaping.
        match &self.key {
            KeyMaterial::Rsa { n, e } => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
            KeyMaterial::Ec { crv, x, y } => format!(r#"{{"crv":"{crv}","kty":"EC","x":"{x}","y":"{y}"}}"#),
            KeyMaterial::Okp { crv, x } => format!(r#"{{"crv":"{crv}","kty":"OKP","x":"{x}"}}"#),
        }
    }
}

impl JwkSet {
    /// The keys that could have made a signature: by name if the header has one, and fit for the algorithm.
    pub fn candidates<'a>(&'a self, kid: Option<&'a str>, alg: Alg) -> impl Iterator<Item = &'a Jwk> {
        self.keys
            .iter()
            .filter(move |key| kid.is_none_or(|kid| key.kid.as_deref() == Some(kid)) && key.supports(alg))
    }
}

#[cfg(test)]
#[path = "jwk_tests.rs"]
mod tests;
