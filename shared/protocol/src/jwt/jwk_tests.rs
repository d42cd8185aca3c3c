//! Tests of public keys: the examples of the specifications, and what must not read as a key.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use serde_json::{Value, json};

/// RFC 7638 §3.1.
const RSA_N: &str = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

fn rsa() -> Value {
    json!({"kty": "RSA", "n": RSA_N, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"})
}

fn ec() -> Value {
    json!({"kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM", "use": "sig", "kid": "1"})
}

fn read(value: Value) -> Result<Jwk, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

fn with(mut key: Value, name: &str, value: Value) -> Result<Jwk, String> {
    key.as_object_mut().unwrap().insert(name.into(), value);
    read(key)
}

#[test]
fn keys_survive_a_round_trip() {
    for key in [
        rsa(),
        ec(),
        json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}),
    ] {
        let read = read(key.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), key);
    }
}

#[test]
fn thumbprint_input_of_the_rfc() {
    let input = read(rsa()).unwrap().thumbprint_input();
    assert_eq!(input, format!(r#"{{"e":"AQAB","kty":"RSA","n":"{RSA_N}"}}"#));
}

#[test]
fn private_keys_are_refused() {
    for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
        assert!(
            with(rsa(), name, json!("AQAB")).unwrap_err().contains("private"),
            "{name}"
        );
        assert!(serde_json::from_value::<JwkSet>(json!({"keys": [{"kty": "EC", "crv": "P-256", name: "x"}]})).is_err());
    }
    assert!(
        read(json!({"kty": "oct", "k": "AAAA"}))
            .unwrap_err()
            .contains("private")
    );
}

#[test]
fn broken_keys_are_refused() {
    assert!(with(rsa(), "n", json!("AQAB")).is_err());
    assert!(with(rsa(), "n", json!("!!")).is_err());
    assert!(with(rsa(), "e", json!("")).is_err());
    assert!(with(ec(), "x", json!("AQAB")).is_err());
    assert!(with(ec(), "crv", json!("P-384")).is_err());
    assert!(with(ec(), "kid", json!("k".repeat(256))).is_err());
    assert!(read(json!({"kty": "EC"})).is_err() && read(json!({})).is_err() && read(json!([])).is_err());
}

#[test]
fn jw_02_one_algorithm_per_key() {
    let key = read(rsa()).unwrap();
    assert!(key.supports(Alg::RS256) && !key.supports(Alg::PS256) && !key.supports(Alg::ES256));
    let curve = read(ec()).unwrap();
    assert!(curve.supports(Alg::ES256) && !curve.supports(Alg::ES384) && !curve.supports(Alg::RS256));
    assert!(with(ec(), "alg", json!("RS256")).is_err());
    assert!(with(rsa(), "alg", json!("HS256")).is_err());
    assert!(!with(ec(), "use", json!("enc")).unwrap().supports(Alg::ES256));
}

#[test]
fn unknown_kinds_in_a_set_are_skipped() {
    let other = json!({"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"});
    let set: JwkSet = serde_json::from_value(json!({"keys": [rsa(), other, {"kty": "new"}, ec()], "x": 1})).unwrap();
    assert_eq!(set.keys.len(), 2);
    assert_eq!(set.candidates(Some("1"), Alg::ES256).count(), 1);
    assert_eq!(set.candidates(Some("1"), Alg::RS256).count(), 0);
    assert_eq!(set.candidates(None, Alg::RS256).count(), 1);
    let many: Vec<_> = (0..=MAX_KEYS).map(|_| ec()).collect();
    assert!(serde_json::from_value::<JwkSet>(json!({ "keys": many })).is_err());
}
