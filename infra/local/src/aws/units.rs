//! Capacity units of one `DynamoDB` operation: what dynoxide reports as `ConsumedCapacity`, asked for in every request.
//!
//! A refused conditional write reports nothing but is billed, so its units are computed by the 1 KB rule.

#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for what it lacks, and what is written to is an object"
)]

use serde::Deserialize;
use serde_json::{Value, json};

/// Read and write units of one operation.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Units {
    pub(super) read: f64,
    pub(super) write: f64,
}

/// True for operations that only read.
pub(super) fn is_read(operation: &str) -> bool {
    matches!(
        operation,
        "GetItem" | "BatchGetItem" | "Query" | "Scan" | "TransactGetItems"
    )
}

/// True for operations that change items.
pub(super) fn is_write(operation: &str) -> bool {
    matches!(
        operation,
        "PutItem" | "UpdateItem" | "DeleteItem" | "BatchWriteItem" | "TransactWriteItems"
    )
}

const ASK: &str = "ReturnConsumedCapacity";

/// The request, asking for the consumed capacity where the operation knows it; nothing when it is not JSON.
pub(super) fn ask(operation: &str, body: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    if !(is_read(operation) || is_write(operation)) {
        return Some(text.to_owned());
    }
    let rest = text.trim_start().strip_prefix('{')?;
    // What the SDK writes does not ask and is never empty: a member in front is all it takes.
    if !text.contains(ASK) && !rest.trim_start().starts_with('}') {
        return Some(format!("{{\"{ASK}\":\"INDEXES\",{rest}"));
    }
    let mut request: Value = serde_json::from_str(text).ok()?;
    request.as_object_mut()?.insert(ASK.to_owned(), json!("INDEXES"));
    Some(request.to_string())
}

/// What of an answer says what it cost; the items beside it are skipped unread.
#[derive(Deserialize)]
struct Reported {
    #[serde(rename = "ConsumedCapacity", default)]
    consumed: Value,
}

impl Units {
    /// What the answer says it consumed.
    pub(super) fn reported(operation: &str, answer: &str) -> Self {
        let mut units = Self::default();
        match serde_json::from_str::<Reported>(answer).map(|reported| reported.consumed) {
            Ok(Value::Array(tables)) => tables.iter().for_each(|table| units.add(operation, table)),
            Ok(table) => units.add(operation, &table),
            Err(_) => {}
        }
        units
    }

    fn add(&mut self, operation: &str, table: &Value) {
        let total = table["CapacityUnits"].as_f64().unwrap_or_default();
        // A transaction repeated under its token reads what it wrote before, and is billed as a read.
        if is_read(operation) || table["ReadCapacityUnits"].is_number() {
            self.read += total;
        } else {
            self.write += total;
        }
    }

    /// What a refused request is billed: a failed condition costs as much as the write would have, by the larger of the new item and of the old
    /// one, as far as the refusal tells it (`ALL_OLD`, which our writes always ask for); nothing else costs.
    pub(super) fn of_refused(code: &str, request: &Value, refusal: &str) -> Self {
        let write = match code {
            "ConditionalCheckFailedException" => larger(&request["Item"], &told(refusal)["Item"]),
            "TransactionCanceledException" => {
                let reasons = &told(refusal)["CancellationReasons"];
                let items = request["TransactItems"].as_array().into_iter().flatten();
                let cost = |(at, item): (usize, &Value)| 2.0 * larger(&item["Put"]["Item"], &reasons[at]["Item"]);
                items.enumerate().map(cost).sum()
            }
            _ => 0.0,
        };
        Self { read: 0.0, write }
    }
}

fn told(refusal: &str) -> Value {
    serde_json::from_str(refusal).unwrap_or_default()
}

fn larger(new: &Value, old: &Value) -> f64 {
    kilobytes(new).max(kilobytes(old))
}

/// Whole kilobytes of an item, at least one. Sizes are those of the names and the text of the values.
fn kilobytes(item: &Value) -> f64 {
    let bytes: usize = item
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| name.len() + size(value))
        .sum();
    u32::try_from(bytes.div_ceil(1024)).map_or(1.0, |whole| f64::from(whole.max(1)))
}

fn size(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(parts) => parts.iter().map(|part| size(part) + 1).sum(),
        Value::Object(parts) if parts.len() == 1 => parts.values().map(size).sum(),
        Value::Object(parts) => parts.iter().map(|(name, part)| name.len() + size(part) + 1).sum(),
        _ => 1,
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "units are halves")]
mod tests {
    use super::*;

    #[test]
    fn a_failed_condition_is_billed_by_the_kilobyte() {
        let item = json!({ "Item": { "PK": { "S": "a" }, "x": { "S": "y".repeat(1500) } } });
        let refused = Units::of_refused("ConditionalCheckFailedException", &item, "{}");
        assert_eq!(refused, Units { read: 0.0, write: 2.0 });
        assert_eq!(Units::of_refused("ValidationException", &item, "{}"), Units::default());
        let two = json!({ "TransactItems": [{ "Put": item }, { "Update": {} }] });
        assert_eq!(Units::of_refused("TransactionCanceledException", &two, "").write, 6.0);
    }

    #[test]
    fn a_failed_condition_is_billed_by_the_old_item_where_that_is_larger() {
        let old = json!({ "PK": { "S": "a" }, "x": { "S": "y".repeat(2500) } });
        let refusal = json!({ "Item": old }).to_string();
        let update = json!({ "Key": { "PK": { "S": "a" } } });
        let cost = Units::of_refused("ConditionalCheckFailedException", &update, &refusal);
        assert_eq!(cost.write, 3.0);
        let refusal = json!({ "CancellationReasons": [{ "Code": "None" }, { "Item": old }] }).to_string();
        let two = json!({ "TransactItems": [{ "Put": { "Item": {} } }, { "Update": update }] });
        let cost = Units::of_refused("TransactionCanceledException", &two, &refusal);
        assert_eq!(cost.write, 8.0);
    }

    #[test]
    fn every_request_asks_what_it_costs() {
        let asked = |body: &str| serde_json::from_str::<Value>(&ask("GetItem", body.as_bytes())?).ok();
        for body in ["{}", " {\"TableName\":\"a\"}", "{\"ReturnConsumedCapacity\":\"NONE\"}"] {
            assert_eq!(asked(body).unwrap_or_default()[ASK], json!("INDEXES"), "{body}");
        }
        assert_eq!(ask("GetItem", b"x"), None);
        assert_eq!(ask("ListTables", b"{}").as_deref(), Some("{}"));
    }

    #[test]
    fn a_repeated_transaction_is_a_read() {
        let answer = r#"{"ConsumedCapacity":[{"CapacityUnits":2.0,"ReadCapacityUnits":2.0}]}"#;
        assert_eq!(
            Units::reported("TransactWriteItems", answer),
            Units { read: 2.0, write: 0.0 }
        );
    }
}
