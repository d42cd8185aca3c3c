//! Reading tokens: the only caller of jsonwebtoken, and only for the signature itself (RFC 7515 §5.2, RFC 8725).
//!
//! One algorithm per key, taken from the key; `typ`, issuer, audience, times and sizes are judged here, by our clock (JW-02, JW-07, JW-08).

mod provider;

pub use provider::{ExpectProvider, provider_id_token};

use crate::ring::Ring;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey};
use protocol::{
    bearer::MAX_TOKEN,
    json,
    jwt::{
        AccessTokenClaims, Alg, AssertionClaims, Audience, Header, IdTokenClaims, Jwk, JwkSet, KeyMaterial, TokenKind,
    },
};
use serde::de::DeserializeOwned;

/// How far ahead a clock may be, in seconds.
const SKEW_SECS: i64 = 30;
/// The longest a client assertion may live, in seconds.
const ASSERTION_SECS: i64 = 300;

/// Why a token is not believed. For logs and tests; callers are told nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VerifyError {
    /// Too large, not three parts, not base64url, not the claims of its kind.
    #[error("the token cannot be read")]
    Malformed,
    /// Another kind of token.
    #[error("the token is of another kind")]
    Kind,
    /// No such key, or the key is of another algorithm.
    #[error("the token names no key of ours with its algorithm")]
    Key,
    /// The signature is wrong.
    #[error("the signature does not fit")]
    Signature,
    /// Another issuer.
    #[error("the issuer is another")]
    Issuer,
    /// Another audience.
    #[error("the audience is another")]
    Audience,
    /// Expired, or from the future.
    #[error("the token is over, or not yet valid")]
    Time,
    /// Of another request, or with another access token.
    #[error("the token belongs to another request")]
    Request,
}

/// What a token must be for.
#[derive(Clone, Copy, Debug)]
pub struct Expect<'a> {
    /// Exactly this issuer.
    pub issuer: &'a str,
    /// Exactly this among its audiences; `None` only where the caller is judged by `client_id` instead.
    pub audience: Option<&'a str>,
    /// The present moment.
    pub now: Timestamp,
}

/// A token taken apart, nothing of it believed yet.
struct Parts<'a> {
    header: Header,
    payload: Vec<u8>,
    message: &'a str,
    signature: &'a str,
}

fn take_apart(token: &str) -> Result<Parts<'_>, VerifyError> {
    if token.len() > MAX_TOKEN {
        return Err(VerifyError::Malformed);
    }
    let (message, signature) = token.rsplit_once('.').ok_or(VerifyError::Malformed)?;
    let (header, payload) = message.split_once('.').ok_or(VerifyError::Malformed)?;
    if payload.contains('.') {
        return Err(VerifyError::Malformed);
    }
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| VerifyError::Malformed);
    // Strict: a signature with another spelling of the same bytes is not the same token.
    decode(signature)?;
    let header = Header::parse(&decode(header)?).map_err(|_| VerifyError::Malformed)?;
    Ok(Parts {
        header,
        payload: decode(payload)?,
        message,
        signature,
    })
}

fn claims<T: DeserializeOwned>(payload: &[u8]) -> Result<T, VerifyError> {
    json::from_slice(payload).map_err(|_| VerifyError::Malformed)
}

fn algorithm(alg: Alg) -> Algorithm {
    match alg {
        Alg::RS256 => Algorithm::RS256,
        Alg::RS384 => Algorithm::RS384,
        Alg::RS512 => Algorithm::RS512,
        Alg::PS256 => Algorithm::PS256,
        Alg::PS384 => Algorithm::PS384,
        Alg::PS512 => Algorithm::PS512,
        Alg::ES256 => Algorithm::ES256,
        Alg::ES384 => Algorithm::ES384,
        Alg::EdDSA => Algorithm::EdDSA,
    }
}

fn check_signature(parts: &Parts<'_>, key: &Jwk, alg: Alg) -> Result<(), VerifyError> {
    if parts.header.alg != alg || !key.supports(alg) {
        return Err(VerifyError::Key);
    }
    let decoding = match &key.key {
        KeyMaterial::Rsa { n, e } => DecodingKey::from_rsa_components(n, e),
        KeyMaterial::Ec { x, y, .. } => DecodingKey::from_ec_components(x, y),
        KeyMaterial::Okp { x, .. } => DecodingKey::from_ed_components(x),
    };
    let decoding = decoding.map_err(|_| VerifyError::Key)?;
    match jsonwebtoken::crypto::verify(parts.signature, parts.message.as_bytes(), &decoding, algorithm(alg)) {
        Ok(true) => Ok(()),
        Ok(false) | Err(_) => Err(VerifyError::Signature),
    }
}

/// A token of ours: signed by the published key it names, of the kind expected.
fn ours<'a>(ring: &Ring, token: &'a str, kind: TokenKind, now: Timestamp) -> Result<Parts<'a>, VerifyError> {
    let parts = take_apart(token)?;
    if !kind.accepts(parts.header.typ.as_deref()) {
        return Err(VerifyError::Kind);
    }
    let kid = parts.header.kid.as_deref().ok_or(VerifyError::Key)?;
    let (key, alg) = ring.verifying(kid, now).ok_or(VerifyError::Key)?;
    check_signature(&parts, key, alg)?;
    Ok(parts)
}

/// The claims of a live access token of ours (RFC 9068 §4).
pub fn access_token(ring: &Ring, token: &str, expect: &Expect<'_>) -> Result<AccessTokenClaims, VerifyError> {
    let parts = ours(ring, token, TokenKind::AccessToken, expect.now)?;
    let claims: AccessTokenClaims = claims(&parts.payload)?;
    if claims.iss != expect.issuer {
        return Err(VerifyError::Issuer);
    }
    if claims.aud.is_empty() || expect.audience.is_some_and(|audience| !claims.aud.contains(audience)) {
        return Err(VerifyError::Audience);
    }
    let now = expect.now.secs();
    if claims.exp <= now || claims.iat > now + SKEW_SECS {
        Err(VerifyError::Time)
    } else {
        Ok(claims)
    }
}

/// The claims of an ID token of ours, expired or not: a hint, not a proof (OIDC Core §3.1.2.1, RP-Initiated Logout §2).
pub fn id_token_hint(ring: &Ring, token: &str, issuer: &str, now: Timestamp) -> Result<IdTokenClaims, VerifyError> {
    let parts = ours(ring, token, TokenKind::IdToken, now)?;
    let claims: IdTokenClaims = claims(&parts.payload)?;
    if claims.iss == issuer {
        Ok(claims)
    } else {
        Err(VerifyError::Issuer)
    }
}

/// The claims of a client's assertion (RFC 7523 §3): issuer and subject are the client, the audience is exactly our issuer.
pub fn client_assertion(
    keys: &JwkSet,
    token: &str,
    client_id: &str,
    issuer: &str,
    alg: Option<Alg>,
    now: Timestamp,
) -> Result<AssertionClaims, VerifyError> {
    let parts = take_apart(token)?;
    if !TokenKind::ClientAssertion.accepts(parts.header.typ.as_deref()) {
        return Err(VerifyError::Kind);
    }
    let wanted = parts.header.alg;
    if !Alg::ASSERTION.contains(&wanted) || alg.is_some_and(|registered| registered != wanted) {
        return Err(VerifyError::Key);
    }
    let mut candidates = keys.candidates(parts.header.kid.as_deref(), wanted).peekable();
    if candidates.peek().is_none() {
        return Err(VerifyError::Key);
    }
    if !candidates.any(|key| check_signature(&parts, key, wanted).is_ok()) {
        return Err(VerifyError::Signature);
    }
    let claims: AssertionClaims = claims(&parts.payload)?;
    if claims.iss != client_id || claims.sub != client_id {
        return Err(VerifyError::Issuer);
    }
    let only_us = match &claims.aud {
        Audience::One(one) => one == issuer,
        Audience::Many(many) => many.as_slice() == [issuer],
    };
    if !only_us {
        return Err(VerifyError::Audience);
    }
    let now = now.secs();
    let from_the_future = claims.iat.into_iter().chain(claims.nbf).any(|at| at > now + SKEW_SECS);
    let over = claims.exp <= now - SKEW_SECS || claims.exp > now + ASSERTION_SECS + SKEW_SECS;
    if from_the_future || over || claims.jti.is_empty() || claims.jti.len() > 255 {
        Err(VerifyError::Time)
    } else {
        Ok(claims)
    }
}

/// The subject an assertion claims: only to find the keys that can prove it.
pub fn unverified_subject(token: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Subject {
        sub: String,
    }
    let parts = take_apart(token).ok()?;
    json::from_slice::<Subject>(&parts.payload)
        .ok()
        .map(|subject| subject.sub)
}

/// The payload of any compact JWS under one key and one algorithm: for vectors of others.
pub fn jws(key: &Jwk, alg: Alg, token: &str) -> Result<Vec<u8>, VerifyError> {
    let parts = take_apart(token)?;
    check_signature(&parts, key, alg)?;
    Ok(parts.payload)
}

#[cfg(test)]
mod tests;
