//! What a browser is asked for, and told, about passkeys: the JSON forms of Web Authentication Level 3 (§5.4, §5.5, §5.1.10).
//!
//! Bytes are base64url without padding. What comes back is read where it is verified.

use serde::Serialize;

/// How long a ceremony may take, in milliseconds: as long as its challenge lives.
const TIMEOUT_MILLIS: u32 = 300_000;

/// A credential that may, or must not, answer (§5.8.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Descriptor {
    #[serde(rename = "type")]
    kind: &'static str,
    /// Its id.
    pub id: String,
    /// How its authenticator is reached.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub transports: Vec<String>,
}

impl Descriptor {
    /// A public-key credential.
    pub const fn new(id: String, transports: Vec<String>) -> Self {
        Self {
            kind: "public-key",
            id,
            transports,
        }
    }
}

/// `PublicKeyCredentialRequestOptionsJSON` (§5.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct RequestOptions {
    /// What is to be signed.
    pub challenge: String,
    timeout: u32,
    /// Whose passkeys.
    pub rp_id: String,
    /// Which of them; empty = whichever the person has.
    pub allow_credentials: Vec<Descriptor>,
    user_verification: &'static str,
}

impl RequestOptions {
    /// Asks for a passkey that verifies its person.
    pub const fn new(challenge: String, rp_id: String, allow_credentials: Vec<Descriptor>) -> Self {
        Self {
            challenge,
            timeout: TIMEOUT_MILLIS,
            rp_id,
            allow_credentials,
            user_verification: "required",
        }
    }
}

/// Who relies on the passkey (§5.4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct RelyingParty {
    /// A domain.
    pub id: String,
    /// For people.
    pub name: String,
}

/// Whose passkey it will be (§5.4.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct UserEntity {
    /// The user handle: says nothing to anybody but us.
    pub id: String,
    /// What tells accounts apart.
    pub name: String,
    /// The person's name.
    pub display_name: String,
}

/// A kind of key that will do (§5.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct Parameters {
    #[serde(rename = "type")]
    kind: &'static str,
    alg: i32,
}

/// What the authenticator must be able to do (§5.4.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
struct Selection {
    resident_key: &'static str,
    require_resident_key: bool,
    user_verification: &'static str,
}

/// `PublicKeyCredentialCreationOptionsJSON` (§5.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct CreationOptions {
    /// Us.
    pub rp: RelyingParty,
    /// The person.
    pub user: UserEntity,
    /// What is to be answered.
    pub challenge: String,
    pub_key_cred_params: Vec<Parameters>,
    timeout: u32,
    /// What the person has already: none of those authenticators makes another.
    pub exclude_credentials: Vec<Descriptor>,
    authenticator_selection: Selection,
    attestation: &'static str,
}

/// ECDSA on P-256 with SHA-256, as COSE numbers it (RFC 9053).
pub const ES256: i32 = -7;
/// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8812).
pub const RS256: i32 = -257;

impl CreationOptions {
    /// Asks for a discoverable credential that verifies its person, and for no word about its maker.
    pub fn new(rp: RelyingParty, user: UserEntity, challenge: String, exclude_credentials: Vec<Descriptor>) -> Self {
        let parameters = |alg| Parameters {
            kind: "public-key",
            alg,
        };
        Self {
            rp,
            user,
            challenge,
            pub_key_cred_params: vec![parameters(ES256), parameters(RS256)],
            timeout: TIMEOUT_MILLIS,
            exclude_credentials,
            authenticator_selection: Selection {
                resident_key: "required",
                require_resident_key: true,
                user_verification: "required",
            },
            attestation: "none",
        }
    }
}

/// What is told to a passkey provider so that it drops what no longer works: `signalAllAcceptedCredentials` and `signalCurrentUserDetails` (§5.1.10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Signal {
    /// Whose passkeys.
    pub rp_id: String,
    /// The user handle.
    pub user_id: String,
    /// All that still work.
    pub all_accepted_credential_ids: Vec<String>,
    /// What tells accounts apart, as it is now.
    pub name: String,
    /// The person's name, as it is now.
    pub display_name: String,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn options_are_those_of_the_specification() {
        let rp = RelyingParty {
            id: "acme.example".into(),
            name: "Acme".into(),
        };
        let user = UserEntity {
            id: "aGk".into(),
            name: "mia@acme.example".into(),
            display_name: "Mia".into(),
        };
        let known = Descriptor::new("Y3Jk".into(), vec!["usb".into()]);
        let made = serde_json::to_value(CreationOptions::new(rp, user, "Y2g".into(), vec![known])).unwrap();
        let of = |value: &serde_json::Value, at: &str| value.pointer(at).cloned().unwrap_or_default();
        assert_eq!(of(&made, "/authenticatorSelection/residentKey"), "required");
        assert_eq!(of(&made, "/authenticatorSelection/userVerification"), "required");
        assert_eq!(of(&made, "/attestation"), "none");
        assert_eq!(of(&made, "/pubKeyCredParams/0/alg"), -7);
        assert_eq!(of(&made, "/excludeCredentials/0/type"), "public-key");
        let asked = serde_json::to_value(RequestOptions::new("Y2g".into(), "acme.example".into(), Vec::new())).unwrap();
        assert_eq!(of(&asked, "/rpId"), "acme.example");
        assert_eq!(of(&asked, "/userVerification"), "required");
        assert_eq!(of(&asked, "/allowCredentials"), serde_json::json!([]));
    }
}
