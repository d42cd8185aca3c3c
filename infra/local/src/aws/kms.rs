//! KMS in the process: awsJson1.1 over real keys that stay in the data directory (`kms.json`, readable by this user only).
//!
//! Operations: `Encrypt`, `Decrypt`, `CreateKey`, `DescribeKey`, `GetPublicKey`, `Sign`, `EnableKey`, `DisableKey`,
//! `ScheduleKeyDeletion`.

use super::data_dir::{DataDir, DataDirError, KEYS};
use super::kms_key::{self, KeySpec, KeyState, Material, Message, StoredKey};
use super::kms_wire::{
    CreateKey, Decrypt, Encrypt, KeyRequest, KmsError, MessageType, ScheduleKeyDeletion, Sign, arn, metadata, parsed,
    unarned,
};
use super::reply::Reply;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Clock, Timestamp};
use platform::system::SystemEntropy;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use uuid::Uuid;

/// AWS's limit of what is encrypted or signed directly, in bytes.
const DIRECT_LIMIT: usize = 4096;

#[derive(Serialize, Deserialize)]
struct KeyFile {
    default: Uuid,
    keys: BTreeMap<Uuid, StoredKey>,
}

struct Key {
    stored: StoredKey,
    material: Material,
}

/// The embedded KMS.
pub struct Kms {
    keys: RwLock<BTreeMap<Uuid, Arc<Key>>>,
    default: Uuid,
    dir: Arc<DataDir>,
    clock: Arc<dyn Clock>,
}

impl Kms {
    /// Opens the keys of `dir`; the first start makes the wrapping key.
    pub(super) fn open(dir: &Arc<DataDir>, clock: Arc<dyn Clock>) -> Result<Self, DataDirError> {
        let damaged = |reason: &str| dir.damaged(KEYS, reason);
        let kept = dir.read(KEYS).map_err(|error| damaged(&error.to_string()))?;
        let first = kept.is_none();
        let file = match kept {
            Some(bytes) => serde_json::from_slice(&bytes).map_err(|error| damaged(&error.to_string()))?,
            None => first_file(clock.now()).map_err(|error| damaged(&error.to_string()))?,
        };
        let KeyFile { default, keys } = file;
        let loaded = keys
            .into_iter()
            .map(|(id, stored)| load(stored).map(|key| (id, Arc::new(key))));
        let keys = loaded
            .collect::<Option<BTreeMap<_, _>>>()
            .ok_or_else(|| damaged("a key cannot be read"))?;
        if !keys.contains_key(&default) {
            return Err(damaged("the wrapping key is missing"));
        }
        let kms = Self {
            keys: RwLock::new(keys),
            default,
            dir: Arc::clone(dir),
            clock,
        };
        if first {
            kms.save(&kms.keys()).map_err(|_| damaged("it cannot be written"))?;
        }
        Ok(kms)
    }

    /// The id of the symmetric key made at the first start, which wraps everything else.
    pub fn default_key_id(&self) -> String {
        self.default.to_string()
    }

    /// Serves one request of the SDK. On a worker thread: an RSA key takes a while to make.
    pub(super) async fn serve(self: &Arc<Self>, operation: &str, body: Vec<u8>) -> Reply {
        let (this, operation) = (Arc::clone(self), operation.to_owned());
        let served = tokio::task::spawn_blocking(move || this.answer(&operation, &body)).await;
        served.unwrap_or_else(|_| Reply::error(500, "KMSInternalException", "interrupted"))
    }

    fn answer(&self, operation: &str, body: &[u8]) -> Reply {
        let answered = match operation {
            "Encrypt" => parsed(body).and_then(|request| self.encrypt(request)),
            "Decrypt" => parsed(body).and_then(|request| self.decrypt(request)),
            "Sign" => parsed(body).and_then(|request| self.sign(request)),
            "GetPublicKey" => parsed(body).and_then(|request| self.get_public_key(request)),
            "CreateKey" => parsed(body).and_then(|request| self.create_key(request)),
            "DescribeKey" => parsed(body).and_then(|request| self.describe_key(request)),
            "EnableKey" => parsed(body).and_then(|request| self.switch(request, KeyState::Enabled)),
            "DisableKey" => parsed(body).and_then(|request| self.switch(request, KeyState::Disabled)),
            "ScheduleKeyDeletion" => parsed(body).and_then(|request| self.schedule_key_deletion(request)),
            other => Err(KmsError::Unsupported(format!("{other} is not served locally"))),
        };
        match answered {
            Ok(body) => Reply::ok(&body),
            Err(error) => Reply::error(error.status(), error.code(), &error.to_string()),
        }
    }

    fn encrypt(&self, request: Encrypt) -> Result<Value, KmsError> {
        let (id, key) = self.usable(&request.key_id, "ENCRYPT_DECRYPT")?;
        let plain = request.plaintext.0;
        if plain.is_empty() || plain.len() > DIRECT_LIMIT {
            return Err(KmsError::Validation("plaintext must have 1 to 4096 bytes".to_owned()));
        }
        let context = kms_key::associated(&request.encryption_context);
        let sealed = key.material.encrypt(*id.as_bytes(), &plain, &context, &SystemEntropy);
        let sealed = sealed.map_err(|_| KmsError::Internal)?;
        let text = STANDARD.encode(sealed);
        Ok(json!({ "CiphertextBlob": text, "KeyId": arn(id), "EncryptionAlgorithm": "SYMMETRIC_DEFAULT" }))
    }

    fn decrypt(&self, request: Decrypt) -> Result<Value, KmsError> {
        let ciphertext = request.ciphertext_blob.0;
        let (named, _) = kms_key::key_of(&ciphertext).ok_or(KmsError::InvalidCiphertext)?;
        let named = Uuid::from_bytes(named);
        if let Some(asked) = request.key_id {
            // A key that is not there, or not in a state for it, is told before that it is the wrong one.
            let (asked, _) = self.usable(&asked, "ENCRYPT_DECRYPT")?;
            if asked != named {
                return Err(KmsError::IncorrectKey);
            }
        }
        let (id, key) = self.usable(&named.to_string(), "ENCRYPT_DECRYPT")?;
        let context = kms_key::associated(&request.encryption_context);
        let plain = key
            .material
            .decrypt(&ciphertext, &context)
            .map_err(|_| KmsError::InvalidCiphertext)?;
        let text = STANDARD.encode(plain);
        Ok(json!({ "Plaintext": text, "KeyId": arn(id), "EncryptionAlgorithm": "SYMMETRIC_DEFAULT" }))
    }

    fn sign(&self, request: Sign) -> Result<Value, KmsError> {
        let (id, key) = self.usable(&request.key_id, "SIGN_VERIFY")?;
        let algorithms = key.stored.spec.algorithms();
        let Some(algorithm) = algorithms.iter().find(|one| **one == request.signing_algorithm) else {
            let only = algorithms.join(", ");
            return Err(KmsError::InvalidKeyUsage(format!("this key signs with {only} only")));
        };
        let message = request.message.0;
        let message = match request.message_type {
            MessageType::Digest if message.len() == 32 => Message::Digest(&message),
            MessageType::Digest => return Err(KmsError::Validation("digest is invalid length".to_owned())),
            MessageType::Raw if (1..=DIRECT_LIMIT).contains(&message.len()) => Message::Raw(&message),
            MessageType::Raw => return Err(KmsError::Validation("message must have 1 to 4096 bytes".to_owned())),
        };
        let signature = key.material.sign(algorithm, &message).map_err(|_| KmsError::Internal)?;
        Ok(json!({ "KeyId": arn(id), "Signature": STANDARD.encode(signature), "SigningAlgorithm": algorithm }))
    }

    fn get_public_key(&self, request: KeyRequest) -> Result<Value, KmsError> {
        let (id, key) = self.find(&request.key_id)?;
        let spec = key.stored.spec;
        let Some(public) = key.material.public_key() else {
            return Err(KmsError::Unsupported(format!("{} has no public key", arn(id))));
        };
        self.usable(&request.key_id, spec.usage())?;
        Ok(json!({
            "KeyId": arn(id), "PublicKey": STANDARD.encode(public), "KeySpec": spec, "CustomerMasterKeySpec": spec,
            "KeyUsage": spec.usage(), "SigningAlgorithms": spec.algorithms(),
        }))
    }

    fn create_key(&self, request: CreateKey) -> Result<Value, KmsError> {
        let spec = request.key_spec.unwrap_or(KeySpec::Symmetric);
        if request.key_usage.as_deref().unwrap_or("ENCRYPT_DECRYPT") != spec.usage() {
            let only = format!("a key of this kind is for {} only", spec.usage());
            return Err(KmsError::Validation(only));
        }
        let id = new_id();
        let key = make(spec, self.clock.now()).ok_or(KmsError::Internal)?;
        let answer = json!({ "KeyMetadata": metadata(id, &key.stored) });
        self.change(|keys| {
            keys.insert(id, Arc::new(key));
        })?;
        Ok(answer)
    }

    fn describe_key(&self, request: KeyRequest) -> Result<Value, KmsError> {
        let (id, key) = self.find(&request.key_id)?;
        Ok(json!({ "KeyMetadata": metadata(id, &key.stored) }))
    }

    fn switch(&self, request: KeyRequest, state: KeyState) -> Result<Value, KmsError> {
        let (id, key) = self.find(&request.key_id)?;
        if key.stored.state == KeyState::PendingDeletion {
            return Err(KmsError::InvalidState(arn(id)));
        }
        self.set_state(id, &key, state)?;
        Ok(json!({}))
    }

    fn schedule_key_deletion(&self, request: ScheduleKeyDeletion) -> Result<Value, KmsError> {
        let days = request.pending_window_in_days.unwrap_or(30);
        if !(7..=30).contains(&days) {
            return Err(KmsError::Validation("PendingWindowInDays must be 7 to 30".to_owned()));
        }
        let (id, key) = self.find(&request.key_id)?;
        if key.stored.state == KeyState::PendingDeletion {
            return Err(KmsError::InvalidState(arn(id)));
        }
        self.set_state(id, &key, KeyState::PendingDeletion)?;
        let date = self.clock.now().plus_secs(days.saturating_mul(86_400)).secs();
        Ok(
            json!({ "KeyId": arn(id), "DeletionDate": date, "KeyState": "PendingDeletion", "PendingWindowInDays": days }),
        )
    }

    fn set_state(&self, id: Uuid, key: &Key, state: KeyState) -> Result<(), KmsError> {
        let stored = StoredKey {
            state,
            ..key.stored.clone()
        };
        let key = load(stored).ok_or(KmsError::Internal)?;
        self.change(|keys| {
            keys.insert(id, Arc::new(key));
        })
    }

    /// Changes the keys, on disk first: a key that was handed out is never lost.
    fn change(&self, change: impl FnOnce(&mut BTreeMap<Uuid, Arc<Key>>)) -> Result<(), KmsError> {
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        let mut changed = keys.clone();
        change(&mut changed);
        self.save(&changed)?;
        *keys = changed;
        drop(keys);
        Ok(())
    }

    fn save(&self, keys: &BTreeMap<Uuid, Arc<Key>>) -> Result<(), KmsError> {
        let keys = keys.iter().map(|(id, key)| (*id, key.stored.clone())).collect();
        let file = KeyFile {
            default: self.default,
            keys,
        };
        let text = serde_json::to_vec_pretty(&file).map_err(|_| KmsError::Internal)?;
        self.dir.write(KEYS, &text).map_err(|_| KmsError::Internal)
    }

    fn find(&self, key_id: &str) -> Result<(Uuid, Arc<Key>), KmsError> {
        let not_found = || KmsError::NotFound(key_id.to_owned());
        let id = unarned(key_id).ok_or_else(not_found)?;
        let key = self.keys().get(&id).cloned().ok_or_else(not_found)?;
        Ok((id, key))
    }

    fn usable(&self, key_id: &str, usage: &str) -> Result<(Uuid, Arc<Key>), KmsError> {
        let (id, key) = self.find(key_id)?;
        match key.stored.state {
            KeyState::Enabled if key.stored.spec.usage() == usage => Ok((id, key)),
            KeyState::Enabled => Err(KmsError::InvalidKeyUsage(format!("{} is not for {usage}", arn(id)))),
            KeyState::Disabled => Err(KmsError::Disabled(arn(id))),
            KeyState::PendingDeletion => Err(KmsError::InvalidState(arn(id))),
        }
    }

    fn keys(&self) -> RwLockReadGuard<'_, BTreeMap<Uuid, Arc<Key>>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner)
    }
}

fn first_file(now: Timestamp) -> Result<KeyFile, KmsError> {
    let default = new_id();
    let key = make(KeySpec::Symmetric, now).ok_or(KmsError::Internal)?;
    Ok(KeyFile {
        default,
        keys: BTreeMap::from([(default, key.stored)]),
    })
}

fn make(spec: KeySpec, now: Timestamp) -> Option<Key> {
    let material = STANDARD.encode(kms_key::generate(spec, &SystemEntropy).ok()?);
    load(StoredKey {
        spec,
        state: KeyState::Enabled,
        created: now,
        material,
    })
}

fn load(stored: StoredKey) -> Option<Key> {
    let bytes = STANDARD.decode(&stored.material).ok()?;
    let material = Material::load(stored.spec, &bytes).ok()?;
    Some(Key { stored, material })
}

fn new_id() -> Uuid {
    uuid::Builder::from_random_bytes(domain::entropy::bytes::<16>(&SystemEntropy)).into_uuid()
}
