//! Fast and wrong is void: tokens of a cell are verified with the server's published keys, by the verifier of the product.

use crate::{
    Outcome,
    flow::NONCE,
    http::{Connection, Jar, Request},
    process,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use protocol::jwt::{Alg, Jwk, JwkSet};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;

/// What the tokens of an answer must say.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Checks {
    /// The one issuer; nothing where many tenants answer.
    pub(crate) issuer: Option<String>,
    /// The tenant whose keys sign, as a `Host`.
    pub(crate) host: String,
    pub(crate) access_token_alg: String,
    /// An ID token must be there, with the flow's nonce when it is the first.
    pub(crate) id_token_alg: Option<String>,
    pub(crate) nonce: bool,
}

fn part(token: &str, at: usize) -> Outcome<Value> {
    let text = token.split('.').nth(at).ok_or("not a JWT")?;
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|error| error.to_string())?;
    serde_json::from_slice(&bytes).map_err(|error| error.to_string())
}

fn published(connection: &mut Connection, host: &str, path: &str) -> Outcome<HashMap<String, Jwk>> {
    let request = Request {
        method: "GET",
        host,
        path,
        headers: "",
        body: None,
    };
    let set: JwkSet = serde_json::from_slice(&connection.send(&request, &mut Jar::new())?.body)
        .map_err(|error| format!("the key set cannot be read: {error}"))?;
    let keys = set.keys.into_iter();
    Ok(keys.filter_map(|key| Some((key.kid.clone()?, key))).collect())
}

/// Verifies the tokens of some answers and says how many answers that were.
pub(crate) fn answers(checks: &Checks, connection: &mut Connection, jwks: &str, kept: &[Vec<u8>]) -> Outcome<u64> {
    let keys = published(connection, &checks.host, jwks)?;
    for body in kept {
        let body: Value = serde_json::from_slice(body).map_err(|error| format!("not JSON: {error}"))?;
        let text = |name: &str| body.get(name).and_then(Value::as_str);
        let access = text("access_token").ok_or("no access token")?;
        token(checks, &keys, access, &checks.access_token_alg, false)?;
        if let Some(alg) = &checks.id_token_alg {
            token(checks, &keys, text("id_token").ok_or("no ID token")?, alg, checks.nonce)?;
        }
    }
    Ok(kept.len() as u64)
}

fn token(checks: &Checks, keys: &HashMap<String, Jwk>, token: &str, alg: &str, nonce: bool) -> Outcome<()> {
    let header = part(token, 0)?;
    let member = |name: &str| header.get(name).and_then(Value::as_str).unwrap_or_default();
    if member("alg") != alg {
        return Err(format!("signed with {} instead of {alg}", member("alg")));
    }
    let key = keys.get(member("kid")).ok_or("signed by a key that is not published")?;
    let alg: Alg = serde_json::from_value(Value::String(alg.to_owned())).map_err(|error| error.to_string())?;
    keys::verify::jws(key, alg, token).map_err(|error| error.to_string())?;
    let claims = part(token, 1)?;
    let exp = claims.get("exp").and_then(Value::as_u64).unwrap_or(0);
    if exp <= process::epoch() || claims.get("aud").is_none() {
        return Err("no audience, or expired".to_owned());
    }
    if let Some(issuer) = &checks.issuer
        && claims.get("iss").and_then(Value::as_str) != Some(issuer)
    {
        return Err(format!("issued by {:?}, not {issuer}", claims.get("iss")));
    }
    if nonce && claims.get("nonce").and_then(Value::as_str) != Some(NONCE) {
        return Err("the ID token lacks the nonce".to_owned());
    }
    Ok(())
}
