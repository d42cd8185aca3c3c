//! Whether an answer is right: the library goes through §7.1 and §7.2 of Web Authentication, we add what it leaves to its caller.
//!
//! The library's, in both: type, challenge, origin, RP ID, user present, user verified, backup flags; at creation the algorithm and the
//! attestation, if there is one; at use the signature, that a credential does not become eligible for backup, and the count. Ours: `answer` and, before this,
//! that the challenge is one of ours and new (`ceremony`), whose credential it is, and that it is nobody's yet.

use super::answer::{Answer, Id, read_bytes};
use crate::tenant::Tenant;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::passkey::{Passkey, PublicKey};
use serde_cbor_2::Value as Cbor;
use serde_json::{Value, json};
use std::time::Duration;
use url::Url;
use webauthn_rs_core::{
    WebauthnCore,
    error::WebauthnError,
    proto::{
        AttestationFormat, AttestationMetadata, AuthenticationState, AuthenticatorTransport, COSEAlgorithm, COSEEC2Key,
        COSEKey, COSEKeyType, COSERSAKey, Credential, ECDSACurve, ParsedAttestation, ParsedAttestationData,
        PublicKeyCredential, RegisterPublicKeyCredential, RegisteredExtensions, RegistrationState,
        RequestRegistrationExtensions, UserVerificationPolicy,
    },
};

/// An assertion.
pub(super) type Assertion = Answer<PublicKeyCredential>;
/// A new credential.
pub(super) type Created = Answer<RegisterPublicKeyCredential>;

/// Why an answer is not right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is not.
    Wrong,
    /// The signature is, but it was counted before: the key may have been copied.
    Copied,
}

/// What an authenticator said with a right signature.
#[derive(Clone, Copy, Debug)]
pub(super) struct Used {
    pub(super) counter: u32,
    pub(super) backed_up: bool,
}

/// What it said of a new key.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) public_key: PublicKey,
    pub(super) counter: u32,
    pub(super) aaguid: String,
    pub(super) transports: Vec<String>,
    pub(super) backup_eligible: bool,
    pub(super) backed_up: bool,
}

/// The relying party, at the origin of this host and nowhere else.
fn relying_party(tenant: &Tenant) -> Result<WebauthnCore, Refusal> {
    at(&tenant.application().name, &super::rp_id(tenant), &tenant.origin())
}

fn at(name: &str, id: &str, origin: &str) -> Result<WebauthnCore, Refusal> {
    let origin = Url::parse(origin).map_err(|_| Refusal::Wrong)?;
    let patience = Duration::from_mins(5);
    Ok(WebauthnCore::new_unsafe_experts_only(
        name,
        id,
        vec![origin],
        patience,
        None,
        None,
    ))
}

/// A ceremony as the library keeps it between its two halves: of ours only the challenge outlives the first.
fn state<T: serde::de::DeserializeOwned>(state: Value) -> Result<T, Refusal> {
    serde_json::from_value(state).map_err(|error| {
        tracing::error!(%error, "the WebAuthn library keeps its state otherwise");
        Refusal::Wrong
    })
}

/// Verifies an assertion against the passkey that it names.
pub(super) fn assertion(tenant: &Tenant, passkey: &Passkey, answer: &Assertion) -> Result<Used, Refusal> {
    let credential = credential(passkey).ok_or(Refusal::Wrong)?;
    asserted(&relying_party(tenant)?, &credential, answer)
}

fn asserted(party: &WebauthnCore, credential: &Credential, answer: &Assertion) -> Result<Used, Refusal> {
    let state: AuthenticationState = state(json!({
        "credentials": [],
        "policy": credential.registration_policy,
        "challenge": answer.challenge,
        "appid": null,
        "allow_backup_eligible_upgrade": false,
    }))?;
    let judged = party.authenticate_single_credential(&answer.raw, &state, credential);
    let used = judged.map_err(|error| match error {
        WebauthnError::CredentialPossibleCompromise => Refusal::Copied,
        _ => Refusal::Wrong,
    })?;
    Ok(Used {
        counter: used.counter(),
        backed_up: used.backup_state(),
    })
}

/// Verifies a new credential. `known`: what the person has already; `silent`: whether the browser made it without a question, so that nobody was there
/// to be verified (§7.1, step 15). Its first use verifies them, as every use does.
pub(super) fn created(tenant: &Tenant, known: &[Passkey], answer: &Created, silent: bool) -> Result<Made, Refusal> {
    made(&relying_party(tenant)?, known, answer, silent)
}

fn made(party: &WebauthnCore, known: &[Passkey], answer: &Created, silent: bool) -> Result<Made, Refusal> {
    let excluded: Vec<&str> = known.iter().map(|passkey| passkey.credential_id.as_str()).collect();
    let state: RegistrationState = state(json!({
        "policy": UserVerificationPolicy::Required,
        "exclude_credentials": excluded,
        "challenge": answer.challenge,
        "credential_algorithms": [COSEAlgorithm::ES256, COSEAlgorithm::RS256],
        "require_resident_key": true,
        "authenticator_attachment": null,
        "extensions": RequestRegistrationExtensions::default(),
        "allow_synchronised_authenticators": true,
    }))?;
    let mut raw = answer.raw.clone();
    if silent {
        let present = as_if_present(&raw.response.attestation_object).ok_or(Refusal::Wrong)?;
        raw.response.attestation_object = present;
    }
    let judged = party.register_credential(&raw, &state, None);
    let made = judged.map_err(|_| Refusal::Wrong)?;
    // The id that names it must be the one that its authenticator data attests.
    if made.cred_id != answer.id.bytes() {
        return Err(Refusal::Wrong);
    }
    let transports = answer.raw.response.transports.iter().flatten();
    Ok(Made {
        public_key: stored_key(&made.cred).ok_or(Refusal::Wrong)?,
        counter: made.counter,
        aaguid: aaguid(&answer.raw.response.attestation_object).ok_or(Refusal::Wrong)?,
        transports: transports.filter_map(transport).take(MOST_TRANSPORTS).collect(),
        backup_eligible: made.backup_eligible,
        backed_up: made.backup_state,
    })
}

/// A way to an authenticator, by its name; one that the library does not know is left out.
fn transport(transport: &AuthenticatorTransport) -> Option<String> {
    let name = serde_json::to_value(transport).ok()?.as_str()?.to_owned();
    (*transport != AuthenticatorTransport::Unknown).then_some(name)
}

/// A passkey as the library knows one. Several devices count each for themselves, so only a key that stays on one is held to its count.
fn credential(passkey: &Passkey) -> Option<Credential> {
    let counter = if passkey.backup_eligible { 0 } else { passkey.counter };
    Some(Credential {
        cred_id: Id::stored(&passkey.credential_id).ok()?.bytes().to_vec(),
        cred: library_key(&passkey.public_key)?,
        counter,
        transports: None,
        user_verified: true,
        backup_eligible: passkey.backup_eligible,
        backup_state: passkey.backed_up,
        registration_policy: UserVerificationPolicy::Required,
        extensions: RegisteredExtensions::none(),
        attestation: ParsedAttestation {
            data: ParsedAttestationData::None,
            metadata: AttestationMetadata::None,
        },
        attestation_format: AttestationFormat::None,
    })
}

fn library_key(key: &PublicKey) -> Option<COSEKey> {
    Some(match key {
        PublicKey::Es256 { x, y } => COSEKey {
            type_: COSEAlgorithm::ES256,
            key: COSEKeyType::EC_EC2(COSEEC2Key {
                curve: ECDSACurve::SECP256R1,
                x: read_bytes(x).ok()?,
                y: read_bytes(y).ok()?,
            }),
        },
        PublicKey::Rs256 { n, e } => COSEKey {
            type_: COSEAlgorithm::RS256,
            key: COSEKeyType::RSA(COSERSAKey {
                n: read_bytes(n).ok()?,
                e: read_bytes(e).ok()?.try_into().ok()?,
            }),
        },
    })
}

fn stored_key(key: &COSEKey) -> Option<PublicKey> {
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    match (&key.type_, &key.key) {
        (COSEAlgorithm::ES256, COSEKeyType::EC_EC2(key)) if key.curve == ECDSACurve::SECP256R1 => {
            Some(PublicKey::Es256 {
                x: text(&key.x),
                y: text(&key.y),
            })
        }
        (COSEAlgorithm::RS256, COSEKeyType::RSA(key)) => Some(PublicKey::Rs256 {
            n: text(&key.n),
            e: text(&key.e),
        }),
        _ => None,
    }
}

/// Ways to one authenticator.
const MOST_TRANSPORTS: usize = 8;

/// Where the model stands in authenticator data: after the RP ID's hash, the flags and the count (§6.1).
const MODEL: std::ops::Range<usize> = 37..53;

/// Where the flags stand in it, and those of a person who is there and verified.
const FLAGS: usize = 32;
const PRESENT_AND_VERIFIED: u8 = 0x05;

/// An attestation object whose person is said to be there. The library asks for that in every case; what an authenticator has signed is refused by it then.
fn as_if_present(attestation_object: &[u8]) -> Option<Vec<u8>> {
    let mut object: Cbor = serde_cbor_2::from_slice(attestation_object).ok()?;
    let Cbor::Map(members) = &mut object else {
        return None;
    };
    let Some(Cbor::Bytes(data)) = members.get_mut(&Cbor::Text("authData".to_owned())) else {
        return None;
    };
    *data.get_mut(FLAGS)? |= PRESENT_AND_VERIFIED;
    serde_cbor_2::to_vec(&object).ok()
}

/// The model that the authenticator says it is. The library tells it with an attestation only, and we ask for none; nor does it look at the statement
/// of none, which says nothing (§8.7).
fn aaguid(attestation_object: &[u8]) -> Option<String> {
    let Cbor::Map(members) = serde_cbor_2::from_slice(attestation_object).ok()? else {
        return None;
    };
    let member = |name: &str| members.get(&Cbor::Text(name.to_owned()));
    let is_none = matches!(member("fmt"), Some(Cbor::Text(format)) if format == "none");
    let is_empty = matches!(member("attStmt"), Some(Cbor::Map(statement)) if statement.is_empty());
    let Some(Cbor::Bytes(data)) = member("authData").filter(|_| is_empty || !is_none) else {
        return None;
    };
    let model: [u8; 16] = data.get(MODEL)?.try_into().ok()?;
    let hex = format!("{:032x}", u128::from_be_bytes(model));
    let parts = [
        hex.get(..8)?,
        hex.get(8..12)?,
        hex.get(12..16)?,
        hex.get(16..20)?,
        hex.get(20..)?,
    ];
    Some(parts.join("-"))
}

#[cfg(test)]
#[path = "verify_tests.rs"]
mod tests;
