//! An application's keys in use: the stored ring, and a ready signer for each active key, unwrapped once per process and ring version.

use crate::{
    kms::{Context, Kms, KmsError},
    signer::{self, Signer},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{
    ApplicationId, Timestamp,
    application::KeyCustody,
    signing_key::{KeyRing, KeyStatus, SigningKey},
};
use protocol::jwt::{Alg, Jwk, JwkSet};
use std::sync::Arc;

/// Keys that are ready. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Ring(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    stored: KeyRing,
    signers: Vec<Signer>,
}

impl Ring {
    /// Makes the active keys of a stored ring ready: one `kms:Decrypt` for each wrapped one.
    pub async fn load(stored: KeyRing, app: &ApplicationId, kms: &Kms) -> Result<Self, KmsError> {
        let mut signers = Vec::new();
        for key in stored.keys.iter().filter(|key| key.status == KeyStatus::Active) {
            signers.push(ready(key, app, kms).await?);
        }
        Ok(Self(Arc::new(Inner { stored, signers })))
    }

    /// The public set: next, active and retiring keys of every algorithm (RFC 7517 §5).
    pub fn jwks(&self, now: Timestamp) -> JwkSet {
        JwkSet {
            keys: self.0.stored.published(now).map(|key| key.public.clone()).collect(),
        }
    }

    /// One published key.
    pub fn jwk(&self, kid: &str, now: Timestamp) -> Option<Jwk> {
        self.0
            .stored
            .published(now)
            .find(|key| key.kid == kid)
            .map(|key| key.public.clone())
    }

    /// The published key that a token names, with its one algorithm.
    pub(crate) fn verifying(&self, kid: &str, now: Timestamp) -> Option<(&Jwk, Alg)> {
        self.0
            .stored
            .published(now)
            .find(|key| key.kid == kid)
            .map(|key| (&key.public, key.alg))
    }

    /// The signer of an algorithm.
    pub fn signer(&self, alg: Alg) -> Option<&Signer> {
        self.0.signers.iter().rev().find(|signer| signer.alg() == alg)
    }

    /// The ring as it is stored.
    pub fn stored(&self) -> &KeyRing {
        &self.0.stored
    }

    /// A ring of keys whose private halves are in hand: for tests of what reads tokens.
    pub fn of_local_keys(keys: Vec<(SigningKey, Vec<u8>)>) -> Result<Self, KmsError> {
        let signers = keys
            .iter()
            .filter(|(key, _)| key.status == KeyStatus::Active)
            .map(|(key, pkcs8)| Signer::local(key.kid.clone(), key.alg, pkcs8));
        let signers = signers.collect::<Result<_, _>>()?;
        let stored = KeyRing {
            keys: keys.into_iter().map(|(key, _)| key).collect(),
            version: 1,
        };
        Ok(Self(Arc::new(Inner { stored, signers })))
    }
}

async fn ready(key: &SigningKey, app: &ApplicationId, kms: &Kms) -> Result<Signer, KmsError> {
    if let Some(id) = &key.kms_key_id {
        return Ok(Signer::remote(key.kid.clone(), key.alg, kms.clone(), id.clone()));
    }
    let wrapped = key
        .wrapped
        .as_deref()
        .and_then(|text| STANDARD.decode(text).ok())
        .ok_or(KmsError::Corrupt("a key has no private half"))?;
    let app = app.to_string();
    let pkcs8 = zeroize::Zeroizing::new(
        kms.decrypt(
            wrapped,
            Context {
                application: &app,
                kid: &key.kid,
            },
        )
        .await?,
    );
    Signer::local(key.kid.clone(), key.alg, &pkcs8)
}

/// A new key pair of one algorithm in the application's custody. Its private half exists in the clear only inside this call.
pub async fn generate(
    app: &ApplicationId,
    alg: Alg,
    custody: KeyCustody,
    status: KeyStatus,
    now: Timestamp,
    kms: &Kms,
) -> Result<SigningKey, KmsError> {
    let (public, wrapped, kms_key_id) = match custody {
        KeyCustody::Wrapped => {
            let (pkcs8, public) = tokio::task::spawn_blocking(move || signer::generate(alg))
                .await
                .map_err(|_| KmsError::Corrupt("key generation stopped"))??;
            let kid = public.kid.clone().unwrap_or_default();
            let app = app.to_string();
            let sealed = kms
                .encrypt(
                    &pkcs8,
                    Context {
                        application: &app,
                        kid: &kid,
                    },
                )
                .await?;
            (public, Some(STANDARD.encode(sealed)), None)
        }
        KeyCustody::Kms => {
            let id = kms.create_signing_key(alg).await?;
            let public = signer::jwk_of_spki(&kms.public_key(&id).await?, alg)?;
            (public, None, Some(id))
        }
    };
    let kid = public.kid.clone().unwrap_or_default();
    let activated_at = (status == KeyStatus::Active).then_some(now);
    Ok(SigningKey {
        kid,
        alg,
        status,
        custody,
        public,
        wrapped,
        kms_key_id,
        created_at: now,
        activated_at,
        drop_at: None,
    })
}
