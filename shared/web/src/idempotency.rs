//! `Idempotency-Key`: a request that creates may be sent again and makes one thing (behaviour 4.0; draft-ietf-httpapi-idempotency-key-header).
//!
//! Claimed before the work, answered from the sealed record for a day after it. Without the header the work is simply done.

use crate::{
    answer::Entity,
    error::ApiError,
    extract::{caller::ApiCaller, json},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::StatusCode;
use keys::{MacKind, Purpose, digest};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::future::Future;
use store::{Answered, Claim};

/// What was made: the body of the 201, and the version for its `ETag`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Made {
    body: Value,
    version: u64,
}

impl Made {
    /// From anything that can be shown.
    pub fn new<T: Serialize>(body: &T, version: u64) -> Result<Self, Failure> {
        let body =
            serde_json::to_value(body).map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))?;
        Ok(Self { body, version })
    }
}

impl IntoResponse for Made {
    fn into_response(self) -> Response {
        let mut response = Entity {
            body: self.body,
            version: self.version,
        }
        .into_response();
        *response.status_mut() = StatusCode::CREATED;
        response
    }
}

/// A body that may have been sent before.
#[derive(Clone, Debug)]
pub struct Once<T> {
    body: T,
    key: Option<Key>,
}

#[derive(Clone, Debug)]
struct Key {
    /// Method, path and the caller's key.
    text: String,
    body_hash: String,
}

fn key_of(request: &Request) -> Result<Option<String>, Failure> {
    let Some(value) = request.headers().get("idempotency-key") else {
        return Ok(None);
    };
    let good = |text: &&str| (1..=255).contains(&text.len()) && text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let text = value.to_str().ok().filter(good);
    let text = text.ok_or_else(|| {
        Failure::new(
            ErrorCode::InvalidParameter,
            "Idempotency-Key has 1 to 255 printable characters.",
        )
    })?;
    Ok(Some(format!("{} {} {text}", request.method(), request.uri().path())))
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Once<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let text = key_of(&request)?;
        let headers = request.headers().clone();
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Failure::new(ErrorCode::MalformedBody, "The body ended early."))?;
        let body = json::of_bytes(&headers, &bytes)?;
        let key = text.map(|text| Key {
            text,
            body_hash: digest::base64url(&keys::sha256(&bytes)),
        });
        Ok(Self { body, key })
    }
}

/// What to do about a claim: the work, or the answer that is there already.
fn judge(claim: Claim, open: impl FnOnce(&str) -> Option<Made>) -> Result<Option<Made>, Failure> {
    match claim {
        Claim::Mine => Ok(None),
        Claim::Running => Err(Failure::new(
            ErrorCode::IdempotencyInProgress,
            "The same request is running. Ask again in a moment.",
        )
        .retry_after(2)),
        Claim::OtherBody => Err(Failure::new(
            ErrorCode::IdempotencyKeyReused,
            "This Idempotency-Key was used for another body.",
        )),
        Claim::Answered(sealed) => open(&sealed)
            .map(Some)
            .ok_or_else(|| Failure::new(ErrorCode::InternalError, "The kept answer cannot be read.")),
    }
}

impl<T> Once<T> {
    /// Does the work, unless it was done before.
    pub async fn run<F, W>(self, caller: &ApiCaller, work: F) -> Result<Made, ApiError>
    where
        F: FnOnce(T) -> W,
        W: Future<Output = Result<Made, Failure>>,
    {
        let Some(key) = self.key else {
            return Ok(work(self.body).await?);
        };
        let (tenant, now) = (&caller.tenant, caller.tenant.now());
        let vault = tenant.vault().await?;
        let name = format!("{} {}", caller.credential, key.text);
        let hash = vault.mac(tenant.id(), MacKind::Idempotency, name.as_bytes());
        let claim = tenant.store().claim_request(tenant.id(), &hash, &key.body_hash, now);
        let open = |sealed: &str| vault.open_json(tenant.id(), Purpose::IdempotentAnswer, sealed);
        if let Some(known) = judge(claim.await.map_err(Failure::from)?, open)? {
            return Ok(known);
        }
        let outcome = work(self.body).await;
        match &outcome {
            Ok(made) => {
                let sealed = vault.seal_json(tenant.id(), Purpose::IdempotentAnswer, made);
                let (hash, body) = (&hash, &key.body_hash);
                let answered = Answered {
                    hash,
                    body,
                    sealed: &sealed,
                };
                let kept = tenant.store().answer_request(tenant.id(), &answered, now);
                kept.await.map_err(Failure::from)?;
            }
            // Refused, so nothing was made: the caller may correct the cause and use the key again. After a failure of ours
            // nobody knows, so the claim stands until it ends by itself.
            Err(failure) if failure.status() < 500 => {
                let released = tenant.store().release_request(tenant.id(), &hash);
                released.await.map_err(Failure::from)?;
            }
            Err(_) => {}
        }
        Ok(outcome?)
    }
}
