//! The client of DynamoDB: a request is signed, sent, and sent again where that may help. What the requests say is the table's business.
//!
//! Ours and not the SDK's, which takes three times as long for the same request (docs/decisions/0017): signatures rest on the SDK's own primitives,
//! attributes are written and read by `serde_dynamo`, and the connection is any [`HttpConnector`] of the SDKs.

mod refusal;
mod retry;
mod sign;
#[cfg(test)]
mod tests;

pub(crate) use refusal::{CallError, Refusal};
pub use retry::Retries;

use aws_credential_types::Credentials;
use aws_smithy_runtime_api::{
    client::{
        http::{HttpConnector, SharedHttpConnector},
        orchestrator::{HttpRequest, HttpResponse},
        result::ConnectorError,
    },
    http::HttpError,
};
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use domain::{Clock, Entropy, entropy};
use http_body_util::BodyExt as _;
use retry::{Budget, Cost};
use serde::{Serialize, de::DeserializeOwned};
use sign::Signer;
use std::{
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// Characters that tell this process' calls from those of any other: 95 bits.
const PROCESS_LENGTH: usize = 16;
/// Bytes that most requests fit in.
const USUAL: usize = 2048;
/// Names ourselves in AWS' own logs.
const USER_AGENT: &str = concat!("aero2/", env!("CARGO_PKG_VERSION"));

/// Sees every attempt at a call.
pub trait Watch: fmt::Debug + Send + Sync + 'static {
    /// An attempt ended.
    fn attempted(&self, ended: Attempt<'_>);
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug)]
pub enum Attempt<'a> {
    /// What was asked for was done.
    Done,
    /// DynamoDB refused: the HTTP status, and the body, which may quote an item.
    Refused(u16, &'a [u8]),
    /// Nobody answered in time.
    Lost,
}

/// How DynamoDB is reached.
#[derive(Clone)]
pub struct Connection {
    /// The AWS region, for the address and the signature.
    pub region: String,
    /// Who asks.
    pub credentials: Credentials,
    /// Where, if not at AWS: scheme, host and port.
    pub endpoint: Option<String>,
    /// Carries requests.
    pub http: SharedHttpConnector,
    /// What is tried again, and how often.
    pub retries: Retries,
    /// How long one attempt may take.
    pub attempt: Duration,
    /// The real time, for signatures: AWS compares it with its own.
    pub clock: Arc<dyn Clock>,
    /// Told of every attempt.
    pub watch: Arc<dyn Watch>,
}

/// A client; clones share it.
#[derive(Clone)]
pub(crate) struct Client(Arc<Inner>);

struct Inner {
    at: Connection,
    address: String,
    /// A request with everything that is in all of them.
    template: Result<HttpRequest, HttpError>,
    signer: Signer,
    budget: Budget,
    entropy: Arc<dyn Entropy>,
    process: OnceLock<String>,
    calls: AtomicU64,
}

impl Client {
    pub(crate) fn new(at: Connection, entropy: Arc<dyn Entropy>) -> Self {
        let address = at.endpoint.clone().unwrap_or_else(|| address(&at.region));
        let whole = format!("{}/", address.trim_end_matches('/'));
        Self(Arc::new(Inner {
            signer: Signer::new(&at.credentials, &at.region, &address),
            budget: Budget::new(at.retries.budget),
            template: template(&whole, at.retries.attempts),
            address: whole,
            at,
            entropy,
            process: OnceLock::new(),
            calls: AtomicU64::new(0),
        }))
    }

    /// A name that no other call has, in this process or another: at most 36 characters.
    pub(crate) fn call_id(&self) -> String {
        let inner = &self.0;
        let process = inner
            .process
            .get_or_init(|| entropy::base62(&*inner.entropy, PROCESS_LENGTH));
        format!("{process}-{:x}", inner.calls.fetch_add(1, Ordering::Relaxed))
    }

    /// Calls `target` (`DynamoDB_20120810.` and the operation), again where that may help.
    pub(crate) async fn call<A: DeserializeOwned>(
        &self,
        target: &'static str,
        request: &impl Serialize,
    ) -> Result<A, CallError> {
        let mut body = Vec::with_capacity(USUAL);
        serde_json::to_writer(&mut body, request).map_err(|error| CallError::Unreadable(error.to_string()))?;
        let answer = self.send(target, body).await?;
        serde_json::from_slice(&answer).map_err(|error| CallError::Unreadable(error.to_string()))
    }

    async fn send(&self, target: &'static str, body: Vec<u8>) -> Result<Bytes, CallError> {
        let (retries, id) = (&self.0.at.retries, self.call_id());
        let body = Bytes::from(body);
        let mut attempt = 1;
        loop {
            let failed = match self.once(target, &id, attempt, &body).await {
                Ok(answer) => {
                    self.0.budget.give_back(attempt);
                    return Ok(answer);
                }
                Err(failed) => failed,
            };
            let Some(cost) = Cost::of(&failed) else {
                return Err(failed);
            };
            if attempt >= retries.attempts || !self.0.budget.take(cost) {
                return Err(failed);
            }
            let chance = entropy::unit(&*self.0.entropy);
            tokio::time::sleep(retries.pause(attempt, chance)).await;
            attempt += 1;
        }
    }

    async fn once(&self, target: &'static str, id: &str, attempt: u32, body: &Bytes) -> Result<Bytes, CallError> {
        let request = self.request(target, id, attempt, body)?;
        let answered = tokio::time::timeout(self.0.at.attempt, exchange(&self.0.at.http, request)).await;
        let watch = &self.0.at.watch;
        match answered {
            Ok(Ok((200..=299, body))) => {
                watch.attempted(Attempt::Done);
                Ok(body)
            }
            Ok(Ok((status, body))) => {
                watch.attempted(Attempt::Refused(status, &body));
                Err(refusal::read(status, &body))
            }
            Ok(Err(error)) => {
                watch.attempted(Attempt::Lost);
                Err(CallError::lost(&error))
            }
            Err(_) => {
                watch.attempted(Attempt::Lost);
                Err(CallError::TimedOut)
            }
        }
    }

    fn request(&self, target: &'static str, id: &str, attempt: u32, body: &Bytes) -> Result<HttpRequest, CallError> {
        let bad = |error: &dyn fmt::Display| CallError::Unreadable(error.to_string());
        // An address that cannot be one is said by the call, not at start: as any other call that cannot be made.
        let template = self.0.template.as_ref().map_err(|e| bad(e))?;
        let mut request = template.try_clone().ok_or_else(|| bad(&"no copy"))?;
        *request.body_mut() = SdkBody::from(body.clone());
        let headers = request.headers_mut();
        for (name, value) in self.0.signer.sign(target, body, self.0.at.clock.now()) {
            headers.try_insert(name, value).map_err(|e| bad(&e))?;
        }
        headers.try_insert("x-amz-target", target).map_err(|e| bad(&e))?;
        headers
            .try_insert("amz-sdk-invocation-id", id.to_owned())
            .map_err(|e| bad(&e))?;
        if attempt > 1 {
            let tries = tries(attempt, self.0.at.retries.attempts);
            headers.try_insert("amz-sdk-request", tries).map_err(|e| bad(&e))?;
        }
        Ok(request)
    }
}

fn tries(attempt: u32, most: u32) -> String {
    format!("attempt={attempt}; max={most}")
}

/// A POST to `address` whose copies have room for every header: those that each call says anew are empty.
fn template(address: &str, attempts: u32) -> Result<HttpRequest, HttpError> {
    let mut request = HttpRequest::new(SdkBody::empty());
    request.set_method("POST")?;
    request.set_uri(address)?;
    let headers = request.headers_mut();
    for name in ["x-amz-date", "authorization", "x-amz-target", "amz-sdk-invocation-id"] {
        headers.try_insert(name, "")?;
    }
    headers.try_insert("content-type", sign::CONTENT_TYPE)?;
    headers.try_insert("user-agent", USER_AGENT)?;
    headers.try_insert("amz-sdk-request", tries(1, attempts))?;
    Ok(request)
}

/// One request and its whole answer.
async fn exchange(http: &SharedHttpConnector, request: HttpRequest) -> Result<(u16, Bytes), ConnectorError> {
    let answer: HttpResponse = http.call(request).await?;
    let status = answer.status().as_u16();
    let whole = answer.into_body().collect().await.map_err(ConnectorError::io)?;
    Ok((status, whole.to_bytes()))
}

/// Where a region has DynamoDB.
fn address(region: &str) -> String {
    let suffix = if region.starts_with("cn-") { ".cn" } else { "" };
    format!("https://dynamodb.{region}.amazonaws.com{suffix}")
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.address)
    }
}
