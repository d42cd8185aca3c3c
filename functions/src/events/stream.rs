//! Records of the table's stream as what they carry. Deletes, also those by TTL, and changes without events are skipped (architecture 7).

use aws_lambda_events::dynamodb::{Event, EventRecord};
use domain::{
    Timestamp,
    parked::{Consumer, Held},
};
use platform::{
    Services,
    changes::{self, Changed},
    observe,
    parked::{self, Arrived, Left, Trouble},
};
use serde::Serialize;
use std::{future::Future, pin::Pin};

/// What a consumer does with one change.
pub(super) type Working = Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send>>;

/// An item is gone: swept, or dropped by us. Nothing happened to anybody.
const REMOVE: &str = "REMOVE";

/// Which records must come again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchResponse {
    /// At most one: the first that nothing could be done about, and all behind it.
    pub batch_item_failures: Vec<BatchItemFailure>,
}

/// A record that must come again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchItemFailure {
    /// Its sequence number.
    pub item_identifier: String,
}

/// What a record carries; nothing, if it is not this consumer's business.
fn arrived(record: &EventRecord, consumer: Consumer) -> Option<Arrived> {
    if record.event_name == REMOVE {
        return None;
    }
    let image = serde_json::to_value(&record.change.new_image).ok()?;
    let events = image.get(changes::EVENTS)?;
    let item_type = image.get(changes::TYPE).and_then(|value| value.get("S")?.as_str());
    if consumer == Consumer::Record && item_type.is_some_and(changes::is_recorded) {
        return None;
    }
    // Whatever is not text there was not written by us, and is kept to be looked at.
    let text = |value: &serde_json::Value| {
        let text = value.get("S").and_then(serde_json::Value::as_str);
        text.map_or_else(|| value.to_string(), str::to_owned)
    };
    Some(Arrived {
        event_id: record.event_id.clone(),
        made: Timestamp::from_secs(record.change.approximate_creation_date_time.timestamp()),
        held: Held {
            application: image.get(changes::APP).map(text).unwrap_or_default(),
            events: text(events),
            sequence: record.change.sequence_number.clone().unwrap_or_default(),
        },
    })
}

/// All changes of a batch that can be read, also those that are in the audit already.
pub(super) fn changes(records: &[EventRecord]) -> Vec<Changed> {
    let image = |record: &EventRecord| serde_json::to_value(&record.change.new_image).ok();
    let text = |image: &serde_json::Value, name: &str| Some(image.get(name)?.get("S")?.as_str()?.to_owned());
    let there = records.iter().filter(|record| record.event_name != REMOVE);
    let read = |image: serde_json::Value| {
        let (application, events) = (text(&image, changes::APP)?, text(&image, changes::EVENTS)?);
        changes::read(&application, &events).ok()
    };
    there.filter_map(image).filter_map(read).collect()
}

/// The changes of a batch that were handled: those before the first that comes again.
pub(super) fn handled(event: &Event, answer: &BatchResponse) -> Vec<Changed> {
    let again = answer
        .batch_item_failures
        .first()
        .map(|failure| &failure.item_identifier);
    let comes_again = |record: &EventRecord| again.is_some() && record.change.sequence_number.as_ref() == again;
    let end = event.records.iter().position(comes_again);
    changes(
        event
            .records
            .get(..end.unwrap_or(event.records.len()))
            .unwrap_or_default(),
    )
}

/// The whole batch comes again.
pub(super) fn all_again(event: &Event) -> BatchResponse {
    let first = event
        .records
        .first()
        .and_then(|record| record.change.sequence_number.clone());
    BatchResponse {
        batch_item_failures: first
            .map(|item_identifier| BatchItemFailure { item_identifier })
            .into_iter()
            .collect(),
    }
}

/// Hands every change to `work`, in order. Stops only where the table is away; whatever else goes wrong is set aside (decision 15).
pub(super) async fn each<F, W>(services: &Services, consumer: Consumer, event: &Event, work: &F) -> BatchResponse
where
    F: Fn(Changed) -> W,
    W: Future<Output = Result<(), Trouble>>,
{
    observe::records(event.records.len());
    for arrived in event.records.iter().filter_map(|record| arrived(record, consumer)) {
        if let Err(failure) = parked::handle(services, consumer, &arrived, work).await {
            observe::comes_again();
            tracing::warn!(
                code = failure.code.as_str(),
                "a stream record was not handled and comes again"
            );
            return BatchResponse {
                batch_item_failures: vec![BatchItemFailure {
                    item_identifier: arrived.held.sequence,
                }],
            };
        }
    }
    BatchResponse::default()
}

/// Tries again what waits in the table. What cannot even be read there is tried with the next batch.
pub(super) async fn retry<F, W>(services: &Services, consumer: Consumer, work: &F) -> Left
where
    F: Fn(Changed) -> W,
    W: Future<Output = Result<(), Trouble>>,
{
    parked::retry(services, consumer, work).await.unwrap_or_else(|failure| {
        tracing::warn!(code = failure.code.as_str(), "what waits was not tried");
        Left::Some
    })
}
