//! ID tokens of identity providers (OIDC Core §3.1.3.7): signed by a key of theirs, about our client, for our very request.
//!
//! Providers write no `typ`, or `JWT`; the algorithm is one of [`Alg::ALL`] and one that the key itself has: no `none`, no HMAC (JW-02).

use super::{SKEW_SECS, VerifyError, check_signature, claims, take_apart};
use crate::mint;
use domain::Timestamp;
use protocol::{
    jwt::{Alg, JwkSet, TokenKind},
    relying_party::ProviderClaims,
};
use serde_json::{Map, Value};

/// What a provider's ID token must be for.
#[derive(Clone, Copy, Debug)]
pub struct ExpectProvider<'a> {
    /// Exactly this issuer; `{tenantid}` in it stands for the claim `tid`, as Microsoft writes it.
    pub issuer: &'a str,
    /// Our client there.
    pub client_id: &'a str,
    /// That of our request.
    pub nonce: &'a str,
    /// The access token that came with it.
    pub access_token: Option<&'a str>,
    /// The present moment.
    pub now: Timestamp,
}

/// The claims of a provider's ID token, those that were judged and all of them. [`VerifyError::Key`]: no key of this name, perhaps a new one.
pub fn provider_id_token(
    keys: &JwkSet,
    token: &str,
    expect: &ExpectProvider<'_>,
) -> Result<(ProviderClaims, Map<String, Value>), VerifyError> {
    let parts = take_apart(token)?;
    if !TokenKind::ProviderIdToken.accepts(parts.header.typ.as_deref()) {
        return Err(VerifyError::Kind);
    }
    let alg = parts.header.alg;
    let mut candidates = keys.candidates(parts.header.kid.as_deref(), alg).peekable();
    if candidates.peek().is_none() {
        return Err(VerifyError::Key);
    }
    if !candidates.any(|key| check_signature(&parts, key, alg).is_ok()) {
        return Err(VerifyError::Signature);
    }
    let judged: ProviderClaims = claims(&parts.payload)?;
    judge(&judged, alg, expect)?;
    Ok((judged, claims(&parts.payload)?))
}

fn judge(claims: &ProviderClaims, alg: Alg, expect: &ExpectProvider<'_>) -> Result<(), VerifyError> {
    if claims.iss != issuer(expect.issuer, claims.tid.as_deref())? {
        return Err(VerifyError::Issuer);
    }
    // Several audiences are somebody's choice: then the token says that it is for us (§2, `azp`).
    let party = claims.azp.as_deref();
    let alone = claims.aud.len() == 1 || party.is_some();
    if !claims.aud.contains(expect.client_id) || !alone || party.is_some_and(|party| party != expect.client_id) {
        return Err(VerifyError::Audience);
    }
    let now = expect.now.secs();
    let early = claims
        .nbf
        .into_iter()
        .chain([claims.iat])
        .any(|at| at > now.saturating_add(SKEW_SECS));
    if early || claims.exp.saturating_add(SKEW_SECS) <= now {
        return Err(VerifyError::Time);
    }
    if claims.nonce.as_deref() != Some(expect.nonce) || !is_with(claims, alg, expect.access_token) {
        return Err(VerifyError::Request);
    }
    if (1..=255).contains(&claims.sub.len()) {
        Ok(())
    } else {
        Err(VerifyError::Malformed)
    }
}

fn issuer(expected: &str, tid: Option<&str>) -> Result<String, VerifyError> {
    if !expected.contains("{tenantid}") {
        return Ok(expected.to_owned());
    }
    let is_id = |tid: &&str| tid.len() == 36 && tid.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let tid = tid.filter(is_id).ok_or(VerifyError::Issuer)?;
    Ok(expected.replace("{tenantid}", tid))
}

/// `at_hash`, where there is one, is that of the access token (§3.1.3.8); for algorithms that hash with SHA-256.
fn is_with(claims: &ProviderClaims, alg: Alg, access_token: Option<&str>) -> bool {
    match (&claims.at_hash, access_token, alg) {
        (Some(said), Some(token), Alg::RS256 | Alg::PS256 | Alg::ES256) => *said == mint::at_hash(token),
        _ => true,
    }
}
