//! The 401 JSON Web Signature vectors of Project Wycheproof (Apache-2.0) against our verification path: the key says the algorithm, never the token.

use protocol::jwt::{Alg, Jwk};
use serde_json::Value;
use std::collections::BTreeMap;

const VECTORS: &str = include_str!("../../vectors/jose/json_web_signature_test.json");

/// RFC 7520 §4.2 signs with PS384; the vector's key says PS256, and a key has one algorithm.
const OF_ANOTHER_ALGORITHM: [u64; 2] = [346, 350];

fn key_of(group: &Value) -> Option<(Jwk, Alg)> {
    let key = group.get("public").or_else(|| group.get("private"))?;
    let jwk: Jwk = serde_json::from_value(key.clone()).ok()?;
    let alg = jwk.alg?;
    Some((jwk, alg))
}

#[test]
fn jw_02_every_invalid_vector_is_refused_and_every_valid_one_of_a_supported_algorithm_accepted() {
    let document: Value = serde_json::from_str(VECTORS).unwrap();
    let mut count = 0;
    let mut wrong = Vec::new();
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    for group in document["testGroups"].as_array().unwrap() {
        let key = key_of(group);
        for test in group["tests"].as_array().unwrap() {
            count += 1;
            let accepted = match (&key, test["jws"].as_str()) {
                (Some((jwk, alg)), Some(jws)) => keys::verify::jws(jwk, *alg, jws).is_ok(),
                // The JSON serialization is not a token here, and neither is one for a key that we do not take.
                _ => false,
            };
            let valid = test["result"] == "valid";
            let outcome = match (valid, accepted) {
                (true, true) => "accepted",
                (false, false) => "refused",
                (true, false) if key.is_none() => "unsupported key",
                (true, false) if OF_ANOTHER_ALGORITHM.contains(&test["tcId"].as_u64().unwrap()) => "another algorithm",
                (true, false) => "valid but refused",
                (false, true) => "invalid but accepted",
            };
            *tally.entry(outcome).or_default() += 1;
            if outcome.contains("but") {
                wrong.push(format!(
                    "{} {} ({}): {outcome}",
                    test["tcId"], test["comment"], group["comment"]
                ));
            }
        }
    }
    assert_eq!(count, 401);
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Not supported: symmetric keys, curves other than P-256, P-384 and Ed25519, keys without `alg`. Nothing of ours signs so.
    assert!(tally["accepted"] > 20, "{tally:?}");
}
