//! Shapes of JSON Web Tokens and keys (RFC 7515, RFC 7517, RFC 7518, RFC 7519, RFC 7638, RFC 8725, RFC 9068).
//!
//! Shapes only: signing and verifying is done in the crate `keys`, and nowhere else.

pub mod claims;
pub mod header;
pub mod jwk;

pub use claims::{AccessTokenClaims, AssertionClaims, Audience, Epochs, IdTokenClaims, UserinfoClaims};
pub use header::{Header, HeaderError, TokenKind};
pub use jwk::{Jwk, JwkError, JwkSet, KeyMaterial, KeyUse};

use serde::{Deserialize, Serialize};

/// Signature algorithms that are understood. No `none` and no HMAC: neither can be asked for, so neither can be confused (JW-02).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum Alg {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    RS384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    RS512,
    /// RSASSA-PSS with SHA-256.
    PS256,
    /// RSASSA-PSS with SHA-384.
    PS384,
    /// RSASSA-PSS with SHA-512.
    PS512,
    /// ECDSA with P-256 and SHA-256.
    ES256,
    /// ECDSA with P-384 and SHA-384.
    ES384,
    /// Ed25519 (RFC 8037).
    EdDSA,
}

impl Alg {
    /// All that can be verified.
    pub const ALL: [Self; 9] = [
        Self::RS256,
        Self::RS384,
        Self::RS512,
        Self::PS256,
        Self::PS384,
        Self::PS512,
        Self::ES256,
        Self::ES384,
        Self::EdDSA,
    ];

    /// Those our own keys have.
    pub const SIGNING: [Self; 2] = [Self::RS256, Self::ES256];

    /// Those a client may sign assertions with (behaviour 3.5).
    pub const ASSERTION: [Self; 4] = [Self::ES256, Self::RS256, Self::PS256, Self::EdDSA];

    /// Its value in `alg`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RS256 => "RS256",
            Self::RS384 => "RS384",
            Self::RS512 => "RS512",
            Self::PS256 => "PS256",
            Self::PS384 => "PS384",
            Self::PS512 => "PS512",
            Self::ES256 => "ES256",
            Self::ES384 => "ES384",
            Self::EdDSA => "EdDSA",
        }
    }

    /// Reads a value of `alg`; `None` for anything else, `none` included.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alg| alg.as_str() == text)
    }

    /// Is it one of the RSA family?
    pub const fn is_rsa(self) -> bool {
        matches!(
            self,
            Self::RS256 | Self::RS384 | Self::RS512 | Self::PS256 | Self::PS384 | Self::PS512
        )
    }
}

impl std::fmt::Display for Alg {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn jw_02_no_none_and_no_hmac() {
        for bad in ["none", "None", "HS256", "rs256", "ES512", ""] {
            assert_eq!(Alg::parse(bad), None);
        }
        for alg in Alg::ALL {
            assert_eq!(Alg::parse(alg.as_str()), Some(alg));
            assert_eq!(serde_json::to_string(&alg).unwrap(), format!("\"{alg}\""));
        }
    }
}
