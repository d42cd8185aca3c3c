//! The table's stream, read in order from a position that survives a restart.
//!
//! At least once, like Lambda's: a batch that was not confirmed is handed out again after a restart. Unlike AWS, dynoxide also reports a put that
//! changes nothing; ours never do, because each names its writer.

use super::data_dir::{DATABASE, DataDir};
use super::dynamodb::{Dynamodb, DynamodbError, TABLE};
use dynoxide::actions::get_records::{GetRecordsRequest, Record};
use dynoxide::actions::get_shard_iterator::{decode_shard_iterator, encode_shard_iterator};
use dynoxide::streams::shard_id;
use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;
use tokio::sync::watch;

const FILE: &str = "stream.json";

/// How many records one batch holds at most.
const BATCH: usize = 100;

/// How far the kept position may lie behind. Handling a record twice does nothing, as with Lambda; two syncs per batch cost more than the work.
const UNKEPT: u32 = 20;

/// One change of one item.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct StreamRecord {
    /// The record's sequence number; 21 digits, so text order is time order.
    pub sequence: String,
    /// `INSERT`, `MODIFY` or `REMOVE`.
    pub event_name: String,
    /// The item's key, in `DynamoDB` JSON.
    pub keys: Value,
    /// The item after the change, in `DynamoDB` JSON; null when it was removed.
    pub new_image: Value,
}

/// Reads the stream of one database. Only one reader keeps the position, so make one.
pub struct StreamReader {
    dynamodb: Dynamodb,
    dir: Arc<DataDir>,
    /// In the file.
    kept: i64,
    /// Handled.
    confirmed: i64,
    /// Handed out.
    position: i64,
    /// Batches handled since the position was kept.
    unkept: u32,
    /// The attribute that a new image must have to be handed out, as the filter of an event source mapping says it.
    wanted: Option<&'static str>,
}

impl StreamReader {
    pub(super) fn open(dynamodb: Dynamodb, dir: &Arc<DataDir>) -> Result<Self, DynamodbError> {
        let position = kept(dir)?;
        Ok(Self {
            dynamodb,
            dir: Arc::clone(dir),
            kept: position,
            confirmed: position,
            position,
            unkept: 0,
            wanted: None,
        })
    }

    /// Only what has this attribute after the change.
    #[must_use]
    pub const fn carrying(mut self, attribute: &'static str) -> Self {
        self.wanted = Some(attribute);
        self
    }

    /// The next records, up to 100, empty when there are none. Asking for them says that the batch before was handled.
    pub async fn next(&mut self) -> Result<Vec<StreamRecord>, DynamodbError> {
        self.confirmed = self.position;
        self.unkept = self.unkept.saturating_add(1);
        if self.unkept > UNKEPT {
            self.confirm()?;
        }
        loop {
            let read = self.read().await?;
            let ended = read.is_empty();
            let wanted: Vec<Record> = read.into_iter().filter(|record| self.wants(record)).collect();
            if ended || !wanted.is_empty() {
                return wanted.into_iter().map(record).collect();
            }
        }
    }

    fn wants(&self, record: &Record) -> bool {
        let image = record.dynamodb.new_image.as_ref();
        self.wanted
            .is_none_or(|name| image.is_some_and(|image| image.contains_key(name)))
    }

    async fn read(&mut self) -> Result<Vec<Record>, DynamodbError> {
        let database = self.dynamodb.database().clone();
        let shard_iterator = encode_shard_iterator(TABLE, &shard_id(TABLE), self.position);
        let request = GetRecordsRequest {
            shard_iterator,
            limit: Some(BATCH),
        };
        let read = tokio::task::spawn_blocking(move || database.get_records(request)).await;
        let answer = read.map_err(|_| DynamodbError::Interrupted)??;
        if let Some((_, _, position)) = answer.next_shard_iterator.as_deref().and_then(decode_shard_iterator) {
            self.position = position;
        }
        Ok(answer.records)
    }

    /// Keeps the position behind the last batch, without asking for another: before the process ends.
    pub fn confirm(&mut self) -> Result<(), DynamodbError> {
        self.confirmed = self.position;
        self.unkept = 0;
        if self.kept != self.position {
            self.dir.write(FILE, self.position.to_string().as_bytes())?;
            self.kept = self.position;
        }
        Ok(())
    }

    /// Goes back to the last confirmed position: the batch was not handled and comes again.
    pub const fn rewind(&mut self) {
        self.position = self.confirmed;
    }

    /// Tells when something was written that carries events, by whomever: `changed().await` on it ends at once if that was since the last time.
    pub fn written(&self) -> watch::Receiver<()> {
        self.dynamodb.written()
    }
}

fn record(record: Record) -> Result<StreamRecord, DynamodbError> {
    let json = |value: serde_json::Result<Value>| value.map_err(|error| DynamodbError::Failed(error.to_string()));
    Ok(StreamRecord {
        sequence: record.dynamodb.sequence_number,
        event_name: record.event_name,
        keys: json(serde_json::to_value(record.dynamodb.keys))?,
        new_image: json(serde_json::to_value(record.dynamodb.new_image))?,
    })
}

fn kept(dir: &DataDir) -> std::io::Result<i64> {
    Ok(dir
        .read(FILE)?
        .map(|bytes| serde_json::from_slice(&bytes))
        .transpose()?
        .unwrap_or(0))
}

/// Forgets handled records of a durable stream, and indexes the rest: dynoxide looks for the last sequence number on every
/// write and has no index for it, so that writes would become slower with the age of the data directory.
pub(super) fn tend(dir: &DataDir) -> Result<(), Box<dyn std::error::Error>> {
    let Some(path) = dir.file(DATABASE) else { return Ok(()) };
    let position = kept(dir)?;
    let connection = Connection::open(path)?;
    connection.execute_batch(
        "CREATE INDEX IF NOT EXISTS aero2_stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))",
    )?;
    connection.execute(
        "DELETE FROM _stream_records WHERE table_name = ?1 AND CAST(sequence_number AS INTEGER) < ?2",
        params![TABLE, position],
    )?;
    Ok(())
}
