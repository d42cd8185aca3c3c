//! Requests that may be sent again and must make one thing: claimed before the work, answered from a sealed record for a day after it (behaviour 4.0).

use crate::tenant::Tenant;
use keys::{MacKind, Purpose, digest};
use protocol::error::{ErrorCode, Failure};
use serde::{Serialize, de::DeserializeOwned};
use store::{Answered, Claim};

/// What a claim found.
#[derive(Debug)]
pub enum Begun<T> {
    /// Nobody has done this: do it, then say how it ended.
    New(Ticket),
    /// It was done; this was the answer.
    Before(T),
}

/// The right to do a request.
#[derive(Clone, Debug)]
pub struct Ticket {
    hash: String,
    body: String,
}

/// Claims a request: whose it is, what it is called, what it says.
pub async fn begin<T: DeserializeOwned>(
    tenant: &Tenant,
    credential: &str,
    name: &str,
    body: &[u8],
) -> Result<Begun<T>, Failure> {
    let vault = tenant.vault().await?;
    let name = format!("{credential} {name}");
    let ticket = Ticket {
        hash: vault.mac(tenant.id(), MacKind::Idempotency, name.as_bytes()),
        body: digest::base64url(&keys::sha256(body)),
    };
    let claim = tenant
        .store()
        .claim_request(tenant.id(), &ticket.hash, &ticket.body, tenant.now());
    match claim.await? {
        Claim::Mine => Ok(Begun::New(ticket)),
        Claim::Running => Err(Failure::new(
            ErrorCode::IdempotencyInProgress,
            "The same request is running. Ask again in a moment.",
        )
        .retry_after(2)),
        Claim::Unknown => Err(Failure::new(
            ErrorCode::IdempotencyInProgress,
            "Nobody knows how the first request with this Idempotency-Key ended; it was not done again. Look whether the thing is there; if not, use a new key.",
        )),
        Claim::OtherBody => Err(Failure::new(
            ErrorCode::IdempotencyKeyReused,
            "This Idempotency-Key was used for another body.",
        )),
        Claim::Answered(sealed) => {
            let known = vault.open_json(tenant.id(), Purpose::IdempotentAnswer, &sealed);
            let unreadable = || Failure::new(ErrorCode::InternalError, "The kept answer cannot be read.");
            known.map(Begun::Before).ok_or_else(unreadable)
        }
    }
}

impl Ticket {
    /// The work is done: its answer is kept for a repetition.
    pub async fn done<T: Serialize>(self, tenant: &Tenant, answer: &T) -> Result<(), Failure> {
        let sealed = tenant
            .vault()
            .await?
            .seal_json(tenant.id(), Purpose::IdempotentAnswer, answer);
        let answered = Answered {
            hash: &self.hash,
            body: &self.body,
            sealed: &sealed,
        };
        Ok(tenant
            .store()
            .answer_request(tenant.id(), &answered, tenant.now())
            .await?)
    }

    /// The work was refused, so nothing was made: the caller may correct the cause and use the key again. After a failure of
    /// ours nobody knows, so the claim stands: the key never makes a second one.
    pub async fn failed(self, tenant: &Tenant, failure: &Failure) -> Result<(), Failure> {
        if failure.status() < 500 {
            tenant.store().release_request(tenant.id(), &self.hash).await?;
        }
        Ok(())
    }
}
