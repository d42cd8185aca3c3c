//! Answers to requests that may be repeated: claimed before the work, kept sealed for a day after it.

use crate::{
    Store,
    error::StoreError,
    item::{self, Draft, Entity},
    keys,
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
    /// Nobody has done this: do it.
    Mine,
    /// Somebody is doing it now.
    Running,
    /// Somebody began and never said how it ended: it may have been done.
    Unknown,
    /// The key was used for another body.
    OtherBody,
    /// It was done; this is the sealed answer.
    Answered(String),
}

/// An answer to keep.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// The claim's hash.
    pub hash: &'a str,
    /// Hash of the request body.
    pub body: &'a str,
    /// The sealed answer, at most 8 KiB.
    pub sealed: &'a str,
}

impl Store {
    /// Claims a request before its work is done.
    pub async fn claim_request(
        &self,
        app: &ApplicationId,
        hash: &str,
        body: &str,
        now: Timestamp,
    ) -> Result<Claim, StoreError> {
        let record = Record {
            body: body.to_owned(),
            sealed: None,
            at: now,
            // As long as an answer: doing it again might make a second one (FA-03).
            until: now.plus_secs(LIFE_SECS),
        };
        let put = Draft::new(&keys::idempotency(app, hash), Some(app), &record)?.when(Condition::absent_or_over(now));
        let old = match self.table.put(put).await? {
            Outcome::Done(_) => return Ok(Claim::Mine),
            Outcome::Refused(old) => old.map(item::read::<Record>).transpose()?,
        };
        Ok(match old {
            Some(old) if old.body != body => Claim::OtherBody,
            Some(Record {
                sealed: Some(sealed), ..
            }) => Claim::Answered(sealed),
            Some(old) if old.at.plus_secs(RUNNING_SECS).is_past(now) => Claim::Unknown,
            _ => Claim::Running,
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
        };
        let put =
            Draft::new(&keys::idempotency(app, answered.hash), Some(app), &record)?.when(Condition::free_or_of(app));
        self.table.put(put).await.map(|_| ())
    }

    /// Gives a claim back after a failure, so that the caller may try again.
    pub async fn release_request(&self, app: &ApplicationId, hash: &str) -> Result<(), StoreError> {
        self.table.delete(keys::idempotency(app, hash).attributes()).await
    }
}
