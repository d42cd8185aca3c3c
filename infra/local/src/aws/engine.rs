//! dynoxide, asked in the words of the protocol: JSON text in, JSON text or a refusal out, and what it cost.

use super::reply::Reply;
use super::units::Units;
use dynoxide::{Database, DynoxideError};
use serde::{Serialize, de::DeserializeOwned};

/// The answer to a request, and what it cost.
pub(super) type Answered = (Reply, Units);

/// Nobody knows whether it was done.
pub(super) fn interrupted() -> Answered {
    let reply = Reply::error(500, "InternalServerError", "interrupted");
    (reply, Units::default())
}

/// Serves one request.
pub(super) fn answer(database: &Database, operation: &str, body: &[u8]) -> Answered {
    let Some(asked) = super::units::ask(operation, body) else {
        let reply = Reply::error(400, "SerializationException", "not JSON");
        return (reply, Units::default());
    };
    match dispatch(database, operation, &asked) {
        Ok(answer) => {
            let units = Units::reported(operation, &answer);
            (Reply::ok_text(answer), units)
        }
        Err(error) => {
            let code = error.error_type().rsplit('#').next().unwrap_or_default().to_owned();
            let refusal = error.to_json();
            let request = serde_json::from_slice(body).unwrap_or_default();
            let units = Units::of_refused(&code, &request, &refusal);
            (Reply::error_text(error.status_code(), code, refusal), units)
        }
    }
}

/// Runs one operation.
pub(super) fn dispatch(db: &Database, operation: &str, body: &str) -> dynoxide::Result<String> {
    match operation {
        "GetItem" => typed(body, |request| db.get_item(request)),
        "PutItem" => typed(body, |request| db.put_item(request)),
        "UpdateItem" => typed(body, |request| db.update_item(request)),
        "DeleteItem" => typed(body, |request| db.delete_item(request)),
        "Query" => typed(body, |request| db.query(request)),
        "Scan" => typed(body, |request| db.scan(request)),
        "BatchGetItem" => typed(body, |request| db.batch_get_item(request)),
        "BatchWriteItem" => typed(body, |request| db.batch_write_item(request)),
        "TransactGetItems" => typed(body, |request| db.transact_get_items(request)),
        "TransactWriteItems" => typed(body, |request| db.transact_write_items(request)),
        "CreateTable" => typed(body, |request| db.create_table(request)),
        "DescribeTable" => typed(body, |request| db.describe_table(request)),
        "ListTables" => typed(body, |request| db.list_tables(request)),
        "UpdateTimeToLive" => typed(body, |request| db.update_time_to_live(request)),
        "DescribeTimeToLive" => typed(body, |request| db.describe_time_to_live(request)),
        "DescribeStream" => typed(body, |request| db.describe_stream(request)),
        "GetShardIterator" => typed(body, |request| db.get_shard_iterator(request)),
        "GetRecords" => typed(body, |request| db.get_records(request)),
        other => Err(DynoxideError::ValidationException(format!(
            "{other} is not served locally"
        ))),
    }
}

/// Runs one typed operation on JSON text. The markers are how dynoxide's readers name the error class they mean.
fn typed<Q: DeserializeOwned, A: Serialize>(
    body: &str,
    operation: impl FnOnce(Q) -> dynoxide::Result<A>,
) -> dynoxide::Result<String> {
    let request = serde_json::from_str(body).map_err(|error| {
        let text = error.to_string();
        let marked = ["VALIDATION_REQUEST:", "VALIDATION_AS_READ:", "VALIDATION:"];
        match marked.iter().find_map(|mark| text.strip_prefix(mark)) {
            Some(message) => DynoxideError::ValidationException(message.to_owned()),
            None => DynoxideError::SerializationException(text),
        }
    })?;
    let answer = operation(request)?;
    serde_json::to_string(&answer).map_err(|error| DynoxideError::InternalServerError(error.to_string()))
}
