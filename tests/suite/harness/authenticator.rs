//! A software authenticator with its browser, which does what it is asked, or lies in one chosen way (Web Authentication Level 3).

use aws_lc_rs::{
    digest,
    rand::{SecureRandom, SystemRandom},
    rsa,
    signature::{self, EcdsaKeyPair, KeyPair, RsaKeyPair},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

/// User present, user verified, may be on several devices, is; a credential is attached.
pub const UP: u8 = 0x01;
pub const UV: u8 = 0x04;
pub const BE: u8 = 0x08;
pub const BS: u8 = 0x10;
pub const AT: u8 = 0x40;

/// The model of a maker that is known by name.
pub const GOOGLE: [u8; 16] = [
    0xea, 0x9b, 0x8d, 0x66, 0x4d, 0x01, 0x1d, 0x21, 0x3c, 0xe4, 0xb6, 0xb4, 0x8c, 0xb5, 0x75, 0xd4,
];

enum Key {
    P256(Box<EcdsaKeyPair>),
    Rsa(Box<RsaKeyPair>),
}

struct Held {
    id: Vec<u8>,
    handle: String,
    key: Key,
}

/// An authenticator, and where its browser is.
pub struct Authenticator {
    origin: String,
    held: Vec<Held>,
    /// What it says of itself and of its person.
    pub flags: u8,
    /// How often it signed; 0 = it does not count.
    pub counter: u32,
    /// The model.
    pub aaguid: [u8; 16],
    /// Whether its keys are RSA.
    pub is_rsa: bool,
}

/// How it lies.
#[derive(Clone, Default)]
pub struct Lie {
    pub kind: Option<&'static str>,
    pub challenge: Option<String>,
    pub origin: Option<&'static str>,
    /// A further member of the client data.
    pub member: Option<(&'static str, Value)>,
    pub rp_id: Option<&'static str>,
    pub flags: Option<u8>,
    pub counter: Option<u32>,
    /// The handle told in place of its own; `Some(None)` = none.
    pub handle: Option<Option<String>>,
    /// The id told in place of its own.
    pub id: Option<Vec<u8>>,
    /// A signature that is not its own.
    pub bent: bool,
    /// The algorithm it says its key is for.
    pub alg: Option<u8>,
    /// The attestation format.
    pub format: Option<&'static str>,
    /// Bytes of the id it makes.
    pub length: Option<usize>,
}

/// One lie.
pub fn lie(tell: impl FnOnce(&mut Lie)) -> Lie {
    let mut lie = Lie::default();
    tell(&mut lie);
    lie
}

pub fn b64(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub fn unb64(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA256, bytes).as_ref().to_vec()
}

fn random(length: usize) -> Vec<u8> {
    let mut bytes = vec![0; length];
    SystemRandom::new().fill(&mut bytes).unwrap();
    bytes
}

/// A CBOR text or byte string.
fn string(major: u8, bytes: &[u8]) -> Vec<u8> {
    let head = match u16::try_from(bytes.len()).unwrap() {
        short @ 0..24 => vec![major | u8::try_from(short).unwrap()],
        byte @ 24..256 => vec![major | 0x18, u8::try_from(byte).unwrap()],
        long => [&[major | 0x19][..], &long.to_be_bytes()].concat(),
    };
    [head, bytes.to_vec()].concat()
}

impl Key {
    /// As COSE writes it (RFC 9053).
    fn cose(&self, alg: Option<u8>) -> Vec<u8> {
        match self {
            Self::P256(pair) => {
                let point = pair.public_key().as_ref();
                // kty EC2, alg ES256 (0x26 = -7), crv P-256, x, y.
                let head = [0xa5, 0x01, 0x02, 0x03, alg.unwrap_or(0x26), 0x20, 0x01, 0x21];
                [
                    &head[..],
                    &string(0x40, &point[1..33]),
                    &[0x22],
                    &string(0x40, &point[33..]),
                ]
                .concat()
            }
            Self::Rsa(pair) => {
                // RSAPublicKey of 2048 bits (RFC 8017): two heads and a leading zero, then the modulus; the exponent is 65537.
                let n = &pair.public_key().as_ref()[9..265];
                let e = [1, 0, 1];
                // kty RSA, alg RS256 (-257), n, e.
                let head = [0xa4, 0x01, 0x03, 0x03, 0x39, 0x01, 0x00, 0x20];
                [&head[..], &string(0x40, n), &[0x21], &string(0x40, &e)].concat()
            }
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let chance = SystemRandom::new();
        match self {
            Self::P256(pair) => pair.sign(&chance, message).unwrap().as_ref().to_vec(),
            Self::Rsa(pair) => {
                let mut out = vec![0; pair.public_modulus_len()];
                pair.sign(&signature::RSA_PKCS1_SHA256, &chance, message, &mut out)
                    .unwrap();
                out
            }
        }
    }
}

impl Authenticator {
    /// One that verifies its person and keeps its keys in step, in a browser at `origin`.
    pub fn synced(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            held: Vec::new(),
            flags: UP | UV | BE | BS,
            counter: 0,
            aaguid: GOOGLE,
            is_rsa: false,
        }
    }

    /// One whose keys cannot leave it, and that counts.
    pub fn bound(origin: &str) -> Self {
        Self {
            flags: UP | UV,
            counter: 1,
            aaguid: [0; 16],
            ..Self::synced(origin)
        }
    }

    fn client_data(&self, kind: &str, options: &Value, lie: &Lie) -> Vec<u8> {
        let mut data = Map::new();
        data.insert("type".into(), json!(lie.kind.unwrap_or(kind)));
        let challenge = lie.challenge.clone();
        let asked = || options["challenge"].as_str().unwrap().to_owned();
        data.insert("challenge".into(), json!(challenge.unwrap_or_else(asked)));
        data.insert("origin".into(), json!(lie.origin.unwrap_or(&self.origin)));
        data.insert("crossOrigin".into(), json!(false));
        if let Some((name, value)) = &lie.member {
            data.insert((*name).into(), value.clone());
        }
        Value::Object(data).to_string().into_bytes()
    }

    fn authenticator_data(&self, rp_id: &str, lie: &Lie, attached: &[u8]) -> Vec<u8> {
        let attached_flag = if attached.is_empty() { 0 } else { AT };
        let flags = lie.flags.unwrap_or(self.flags) | attached_flag;
        let counter = lie.counter.unwrap_or(self.counter).to_be_bytes();
        let rp = sha256(lie.rp_id.unwrap_or(rp_id).as_bytes());
        [&rp[..], &[flags], &counter, attached].concat()
    }

    fn new_key(&self) -> Key {
        if self.is_rsa {
            return Key::Rsa(Box::new(RsaKeyPair::generate(rsa::KeySize::Rsa2048).unwrap()));
        }
        Key::P256(Box::new(
            EcdsaKeyPair::generate(&signature::ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
        ))
    }

    /// `navigator.credentials.create()`, as `toJSON()` writes what it answers.
    pub fn create(&mut self, options: &Value, lie: &Lie) -> Value {
        let (key, id) = (self.new_key(), random(lie.length.unwrap_or(16)));
        let client_data = self.client_data("webauthn.create", options, lie);
        let length = u16::try_from(id.len()).unwrap().to_be_bytes();
        let attached = [&self.aaguid[..], &length, &id, &key.cose(lie.alg)].concat();
        let data = self.authenticator_data(options["rp"]["id"].as_str().unwrap(), lie, &attached);
        let object = [
            vec![0xa3],
            string(0x60, b"fmt"),
            string(0x60, lie.format.unwrap_or("none").as_bytes()),
            string(0x60, b"attStmt"),
            vec![0xa0],
            string(0x60, b"authData"),
            string(0x40, &data),
        ]
        .concat();
        let told = b64(lie.id.as_ref().unwrap_or(&id));
        self.held.push(Held {
            id,
            key,
            handle: options["user"]["id"].as_str().unwrap().to_owned(),
        });
        json!({
            "id": told, "rawId": told, "type": "public-key", "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": b64(&client_data),
                "attestationObject": b64(&object),
                "transports": ["internal", "hybrid", "carrier-pigeon"],
            },
            "clientExtensionResults": {},
        })
    }

    /// `navigator.credentials.get()` with its newest passkey, as `toJSON()` writes what it answers.
    pub fn get(&mut self, options: &Value, lie: &Lie) -> Value {
        if self.counter > 0 && lie.counter.is_none() {
            self.counter += 1;
        }
        let held = self.held.last().unwrap();
        let client_data = self.client_data("webauthn.get", options, lie);
        let data = self.authenticator_data(options["rpId"].as_str().unwrap(), lie, &[]);
        let mut signature = held.key.sign(&[data.clone(), sha256(&client_data)].concat());
        if lie.bent {
            signature = held.key.sign(b"something else");
        }
        let told = b64(lie.id.as_ref().unwrap_or(&held.id));
        let handle = lie.handle.clone().unwrap_or_else(|| Some(held.handle.clone()));
        json!({
            "id": told, "rawId": told, "type": "public-key", "authenticatorAttachment": "platform",
            "response": {
                "clientDataJSON": b64(&client_data),
                "authenticatorData": b64(&data),
                "signature": b64(&signature),
                "userHandle": handle,
            },
            "clientExtensionResults": {},
        })
    }

    /// The id of its newest passkey.
    pub fn id(&self) -> Vec<u8> {
        self.held.last().unwrap().id.clone()
    }

    /// The handle of its newest passkey.
    pub fn handle(&self) -> String {
        self.held.last().unwrap().handle.clone()
    }
}
