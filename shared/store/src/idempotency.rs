//! Answers to requests that may be repeated: claimed before the work, kept sealed for a day after it.
//!
//! A claim whose try failed, or never said how it ended, is taken over by the next one under the writer that it saw: one at a time goes on.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity, Item},
    keys, schema,
    table::Outcome,
    write::Condition,
};
use domain::{ApplicationId, Timestamp};
use serde::{Deserialize, Serialize};

/// How long an answer is repeated, in seconds.
const LIFE_SECS: i64 = 86_400;
/// How long a claim without an answer may still be at work: longer than a request may take.
const RUNNING_SECS: i64 = 30;

/// A claimed request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    body: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    sealed: Option<String>,
    /// When it was claimed, or answered.
    at: Timestamp,
    until: Timestamp,
    /// When it was claimed first, and what tells this claim from an earlier one of the same name.
    #[serde(default)]
    born: Timestamp,
    #[serde(default)]
    nonce: String,
    /// Its try ended in a failure of ours: the next one need not wait.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    open: bool,
}

impl Entity for Record {
    const TYPE: &'static str = "idempotency";

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.until)
    }
}

/// What a claim found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Do it.
    Mine(Claimed),
    /// Somebody is doing it now; in so many seconds nobody is any more.
    Running(u32),
    /// The key was used for another body.
    OtherBody,
    /// It was done; this is the sealed answer.
    Answered(String),
}

/// A claim: what every try of one request has in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// When the first try began.
    pub born: Timestamp,
    /// Tells it from an earlier request of the same name.
    pub nonce: String,
    /// Whether there was a try before, which may have done the work.
    pub again: bool,
}

/// An answer to keep.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// The claim's hash.
    pub hash: &'a str,
    /// Hash of the request body.
    pub body: &'a str,
    /// The claim.
    pub claimed: &'a Claimed,
    /// The sealed answer, at most 8 KiB.
    pub sealed: &'a str,
}

impl Record {
    /// What another try of the same request finds.
    fn judge(&self, body: &str, now: Timestamp) -> Option<Claim> {
        if self.body != body {
            return Some(Claim::OtherBody);
        }
        if let Some(sealed) = &self.sealed {
            return Some(Claim::Answered(sealed.clone()));
        }
        let end = self.at.plus_secs(RUNNING_SECS);
        // One that cannot be told from others cannot be taken over either.
        if self.nonce.is_empty() || !(self.open || end.is_past(now)) {
            return Some(Claim::Running(
                u32::try_from(end.secs_since(now)).unwrap_or(1).clamp(1, 30),
            ));
        }
        None
    }
}

/// The claim is still the one that was seen, and nobody has answered it.
fn unanswered(name: &'static str, value: &str) -> Condition {
    Condition {
        expression: "#seen = :seen AND attribute_not_exists(#sealed)".to_owned(),
        names: [("#seen", name), ("#sealed", "sealed")]
            .map(|(name, attribute)| (name.to_owned(), attribute.to_owned()))
            .into(),
        values: std::iter::once((":seen".to_owned(), item::text(value))).collect(),
    }
}

impl Store {
    /// Claims a request before its work is done. `nonce` names this claim.
    pub async fn claim_request(
        &self,
        app: &ApplicationId,
        hash: &str,
        body: &str,
        nonce: String,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let record = Record {
            body: body.to_owned(),
            sealed: None,
            at: now,
            // As long as an answer: a repetition must find it.
            until: now.plus_secs(LIFE_SECS),
            born: now,
            nonce: nonce.clone(),
            open: false,
        };
        let put = Draft::new(&keys::idempotency(app, hash), Some(app), &record)?.when(Condition::absent_or_over(now));
        let old = match self.table.put(put).await? {
            Outcome::Done(_) => {
                return Ok(Claim::Mine(Claimed {
                    born: now,
                    nonce,
                    again: false,
                }));
            }
            Outcome::Refused(Some(old)) => old,
            Outcome::Refused(None) => return Ok(Claim::Running(1)),
        };
        self.take_over(app, hash, body, old, now).await
    }

    async fn take_over(
        &self,
        app: &ApplicationId,
        hash: &str,
        body: &str,
        old: Item,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let writer = old.get(schema::WRITER).and_then(item::string).map(str::to_owned);
        let record: Record = item::read(old)?;
        if let Some(found) = record.judge(body, now) {
            return Ok(found);
        }
        let next = Record {
            at: now,
            open: false,
            ..record
        };
        let seen = unanswered(schema::WRITER, &writer.unwrap_or_default());
        let put = Draft::new(&keys::idempotency(app, hash), Some(app), &next)?.when(seen);
        Ok(match self.table.put(put).await? {
            Outcome::Done(_) => Claim::Mine(Claimed {
                born: next.born,
                nonce: next.nonce,
                again: true,
            }),
            Outcome::Refused(_) => Claim::Running(1),
        })
    }

    /// Keeps the answer of a claimed request.
    pub async fn answer_request(
        &self,
        app: &ApplicationId,
        answered: &Answered<'_>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let record = Record {
            body: answered.body.to_owned(),
            sealed: Some(answered.sealed.to_owned()),
            at: now,
            until: now.plus_secs(LIFE_SECS),
            born: answered.claimed.born,
            nonce: answered.claimed.nonce.clone(),
            open: false,
        };
        let put =
            Draft::new(&keys::idempotency(app, answered.hash), Some(app), &record)?.when(Condition::free_or_of(app));
        self.table.put(put).await.map(|_| ())
    }

    /// Says that a try failed: the next one goes on at once.
    pub async fn reopen_request(
        &self,
        app: &ApplicationId,
        hash: &str,
        body: &str,
        claimed: &Claimed,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let record = Record {
            body: body.to_owned(),
            sealed: None,
            at: now,
            until: now.plus_secs(LIFE_SECS),
            born: claimed.born,
            nonce: claimed.nonce.clone(),
            open: true,
        };
        let put = Draft::new(&keys::idempotency(app, hash), Some(app), &record)?;
        self.table
            .put(put.when(unanswered("nonce", &claimed.nonce)))
            .await
            .map(|_| ())
    }

    /// Gives a claim back after a refusal, so that the caller may try again.
    pub async fn release_request(&self, app: &ApplicationId, hash: &str) -> Result<(), StoreError> {
        self.table.delete(keys::idempotency(app, hash).attributes()).await
    }
}
