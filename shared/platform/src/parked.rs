//! A consumer of the table's stream, record by record: handled, set aside, or handed back because the table itself is away (decision 15).
//!
//! A record that can never succeed, and one that waits for a service, is kept in the table; the batch goes on, so that nobody waits for anybody.

use crate::{
    changes::{self, Changed},
    observe::{self, Metric},
    services::Services,
};
use domain::{
    ParkedId, Timestamp,
    parked::{Consumer, Held, Parked, Reason},
};
use futures_util::FutureExt;
use protocol::error::{ErrorCode, Failure};
use std::panic::AssertUnwindSafe;
use store::StoreError;

/// How many waiting records one pass looks at.
const PASS: i32 = 25;

/// A record of the stream that carries events.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// The stream's own id of it.
    pub event_id: String,
    /// When it was written, as the stream says.
    pub made: Timestamp,
    /// What it carries.
    pub held: Held,
}

/// Why a record was not handled.
#[derive(Debug)]
pub enum Trouble {
    /// The table is away: nothing can be kept, so the record comes again.
    Again(Failure),
    /// It is kept in the table.
    Aside(Reason),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        if failure.code == ErrorCode::InternalError {
            Self::Aside(Reason::Corrupt)
        } else {
            Self::Again(failure)
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Failure::from(error).into()
    }
}

/// What a pass over the waiting records left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Nothing waits.
    Nothing,
    /// Something waits for its time.
    Some,
}

/// Handles one record with `work`. An error: it must come again.
pub async fn handle<F, W>(services: &Services, consumer: Consumer, arrived: &Arrived, work: &F) -> Result<(), Failure>
where
    F: Fn(Changed) -> W,
    W: Future<Output = Result<(), Trouble>>,
{
    match attempt(&arrived.held, work).await {
        Ok(()) => Ok(()),
        Err(Trouble::Again(failure)) => Err(failure),
        Err(Trouble::Aside(reason)) => {
            let id = id(arrived, consumer);
            let parked = Parked::new(id, consumer, reason, arrived.held.clone(), services.now());
            // Where it is there already, the batch came twice.
            if services.store.park(&parked).await? {
                told(&parked);
            }
            Ok(())
        }
    }
}

/// Tries what waits and is due. Ends at the first that still cannot: what it waits for, the others wait for too.
pub async fn retry<F, W>(services: &Services, consumer: Consumer, work: &F) -> Result<Left, Failure>
where
    F: Fn(Changed) -> W,
    W: Future<Output = Result<(), Trouble>>,
{
    let now = services.now();
    let waiting = services.store.waiting(consumer, PASS, now).await?;
    let mut left = if waiting.iter().all(|parked| parked.is_due(now)) {
        Left::Nothing
    } else {
        Left::Some
    };
    for parked in waiting.into_iter().filter(|parked| parked.is_due(now)) {
        match attempt(&parked.held, work).await {
            Ok(()) => services.store.unpark(&parked.id).await?,
            Err(Trouble::Again(failure)) => return Err(failure),
            Err(Trouble::Aside(reason)) => {
                let next = parked.failed(reason, now);
                match services.store.save_parked(&next).await {
                    // An operator, or another pass, was first.
                    Ok(()) | Err(StoreError::Conflict) => told(&next),
                    Err(error) => return Err(error.into()),
                }
                if next.is_waiting() {
                    left = Left::Some;
                }
                if reason.may_pass() {
                    break;
                }
            }
        }
    }
    Ok(left)
}

async fn attempt<F, W>(held: &Held, work: &F) -> Result<(), Trouble>
where
    F: Fn(Changed) -> W,
    W: Future<Output = Result<(), Trouble>>,
{
    let Ok(changed) = changes::read(&held.application, &held.events) else {
        return Err(Trouble::Aside(Reason::Unreadable));
    };
    AssertUnwindSafe(work(changed))
        .catch_unwind()
        .await
        .unwrap_or(Err(Trouble::Aside(Reason::Broken)))
}

fn id(arrived: &Arrived, consumer: Consumer) -> ParkedId {
    let first = changes::read(&arrived.held.application, &arrived.held.events)
        .ok()
        .and_then(|changed| changed.events.first().map(|event| event.id));
    first.map_or_else(
        || ParkedId::of_record(arrived.made, keys::sha256(arrived.event_id.as_bytes()), consumer),
        |event| ParkedId::of_event(&event, consumer),
    )
}

fn told(parked: &Parked) {
    if parked.is_waiting() {
        observe::waits();
        return;
    }
    let consumer = parked.consumer.as_str();
    observe::measure(Metric::RecordsParked, parked.application(), Some(consumer.into()), 1.0);
    if parked.consumer == Consumer::Deliver {
        observe::measure(Metric::MailFailed, parked.application(), None, 1.0);
    }
    tracing::error!(id = %parked.id, consumer, reason = parked.reason.as_str(), "a record of the stream was parked");
}
