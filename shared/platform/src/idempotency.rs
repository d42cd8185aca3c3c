//! Requests that may be sent again and must make one thing: claimed before the work, answered from a sealed record for a day after it (behaviour 4.0).
//!
//! A try that failed is gone on with under the identifiers it drew (see `birth`): what it made is found, what it did not make is made.

use crate::{birth::Birth, tenant::Tenant};
use domain::entropy;
use keys::{MacKind, Purpose, digest};
use protocol::error::{ErrorCode, Failure};
use serde::{Serialize, de::DeserializeOwned};
use store::{Answered, Claim, Claimed};

/// Characters that tell one claim from another of the same name.
const NONCE_LENGTH: usize = 22;

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
    claimed: Claimed,
    birth: Birth,
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
    let hash = vault.mac(tenant.id(), MacKind::Idempotency, name.as_bytes());
    let body = digest::base64url(&keys::sha256(body));
    let nonce = entropy::base62(tenant.entropy(), NONCE_LENGTH);
    let claim = tenant
        .store()
        .claim_request(tenant.id(), &hash, &body, nonce, tenant.now());
    match claim.await? {
        Claim::Mine(claimed) => {
            let whose = format!("{hash} {}", claimed.nonce);
            let seed = vault.mac(tenant.id(), MacKind::Birth, whose.as_bytes());
            let birth = Birth::seeded(claimed.born, seed, claimed.again);
            Ok(Begun::New(Ticket {
                hash,
                body,
                claimed,
                birth,
            }))
        }
        Claim::Running(seconds) => Err(Failure::new(
            ErrorCode::IdempotencyInProgress,
            "The same request is running. Ask again in a moment.",
        )
        .retry_after(seconds)),
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
    /// The application, for the work: what it makes is made with the chance of this request.
    pub fn tenant(&self, tenant: &Tenant) -> Tenant {
        tenant.with_birth(self.birth.clone())
    }

    /// The work is done: its answer is kept for a repetition.
    pub async fn done<T: Serialize>(&self, tenant: &Tenant, answer: &T) -> Result<(), Failure> {
        let sealed = tenant
            .vault()
            .await?
            .seal_json(tenant.id(), Purpose::IdempotentAnswer, answer);
        let answered = Answered {
            hash: &self.hash,
            body: &self.body,
            claimed: &self.claimed,
            sealed: &sealed,
        };
        Ok(tenant
            .store()
            .answer_request(tenant.id(), &answered, tenant.now())
            .await?)
    }

    /// The work was refused, so nothing was made: the caller may correct the cause and use the key again. After a failure of ours, and after a
    /// try that may have made something, the claim stays, and the next try goes on with it.
    pub async fn failed(&self, tenant: &Tenant, failure: &Failure) -> Result<(), Failure> {
        let store = tenant.store();
        if failure.status() < 500 && !self.claimed.again {
            return Ok(store.release_request(tenant.id(), &self.hash).await?);
        }
        Ok(store
            .reopen_request(tenant.id(), &self.hash, &self.body, &self.claimed, tenant.now())
            .await?)
    }
}
