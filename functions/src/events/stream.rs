//! Records of the table's stream as the changes they carry. TTL deletes and changes without events are skipped (architecture 7).

use aws_lambda_events::dynamodb::{Event, EventRecord};
use platform::changes::{self, Changed};
use protocol::error::Failure;
use serde::Serialize;
use std::future::Future;

/// Which records must come again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchResponse {
    /// At most one: the first that failed, and all behind it.
    pub batch_item_failures: Vec<BatchItemFailure>,
}

/// A record that must come again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchItemFailure {
    /// Its sequence number.
    pub item_identifier: String,
}

fn changed(record: &EventRecord) -> Option<Changed> {
    let image = serde_json::to_value(&record.change.new_image).ok()?;
    let text = |name: &str| image.get(name)?.get("S")?.as_str();
    match changes::read(text(changes::APP)?, text(changes::EVENTS)?) {
        Ok(changed) => Some(changed),
        Err(failure) => {
            // Written by another version of us, and never readable however often it comes again.
            tracing::error!(detail = %failure.detail, "a stream record cannot be read");
            None
        }
    }
}

/// Hands every change to `work`, in order, and stops at the first failure.
pub(super) async fn each<F, W>(event: Event, work: F) -> BatchResponse
where
    F: Fn(Changed) -> W,
    W: Future<Output = Result<(), Failure>>,
{
    for record in &event.records {
        let Some(changed) = changed(record) else { continue };
        if let Err(failure) = work(changed).await {
            tracing::warn!(
                code = failure.code.as_str(),
                "a stream record was not handled and comes again"
            );
            let item_identifier = record.change.sequence_number.clone().unwrap_or_default();
            return BatchResponse {
                batch_item_failures: vec![BatchItemFailure { item_identifier }],
            };
        }
    }
    BatchResponse::default()
}
