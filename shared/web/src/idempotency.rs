//! `Idempotency-Key`: a request that creates may be sent again and makes one thing (behaviour 4.0; draft-ietf-httpapi-idempotency-key-header).
//!
//! Claimed before the work, answered from the sealed record for a day after it. Without the header the work is simply done.

use crate::{answer::Entity, error::ApiError, extract::{caller::ApiCaller, json}};
use axum::{body::Bytes, extract::{FromRequest, Request}, response::{IntoResponse, Response}};
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
        let body = serde_json::to_value(body).map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))?;
        Ok(Self { body, version })
    }
}

impl IntoResponse for Made {
    fn into_response(self) -> Response {
        let mut response = Entity { body: self.body, version: self.version }.into_response();
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
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let good = |text: &&str| (1..=255).contains(&text.len()) && text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let text = value.to_str().ok().filter(good);
    let text = text.ok_or_else(|| Failure::new(ErrorCode::InvalidParameter, "Idempotency-Key has 1 to 255 printable characters."))?;
    Ok(Some(format!("{} {} {text}", request.method(), request.uri().path())))
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Once<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let text = key_of(&request)?;
        let headers = request.headers().clone();
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Failure::new(ErrorCode::MalformedBody, "The body ended early."))?;
        let body = json::of_bytes(&headers, &bytes)?;
        let key = text.map(|text| Key { text, body_hash: digest::base64url(&keys::sha256(&bytes)) });
        Ok(Self { body, key })
    }
}

impl<T> Once<T> {
    /// Does the work, unless it was done before.
    pub async fn run<F, W>(self, caller: &ApiCaller, work: F) -> Result<Made, ApiError>
    where
        F: FnOnce(T) -> W,
        W: Future<Output = Result<Made, Failure>>,
    {
        let Some(key) = self.key else { return Ok(work(self.body).await?) };
        let tenant = &caller.tenant;
        let vault = tenant.vault().await?;
        let hash = vault.mac(tenant.id(), MacKind::Idempotency, format!("{} {}", caller.credential, key.text).as_bytes());
        match tenant.store().claim_request(tenant.id(), &hash, &key.body_hash, tenant.now()).await.map_err(Failure::from)? {
            Claim::Mine => {}
            Claim::Running => return Err(Failure::new(ErrorCode::IdempotencyInProgress, "The same request is running. Ask again in a moment.").retry_after(2).into()),
            Claim::OtherBody => return Err(Failure::new(ErrorCode::IdempotencyKeyReused, "This Idempotency-Key was used for another body.").into()),
            Claim::Answered(sealed) => {
                let known: Option<Made> = vault.open_json(tenant.id(), Purpose::IdempotentAnswer, &sealed);
                return known.ok_or_else(|| Failure::new(ErrorCode::InternalError, "The kept answer cannot be read.").into());
            }
        }
        match work(self.body).await {
            Ok(made) => {
                let sealed = vault.seal_json(tenant.id(), Purpose::IdempotentAnswer, &made);
                let answered = Answered { hash: &hash, body: &key.body_hash, sealed: &sealed };
                tenant.store().answer_request(tenant.id(), &answered, tenant.now()).await.map_err(Failure::from)?;
                Ok(made)
            }
            Err(failure) => {
                // Refused, so nothing was made: the caller may correct the cause and use the key again.
                tenant.store().release_request(tenant.id(), &hash).await.map_err(Failure::from)?;
                Err(failure.into())
            }
        }
    }
}
