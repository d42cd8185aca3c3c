//! The test vectors of Web Authentication Level 3 (section 16). They were made for `example.org`, and none of their assertions verifies its user, which
//! ours must: so each is held to the letter twice, as ours, and as one for whom presence is enough.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a vector that cannot be read fails its test"
)]

use super::*;
use domain::{CredentialId, Timestamp, UserId};

const VECTORS: &str = include_str!("vectors/webauthn-3.json");

fn vector(name: &str, part: &str) -> String {
    let all: Value = serde_json::from_str(VECTORS).unwrap();
    all[name][part].to_string()
}

fn party() -> WebauthnCore {
    at("Example", "example.org", "https://example.org").unwrap()
}

fn created_by(name: &str) -> Created {
    Created::read(&vector(name, "registration")).unwrap()
}

fn asserted_by(name: &str) -> Assertion {
    Assertion::read(&vector(name, "authentication")).unwrap()
}

fn passkey(answer: &Id, public_key: PublicKey, backed_up: bool) -> Passkey {
    Passkey {
        id: CredentialId::from_bytes([1; 16]),
        user_id: UserId::from_bytes([2; 16]),
        credential_id: answer.text(),
        marker: String::new(),
        public_key,
        counter: 0,
        aaguid: String::new(),
        transports: Vec::new(),
        backup_eligible: true,
        backed_up,
        name: String::new(),
        silent: false,
        created_at: Timestamp::default(),
        last_used_at: None,
        version: 1,
    }
}

/// The assertion as ours, and as one for whom presence is enough.
fn both(passkey: &Passkey, answer: &Assertion) -> [Result<bool, Refusal>; 2] {
    let ours = credential(passkey).unwrap();
    let lax = Credential {
        user_verified: false,
        registration_policy: UserVerificationPolicy::Discouraged_DO_NOT_USE,
        ..ours.clone()
    };
    [ours, lax].map(|credential| asserted(&party(), &credential, answer).map(|used| used.backed_up))
}

#[test]
fn wa_01_a_credential_whose_user_was_verified_is_taken() {
    let answer = created_by("packed-self.ES256");
    let made = made(&party(), &[], &answer, false).unwrap();
    assert_eq!(made.aaguid, "df850e09-db6a-fbdf-ab51-697791506cfc");
    assert_eq!((made.counter, made.backup_eligible, made.backed_up), (0, true, true));
    let used = asserted_by("packed-self.ES256");
    assert_eq!(used.challenge, "RHihCxNSNI3RYME1Ow1Gm12xnrkcJ_ffpv7Tn-Jq8gs");
    let passkey = passkey(&answer.id, made.public_key, made.backed_up);
    assert_eq!(both(&passkey, &used), [Err(Refusal::Wrong), Ok(false)]);
}

#[test]
fn wa_01_one_whose_user_was_not_is_taken_where_nobody_was_asked_alone() {
    let answer = created_by("none.ES256");
    assert_eq!(made(&party(), &[], &answer, false).unwrap_err(), Refusal::Wrong);
    let made = made(&party(), &[], &answer, true).unwrap();
    assert_eq!(made.aaguid, "8446ccb9-ab1d-b374-750b-2367ff6f3a1f");
    let passkey = passkey(&answer.id, made.public_key, made.backed_up);
    let used = asserted_by("none.ES256");
    assert_eq!(both(&passkey, &used), [Err(Refusal::Wrong), Ok(true)]);
}

#[test]
fn wa_01_rs256_is_verified_too() {
    let used = asserted_by("packed.RS256");
    let all: Value = serde_json::from_str(VECTORS).unwrap();
    let key = PublicKey::Rs256 {
        n: all["packed.RS256"]["n"].as_str().unwrap().to_owned(),
        e: "AQAB".to_owned(),
    };
    let passkey = passkey(&used.id, key, true);
    assert_eq!(both(&passkey, &used), [Err(Refusal::Wrong), Ok(true)]);
}

#[test]
fn wa_01_a_vector_is_of_its_origin_its_key_and_its_owner() {
    let answer = created_by("packed-self.ES256");
    for (id, origin) in [
        ("example.org", "https://example.com"),
        ("example.com", "https://example.org"),
    ] {
        let elsewhere = at("Example", id, origin).unwrap();
        assert!(made(&elsewhere, &[], &answer, false).is_err(), "{id} {origin}");
    }
    let own = made(&party(), &[], &answer, false).unwrap();
    let known = passkey(&answer.id, own.public_key, true);
    assert!(made(&party(), std::slice::from_ref(&known), &answer, false).is_err());
    let other = asserted_by("none.ES256");
    assert_eq!(both(&known, &other), [Err(Refusal::Wrong), Err(Refusal::Wrong)]);
}
