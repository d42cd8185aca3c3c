//! The two consumers of the table's stream, fed with the very events that Lambda would hand them.

use crate::aws::stream::{StreamReader, StreamRecord};
use aws_lambda_events::dynamodb::Event;
use functions::events::{deliver, record};
use platform::Services;
use serde_json::{Value, json};
use tokio::sync::{Mutex, watch};

/// Reads the stream for the recorder and the mailer.
pub(crate) struct Consumers {
    services: Services,
    reader: Mutex<(StreamReader, watch::Receiver<()>)>,
}

/// A batch as the event source mapping writes it.
fn event(batch: &[StreamRecord]) -> Result<Event, serde_json::Error> {
    let records: Vec<Value> = batch
        .iter()
        .map(|record| {
            json!({
                "awsRegion": "us-east-1",
                "eventID": record.sequence,
                "eventName": record.event_name,
                "eventSource": "aws:dynamodb",
                "dynamodb": { "Keys": record.keys, "NewImage": record.new_image, "SequenceNumber": record.sequence, "SizeBytes": 0 },
            })
        })
        .collect();
    serde_json::from_value(json!({ "Records": records }))
}

impl Consumers {
    pub(crate) fn new(services: Services, reader: StreamReader) -> Self {
        let mut written = reader.written();
        written.mark_changed();
        Self {
            services,
            reader: Mutex::new((reader, written)),
        }
    }

    /// Handles what is there, until nothing is left or something must be tried again later.
    pub(crate) async fn drain(&self) {
        let mut guard = self.reader.lock().await;
        let (reader, written) = &mut *guard;
        while written.has_changed().unwrap_or(false) {
            written.mark_unchanged();
            if !self.pass(reader).await {
                // Mail may be down: what waits is tried again with the next request.
                written.mark_changed();
                return;
            }
        }
    }

    /// All batches there are now. False: one was not handled and comes again.
    async fn pass(&self, reader: &mut StreamReader) -> bool {
        loop {
            let batch = match reader.next().await {
                Ok(batch) => batch,
                Err(error) => {
                    tracing::error!(%error, "the stream cannot be read");
                    return false;
                }
            };
            if batch.is_empty() {
                return true;
            }
            if !self.handle(&batch).await {
                reader.rewind();
                return false;
            }
        }
    }

    async fn handle(&self, batch: &[StreamRecord]) -> bool {
        let event = match event(batch) {
            Ok(event) => event,
            Err(error) => {
                tracing::error!(%error, "a stream record is not what Lambda would send");
                return true;
            }
        };
        let recorded = record::handle(&self.services, event.clone()).await;
        let delivered = deliver::handle(&self.services, event).await;
        recorded.batch_item_failures.is_empty() && delivered.batch_item_failures.is_empty()
    }

    /// Keeps the position behind what was handled.
    pub(crate) async fn close(&self) {
        let mut guard = self.reader.lock().await;
        if let Err(error) = guard.0.confirm() {
            tracing::error!(%error, "the position in the stream was not kept; its last records come again");
        }
    }
}
