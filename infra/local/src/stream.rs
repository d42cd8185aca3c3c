//! The two consumers of the table's stream, fed with the very events that Lambda would hand them.

use crate::{
    Front,
    aws::stream::{StreamReader, StreamRecord},
};
use platform::parked::Left;
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::{Mutex, watch};

/// Reads the stream for the recorder and the mailer.
pub(crate) struct Consumers {
    inner: Mutex<Inner>,
    /// Grows with what is set aside in the table; asking the table itself after every request would cost as much as the request.
    parked: Arc<AtomicU64>,
}

struct Inner {
    reader: StreamReader,
    written: watch::Receiver<()>,
    /// What `parked` was when nothing was left waiting.
    tended: u64,
}

/// A batch as the event source mapping writes it.
fn event(batch: &[StreamRecord]) -> Value {
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
    json!({ "Records": records })
}

impl Consumers {
    pub(crate) fn new(reader: StreamReader, parked: Arc<AtomicU64>) -> Self {
        let mut written = reader.written();
        written.mark_changed();
        Self {
            inner: Mutex::new(Inner {
                reader,
                written,
                tended: 0,
            }),
            parked,
        }
    }

    /// Handles what is there, until nothing is left or something must be tried again later.
    pub(crate) async fn drain(&self, front: &dyn Front) {
        let mut guard = self.inner.lock().await;
        let Inner {
            reader,
            written,
            tended,
        } = &mut *guard;
        loop {
            while written.has_changed().unwrap_or(false) {
                written.mark_unchanged();
                if !Self::pass(reader, front).await {
                    // The table is away: what came is handled with the next request.
                    written.mark_changed();
                    return;
                }
            }
            // Compared, not cleared: what is set aside meanwhile, or a caller that leaves in the middle, is not forgotten.
            let parked = self.parked.load(Ordering::SeqCst);
            if *tended != parked && front.tend().await == Left::Nothing {
                *tended = parked;
            }
            if !written.has_changed().unwrap_or(false) {
                return;
            }
        }
    }

    /// All batches there are now. False: one was not handled and comes again.
    async fn pass(reader: &mut StreamReader, front: &dyn Front) -> bool {
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
            if !front.consume(&event(&batch)).await {
                reader.rewind();
                return false;
            }
        }
    }

    /// Keeps the position behind what was handled.
    pub(crate) async fn close(&self) {
        let mut guard = self.inner.lock().await;
        if let Err(error) = guard.reader.confirm() {
            tracing::error!(%error, "the position in the stream was not kept; its last records come again");
        }
    }
}
