//! Signing keys: listed, turned on schedule or in an emergency (behaviour 3.16, 6.8).

use super::{By, TRIES};
use crate::{
    observe::{self, Metric},
    services::Services,
    tenant::Tenant,
    tokens,
};
use domain::{
    Change, Event, Timestamp,
    application::{ApplicationStatus, KeyCustody},
    event::{Actor, EventKind},
    signing_key::{KeyRing, KeyStatus, RingError, SigningKey, Turn},
};
use keys::ring;
use protocol::{
    error::{ErrorCode, Failure},
    jwt::Alg,
};
use serde::{Deserialize, Serialize};
use store::StoreError;

/// A key as the API shows it: nothing of its private half.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SigningKey"))]
pub struct SigningKeyView {
    /// RFC 7638 thumbprint.
    pub kid: String,
    /// Its only algorithm.
    pub alg: Alg,
    /// Where it is in its life.
    pub status: KeyStatus,
    /// Where the private half lives.
    pub custody: KeyCustody,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it began to sign.
    pub activated_at: Option<Timestamp>,
    /// When it leaves the published set.
    pub drop_at: Option<Timestamp>,
}

fn shown(key: &SigningKey) -> SigningKeyView {
    SigningKeyView {
        kid: key.kid.clone(),
        alg: key.alg,
        status: key.status,
        custody: key.custody,
        created_at: key.created_at,
        activated_at: key.activated_at,
        drop_at: key.drop_at,
    }
}

async fn stored(tenant: &Tenant) -> Result<KeyRing, Failure> {
    let found = tenant.store().key_ring(tenant.id()).await?;
    found.ok_or_else(|| Failure::new(ErrorCode::InternalError, "The application has no signing keys."))
}

/// All keys, newest last.
pub async fn list(tenant: &Tenant) -> Result<Vec<SigningKeyView>, Failure> {
    Ok(stored(tenant).await?.keys.iter().map(shown).collect())
}

/// A body of `POST …/signing-keys/rotate`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "SigningKeyRotation")
)]
pub struct RotateRequest {
    /// Which algorithm's key.
    pub alg: Alg,
    /// The old key is revoked at once: what it signed is refused.
    #[serde(default)]
    pub emergency: bool,
}

/// Turns the keys of one algorithm. Scheduled: the next key signs, the old one stays published until its last token is dead.
pub async fn rotate(tenant: &Tenant, by: &By<'_>, request: RotateRequest) -> Result<Vec<SigningKeyView>, Failure> {
    if !Alg::SIGNING.contains(&request.alg) {
        let detail = "This application signs with RS256 and ES256.";
        return Err(Failure::new(ErrorCode::ValidationError, detail).field("alg", ErrorCode::ValidationError, detail));
    }
    turn(tenant, request, |event| event.from(by.origin), by.actor.clone()).await
}

async fn turn(
    tenant: &Tenant,
    request: RotateRequest,
    finish: impl Fn(Event) -> Event,
    actor: Actor,
) -> Result<Vec<SigningKeyView>, Failure> {
    for _ in 0..TRIES {
        let before = stored(tenant).await?;
        let after = turned(tenant, &before, request).await?;
        let event = finish(event(tenant, &before, &after, request, actor.clone()));
        match tenant
            .store()
            .save_key_ring(tenant.id(), Change::because(after.clone(), event))
            .await
        {
            Ok(()) => {
                tenant.forget_ring();
                return Ok(after.keys.iter().map(shown).collect());
            }
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Conflict.into())
}

/// The ring after a turn. Whether it may turn is judged before a pair is made: making one costs.
async fn turned(tenant: &Tenant, before: &KeyRing, request: RotateRequest) -> Result<KeyRing, Failure> {
    let now = tenant.now();
    let how = Turn {
        emergency: request.emergency,
        token_life_secs: tokens::longest_life(tenant),
    };
    let placeholder = before.next(request.alg).cloned();
    let placeholder = placeholder.ok_or_else(|| refused(RingError::NoNextKey))?;
    before
        .clone()
        .turn(request.alg, placeholder, how, now)
        .map_err(refused)?;
    let custody = tenant.application().key_custody;
    let kms = &tenant.services().kms;
    let fresh = ring::generate(tenant.id(), request.alg, custody, KeyStatus::Next, now, kms).await?;
    before.clone().turn(request.alg, fresh, how, now).map_err(refused)
}

fn event(tenant: &Tenant, before: &KeyRing, after: &KeyRing, request: RotateRequest, actor: Actor) -> Event {
    let kid = |ring: &KeyRing| ring.active(request.alg).map(|key| key.kid.clone());
    let kind = if request.emergency {
        EventKind::SigningKeyRevoked
    } else {
        EventKind::SigningKeyRotated
    };
    Event::new(kind, actor, tenant.now(), tenant.entropy())
        .on("signing_key", kid(after).unwrap_or_default())
        .with("alg", request.alg.as_str())
        .with("old", kid(before))
        .with("new", kid(after))
        .with("emergency", request.emergency)
}

fn refused(error: RingError) -> Failure {
    Failure::new(
        ErrorCode::KeyNotActive,
        format!("{error} In an emergency, rotate with emergency: true."),
    )
}

/// The schedule: turns every key that is due, of every application, and measures the oldest one. Answers how many were turned.
pub async fn rotate_due(services: &Services) -> Result<usize, Failure> {
    let (mut turned, mut oldest, mut start) = (0, 0.0_f64, None);
    loop {
        let page = services.store.applications(100, start).await?;
        for application in page.items {
            if application.status != ApplicationStatus::Deleted {
                let (of_this, days) = due_of(&Tenant::of(services, application)).await?;
                turned += of_this;
                oldest = oldest.max(days);
            }
        }
        let Some(next) = page.next else {
            observe::measure(Metric::KeyAgeDays, None, None, oldest);
            return Ok(turned);
        };
        start = Some(next);
    }
}

/// For how many days a key has been signing.
fn age(key: &SigningKey, now: Timestamp) -> f64 {
    let secs = now.secs_since(key.activated_at.unwrap_or(key.created_at));
    f64::from(i32::try_from(secs / 360).unwrap_or(i32::MAX)) / 240.0
}

async fn due_of(tenant: &Tenant) -> Result<(usize, f64), Failure> {
    let ring = stored(tenant).await?;
    let (mut turned, mut oldest) = (0, 0.0_f64);
    for alg in Alg::SIGNING {
        if ring.is_due(alg, tenant.settings().signing_key_rotation_days, tenant.now()) {
            turn(
                tenant,
                RotateRequest { alg, emergency: false },
                |event| event,
                Actor::system(),
            )
            .await?;
            turned += 1;
        } else if let Some(key) = ring.active(alg) {
            oldest = oldest.max(age(key, tenant.now()));
        }
    }
    Ok((turned, oldest))
}
