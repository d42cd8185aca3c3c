//! `DynamoDB` in the process: dynoxide over a durable `SQLite` file or in memory, with the one table of architecture section 5.
//!
//! Called directly instead of through its HTTP server: one copy of each request less, and nothing listens.
//! Expired items go only in [`Dynamodb::sweep`] and by the clock it is given, never by themselves.

#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for what it lacks, and what is written to is an object"
)]

use super::data_dir::{DATABASE, DataDir, DataDirError};
use super::engine::{self, Answered, interrupted};
use super::reads::Reads;
use super::reply::Reply;
use super::stream::StreamReader;
use super::writes::Writes;
use domain::Timestamp;
use dynoxide::{Database, DynoxideError};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::sync::watch;

/// The table's name.
pub const TABLE: &str = "aero2";

/// Why the embedded database could not do what the process itself asked of it.
#[derive(Debug, thiserror::Error)]
pub enum DynamodbError {
    /// The database refused or failed.
    #[error("the embedded database failed: {0}")]
    Failed(String),
    /// The worker thread ended before it answered.
    #[error("the embedded database was interrupted")]
    Interrupted,
    /// The stream position could not be read or kept.
    #[error("the stream position could not be kept: {0}")]
    Position(#[from] std::io::Error),
}

impl From<DynoxideError> for DynamodbError {
    fn from(error: DynoxideError) -> Self {
        Self::Failed(error.to_string())
    }
}

/// The embedded database; clones share it.
#[derive(Clone)]
pub struct Dynamodb {
    database: Database,
    /// Reads by key beside it; none in memory.
    reads: Option<Arc<Reads>>,
    /// Writes, in turn; none in memory.
    writes: Option<Arc<Writes>>,
    dir: Arc<DataDir>,
    written: watch::Sender<()>,
    parked: Arc<AtomicU64>,
}

impl Dynamodb {
    /// Opens the database of `dir` (in memory where it has no place) and makes the table where it is absent.
    pub(super) fn open(dir: &Arc<DataDir>) -> Result<Self, DataDirError> {
        let damaged = |error: DynoxideError| dir.damaged(DATABASE, &error.to_string());
        let database = match dir.file(DATABASE) {
            None => Database::memory(),
            Some(path) => Database::new(&path.to_string_lossy()),
        }
        .map_err(damaged)?;
        let mut dynamodb = Self {
            database,
            reads: None,
            writes: None,
            dir: Arc::clone(dir),
            written: watch::Sender::default(),
            parked: Arc::new(AtomicU64::new(1)),
        };
        dynamodb.make_table().map_err(damaged)?;
        super::stream::tend(dir).map_err(|error| dir.damaged(DATABASE, &error.to_string()))?;
        if let Some(path) = dir.file(DATABASE) {
            let damaged = |error: rusqlite::Error| dir.damaged(DATABASE, &error.to_string());
            dynamodb.reads = Some(Arc::new(Reads::open(&path).map_err(damaged)?));
            let writes = Writes::open(&path, dynamodb.database.clone()).map_err(damaged)?;
            dynamodb.writes = Some(Arc::new(writes));
        }
        Ok(dynamodb)
    }

    fn make_table(&self) -> dynoxide::Result<()> {
        let absent = match self.run("DescribeTable", &json!({ "TableName": TABLE })) {
            Ok(_) => false,
            Err(DynoxideError::ResourceNotFoundException(_)) => true,
            Err(error) => return Err(error),
        };
        if absent {
            self.run("CreateTable", &definition())?;
            let ttl = json!({ "Enabled": true, "AttributeName": "ttl" });
            self.run(
                "UpdateTimeToLive",
                &json!({ "TableName": TABLE, "TimeToLiveSpecification": ttl }),
            )?;
        }
        Ok(())
    }

    /// Serves one request of the SDK, and says what it cost.
    pub(super) async fn serve(&self, operation: &str, body: Vec<u8>) -> Answered {
        // Some microseconds, and it waits for no writer: not worth another thread.
        if let Some((answer, units)) = self.reads.as_ref().and_then(|reads| reads.serve(operation, &body)) {
            return (Reply::ok_text(answer), units);
        }
        let writes = super::units::is_write(operation);
        let (tells, parks) = (writes && carries_events(&body), writes && is_parked(&body));
        let served = match self.writes.as_ref().filter(|_| writes) {
            Some(turns) => turns.write(operation, body).await,
            None => self.serve_beside(operation, body).await,
        };
        if tells {
            self.written.send_replace(());
        }
        if parks {
            self.parked.fetch_add(1, Ordering::SeqCst);
        }
        served
    }

    /// Serves on another thread: everything in memory, and what is no write.
    async fn serve_beside(&self, operation: &str, body: Vec<u8>) -> Answered {
        let (database, name) = (self.database.clone(), operation.to_owned());
        let served = tokio::task::spawn_blocking(move || engine::answer(&database, &name, &body)).await;
        served.unwrap_or_else(|_| interrupted())
    }

    /// Runs one operation for the process itself, uncounted and without faults.
    pub(super) fn run(&self, operation: &str, request: &Value) -> dynoxide::Result<Value> {
        let body = request.to_string();
        let work = || engine::dispatch(&self.database, operation, &body);
        let answer = match self.writes.as_ref().filter(|_| super::units::is_write(operation)) {
            Some(turns) => turns.apart(work),
            None => work(),
        }?;
        serde_json::from_str(&answer).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
    }

    /// Deletes every item whose `ttl` has passed at `now`, and answers how many. The stream carries their removal.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, DynamodbError> {
        let this = self.clone();
        let swept = tokio::task::spawn_blocking(move || this.sweep_all(now.secs())).await;
        self.written.send_replace(());
        Ok(swept.map_err(|_| DynamodbError::Interrupted)??)
    }

    fn sweep_all(&self, now: i64) -> dynoxide::Result<usize> {
        let mut deleted = 0_usize;
        let mut start = Value::Null;
        loop {
            let mut request = with_ttl(json!({ "TableName": TABLE, "ProjectionExpression": "PK, SK" }), now);
            request["FilterExpression"] = json!("#ttl <= :now");
            if !start.is_null() {
                request["ExclusiveStartKey"] = start;
            }
            let mut page = self.run("Scan", &request)?;
            for key in page["Items"].as_array().into_iter().flatten() {
                deleted = deleted.saturating_add(usize::from(self.sweep_one(key, now)?));
            }
            start = page["LastEvaluatedKey"].take();
            if start.is_null() {
                return Ok(deleted);
            }
        }
    }

    /// False when the item was renewed since it was found.
    fn sweep_one(&self, key: &Value, now: i64) -> dynoxide::Result<bool> {
        let mut request = with_ttl(json!({ "TableName": TABLE, "Key": key }), now);
        request["ConditionExpression"] = json!("#ttl <= :now");
        match self.run("DeleteItem", &request) {
            Ok(_) => Ok(true),
            Err(DynoxideError::ConditionalCheckFailedException(..)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Every item as it is now, in `DynamoDB` JSON: for the invariant scanner, never for the product.
    pub async fn items(&self) -> Result<Vec<Value>, DynamodbError> {
        let this = self.clone();
        let read = tokio::task::spawn_blocking(move || this.all_items()).await;
        Ok(read.map_err(|_| DynamodbError::Interrupted)??)
    }

    fn all_items(&self) -> dynoxide::Result<Vec<Value>> {
        let (mut all, mut start) = (Vec::new(), Value::Null);
        loop {
            let mut request = json!({ "TableName": TABLE });
            if !start.is_null() {
                request["ExclusiveStartKey"] = start;
            }
            let mut page = self.run("Scan", &request)?;
            if let Value::Array(items) = page["Items"].take() {
                all.extend(items);
            }
            start = page["LastEvaluatedKey"].take();
            if start.is_null() {
                return Ok(all);
            }
        }
    }

    /// A reader of the table's stream, at the position kept in the data directory (from the beginning where there is none).
    pub fn stream(&self) -> Result<StreamReader, DynamodbError> {
        StreamReader::open(self.clone(), &self.dir)
    }

    pub(super) const fn database(&self) -> &Database {
        &self.database
    }

    /// Grows when a record of the stream was set aside, or an operator wants one tried again; some may wait from before the start.
    pub(crate) fn parked(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.parked)
    }

    pub(super) fn written(&self) -> watch::Receiver<()> {
        self.written.subscribe()
    }
}

/// Whether a write may leave events in an item: what the consumers of the stream wait for. A sweep's deletions carry none either.
fn carries_events(body: &[u8]) -> bool {
    let text = std::str::from_utf8(body).unwrap_or_default();
    text.contains("\"ev\":{") || text.contains("\":ev\":{")
}

/// Whether a write is of a record set aside.
fn is_parked(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok_and(|text| text.contains(store::schema::PARKED_PARTITION))
}

fn with_ttl(mut request: Value, now: i64) -> Value {
    request["ExpressionAttributeNames"] = json!({ "#ttl": "ttl" });
    request["ExpressionAttributeValues"] = json!({ ":now": { "N": now.to_string() } });
    request
}

fn definition() -> Value {
    let names = ["PK", "SK", "LPK", "LSK", "FPK", "FSK"];
    let attributes: Vec<_> = names
        .iter()
        .map(|name| json!({ "AttributeName": name, "AttributeType": "S" }))
        .collect();
    let keys = |hash: &str, range: &str| json!([{ "AttributeName": hash, "KeyType": "HASH" }, { "AttributeName": range, "KeyType": "RANGE" }]);
    let index = |name: &str, hash: &str, range: &str| json!({ "IndexName": name, "KeySchema": keys(hash, range), "Projection": { "ProjectionType": "KEYS_ONLY" } });
    json!({
        "TableName": TABLE,
        "AttributeDefinitions": attributes,
        "KeySchema": keys("PK", "SK"),
        "GlobalSecondaryIndexes": [index("list-index", "LPK", "LSK"), index("find-index", "FPK", "FSK")],
        "BillingMode": "PAY_PER_REQUEST",
        "StreamSpecification": { "StreamEnabled": true, "StreamViewType": "NEW_IMAGE" },
    })
}
