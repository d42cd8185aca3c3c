//! Claims → compact JWS (RFC 7515 §7.1): the only place where a token is made.

use crate::{
    digest::{base64url, sha256},
    kms::KmsError,
    signer::Signer,
};
use protocol::{
    error::{ErrorCode, Failure},
    jwt::{AccessTokenClaims, AssertionClaims, Header, IdTokenClaims, TokenKind, UserinfoClaims},
};
use serde::Serialize;

/// Why a token was not made.
#[derive(Debug, Clone, thiserror::Error)]
pub enum MintError {
    /// The key could not sign.
    #[error(transparent)]
    Key(#[from] KmsError),
    /// The claims could not be written.
    #[error("the claims cannot be written")]
    Claims,
}

impl From<MintError> for Failure {
    fn from(error: MintError) -> Self {
        match error {
            MintError::Key(error) => error.into(),
            MintError::Claims => Self::new(ErrorCode::InternalError, "A token could not be written."),
        }
    }
}

/// An access token, `at+jwt` (RFC 9068).
pub async fn access_token(signer: &Signer, claims: &AccessTokenClaims) -> Result<String, MintError> {
    sign(signer, TokenKind::AccessToken, claims).await
}

/// An ID token (OIDC Core §2).
pub async fn id_token(signer: &Signer, claims: &IdTokenClaims) -> Result<String, MintError> {
    sign(signer, TokenKind::IdToken, claims).await
}

/// A signed `UserInfo` answer (OIDC Core §5.3.2).
pub async fn userinfo_jwt(signer: &Signer, claims: &UserinfoClaims) -> Result<String, MintError> {
    sign(signer, TokenKind::Userinfo, claims).await
}

/// Our authentication at an identity provider (RFC 7523 §2.2).
pub async fn client_assertion(signer: &Signer, claims: &AssertionClaims) -> Result<String, MintError> {
    sign(signer, TokenKind::ClientAssertion, claims).await
}

async fn sign<T: Serialize + Sync>(signer: &Signer, kind: TokenKind, claims: &T) -> Result<String, MintError> {
    let header = serde_json::to_vec(&Header::new(kind, signer.alg(), signer.kid())).map_err(|_| MintError::Claims)?;
    let claims = serde_json::to_vec(claims).map_err(|_| MintError::Claims)?;
    let mut token = format!("{}.{}", base64url(&header), base64url(&claims));
    let signature = signer.sign(token.as_bytes()).await?;
    token.push('.');
    token.push_str(&base64url(&signature));
    Ok(token)
}

/// The left half of the SHA-256 of an access token: all our algorithms hash with it (OIDC Core §3.1.3.6).
pub fn at_hash(access_token: &str) -> String {
    let hash = sha256(access_token.as_bytes());
    base64url(hash.split_at_checked(16).map_or(&[], |(left, _)| left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_hash_is_that_of_the_specification() {
        // OIDC Core, appendix A.3.
        assert_eq!(
            at_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            "77QmUPtjPfzWtF2AnpK9RQ"
        );
    }
}
