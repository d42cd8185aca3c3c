//! `Idempotency-Key`: a request that creates may be sent again and makes one thing (behaviour 4.0; draft-ietf-httpapi-idempotency-key-header).
//!
//! Without the header the work is simply done.

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
use platform::{
    idempotency::{self, Begun as Claimed},
    tenant::Tenant,
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::{future::Future, marker::PhantomData};

/// What was made: the body of the 201, and the version for its `ETag`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Made<T> {
    body: Value,
    version: u64,
    #[serde(skip)]
    of: PhantomData<fn(T)>,
}

impl<T: Serialize> Made<T> {
    /// From anything that can be shown.
    pub fn new(body: &T, version: u64) -> Result<Self, Failure> {
        let body =
            serde_json::to_value(body).map_err(|error| Failure::new(ErrorCode::InternalError, error.to_string()))?;
        Ok(Self {
            body,
            version,
            of: PhantomData,
        })
    }
}

impl<T> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        let entity = Entity {
            body: self.body,
            version: self.version,
        };
        let mut response = entity.into_response();
        *response.status_mut() = StatusCode::CREATED;
        response
    }
}

/// The same for what goes on after the answer: a 202.
#[derive(Debug)]
pub struct Begun<T>(pub Made<T>);

impl<T> IntoResponse for Begun<T> {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        *response.status_mut() = StatusCode::ACCEPTED;
        response
    }
}

/// A body that may have been sent before.
#[derive(Clone, Debug)]
pub struct Once<T> {
    body: T,
    bytes: Bytes,
    /// Method, path and the caller's key; `None` without the header.
    name: Option<String>,
}

fn name(request: &Request) -> Result<Option<String>, Failure> {
    let Some(value) = request.headers().get("idempotency-key") else {
        return Ok(None);
    };
    let good = |text: &&str| (1..=255).contains(&text.len()) && text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let key = value.to_str().ok().filter(good);
    let unusable = || {
        Failure::new(
            ErrorCode::InvalidParameter,
            "Idempotency-Key has 1 to 255 printable characters.",
        )
    };
    let key = key.ok_or_else(unusable)?;
    Ok(Some(format!("{} {} {key}", request.method(), request.uri().path())))
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Once<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let name = name(&request)?;
        let headers = request.headers().clone();
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|_| Failure::new(ErrorCode::MalformedBody, "The body ended early."))?;
        let body = json::of_bytes(&headers, &bytes)?;
        Ok(Self { body, bytes, name })
    }
}

impl<T> Once<T> {
    /// Does the work, unless it was done before. The work makes things with the chance of the tenant it is handed.
    pub async fn run<M, F, W>(self, caller: &ApiCaller, work: F) -> Result<Made<M>, ApiError>
    where
        F: FnOnce(Tenant, T) -> W,
        W: Future<Output = Result<Made<M>, Failure>>,
    {
        let Some(name) = self.name else {
            return Ok(work(caller.tenant.clone(), self.body).await?);
        };
        let tenant = &caller.tenant;
        let ticket = match idempotency::begin(tenant, &caller.credential, &name, &self.bytes).await? {
            Claimed::Before(made) => return Ok(made),
            Claimed::New(ticket) => ticket,
        };
        let outcome = work(ticket.tenant(tenant), self.body).await;
        let kept = match &outcome {
            Ok(made) => ticket.done(tenant, made).await,
            Err(failure) => ticket.failed(tenant, failure).await,
        };
        if let (Ok(_), Err(failure)) = (&outcome, &kept) {
            ticket.failed(tenant, failure).await?;
        }
        let made = outcome?;
        kept?;
        Ok(made)
    }
}
