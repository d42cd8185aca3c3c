//! Proof key for code exchange, method `S256` only (RFC 7636). `plain` does not exist here (PK-01).
//!
//! The hash is made by whoever calls: this crate does no cryptography.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

/// The only `code_challenge_method`.
pub const METHOD: &str = "S256";
/// Length of a challenge: 32 bytes in base64url.
const CHALLENGE_LENGTH: usize = 43;

/// Why a challenge or verifier is not one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PkceError {
    /// Not 43 characters of base64url.
    #[error("code_challenge must be 43 characters of base64url.")]
    Challenge,
    /// `plain`, missing (which means `plain`), or unknown.
    #[error("code_challenge_method must be S256.")]
    Method,
    /// A method without a challenge.
    #[error("code_challenge is missing.")]
    MethodAlone,
    /// Not 43-128 unreserved characters.
    #[error("code_verifier must be 43 to 128 unreserved characters.")]
    Verifier,
}

/// A well-formed `code_challenge`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct CodeChallenge(String);

impl CodeChallenge {
    /// Reads the text; it must decode to 32 bytes.
    pub fn parse(text: &str) -> Result<Self, PkceError> {
        let decoded = URL_SAFE_NO_PAD.decode(text).map_err(|_| PkceError::Challenge)?;
        let good = text.len() == CHALLENGE_LENGTH && decoded.len() == 32;
        if good {
            Ok(Self(text.to_owned()))
        } else {
            Err(PkceError::Challenge)
        }
    }

    /// Reads both parameters of an authorization request; `None` when neither was sent.
    pub fn from_parameters(challenge: Option<&str>, method: Option<&str>) -> Result<Option<Self>, PkceError> {
        match (challenge, method) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(PkceError::MethodAlone),
            (Some(challenge), Some(METHOD)) => Self::parse(challenge).map(Some),
            (Some(_), _) => Err(PkceError::Method),
        }
    }

    /// Is it the challenge of the verifier whose SHA-256 is given? Constant time is not needed: the challenge is no secret, and the verifier
    /// is only known through its hash.
    pub fn verify(&self, sha256_of_verifier: &[u8; 32]) -> bool {
        verify(&self.0, sha256_of_verifier)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CodeChallenge {
    type Error = PkceError;

    fn try_from(text: String) -> Result<Self, PkceError> {
        Self::parse(&text)
    }
}

impl From<CodeChallenge> for String {
    fn from(challenge: CodeChallenge) -> Self {
        challenge.0
    }
}

/// Does `BASE64URL(SHA256(verifier))` equal the challenge (§4.6)?
pub fn verify(challenge: &str, sha256_of_verifier: &[u8; 32]) -> bool {
    URL_SAFE_NO_PAD.encode(sha256_of_verifier) == challenge
}

/// Checks the syntax of a `code_verifier` (§4.1).
pub fn check_verifier(verifier: &str) -> Result<(), PkceError> {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let good = (43..=128).contains(&verifier.len()) && verifier.bytes().all(legal);
    if good { Ok(()) } else { Err(PkceError::Verifier) }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// RFC 7636 appendix B.
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    #[test]
    fn the_example_of_the_rfc_verifies() {
        let hash: [u8; 32] = URL_SAFE_NO_PAD.decode(CHALLENGE).unwrap().try_into().unwrap();
        let challenge = CodeChallenge::parse(CHALLENGE).unwrap();
        assert!(challenge.verify(&hash) && check_verifier(VERIFIER).is_ok());
        assert!(!challenge.verify(&[0; 32]));
    }

    #[test]
    fn pk_01_only_s256() {
        assert_eq!(
            CodeChallenge::from_parameters(Some(CHALLENGE), Some("plain")),
            Err(PkceError::Method)
        );
        assert_eq!(
            CodeChallenge::from_parameters(Some(CHALLENGE), None),
            Err(PkceError::Method)
        );
        assert_eq!(
            CodeChallenge::from_parameters(None, Some("S256")),
            Err(PkceError::MethodAlone)
        );
        assert_eq!(CodeChallenge::from_parameters(None, None), Ok(None));
    }

    #[test]
    fn syntax_is_checked() {
        for bad in ["", "abc", &format!("{CHALLENGE}="), &"A".repeat(44), &"+".repeat(43)] {
            assert_eq!(CodeChallenge::parse(bad), Err(PkceError::Challenge));
        }
        for bad in ["short", &"a".repeat(129), &format!("{}+", "a".repeat(50))] {
            assert_eq!(check_verifier(bad), Err(PkceError::Verifier));
        }
    }
}
