//! Writes in turn: what an update leaves behind is what dynoxide leaves, whatever is not exactly such an update is left to it, and nobody hears too early.

use super::{Scratch, durable, in_memory, s};
use crate::aws::EmbeddedAws;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::path::Path;

const SET: &str = "SET #w = :w, #cur = :s, #prv = :p, #gen = #gen + :one REMOVE #ev";
const HOLDS: &str = "#cur = :p AND attribute_not_exists(#rev) AND #end > :now AND (#off = :no OR attribute_not_exists(#idl) OR #idl > :now)";

/// A token's family, as a rotation finds it.
fn family(pk: &str) -> Value {
    json!({
        "PK": { "S": pk }, "SK": { "S": "X" }, "cur": { "S": "one" }, "gen": { "N": "7" }, "end": { "S": "2030" }, "off": { "BOOL": true },
        "idl": { "S": "2029" }, "ev": { "S": "[\"é\"]" }, "rest": { "M": { "list": { "L": [{ "N": "1.5" }, { "NULL": true }] } } },
    })
}

fn put(item: &Value) -> (&'static str, Value) {
    ("PutItem", json!({ "TableName": "aero2", "Item": item }))
}

/// A rotation of `presented`, changed where a test wants it changed.
fn rotation(pk: &str, presented: &str, next: &str) -> Value {
    json!({
        "TableName": "aero2", "Key": { "PK": { "S": pk }, "SK": { "S": "X" } }, "UpdateExpression": SET, "ConditionExpression": HOLDS,
        "ExpressionAttributeNames": {
            "#w": "w", "#cur": "cur", "#prv": "prv", "#gen": "gen", "#ev": "ev", "#rev": "rev", "#end": "end", "#off": "off", "#idl": "idl",
        },
        "ExpressionAttributeValues": {
            ":w": { "S": "writer \"ü\"" }, ":p": { "S": presented }, ":s": { "S": next }, ":one": { "N": "1" }, ":no": { "BOOL": false },
            ":now": { "S": "2026" },
        },
        "ReturnValues": "ALL_NEW", "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    })
}

fn with(mut request: Value, changes: &[(&str, Value)]) -> (&'static str, Value) {
    for (pointer, value) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        request.pointer_mut(parent).unwrap()[name] = value.clone();
    }
    ("UpdateItem", request)
}

/// The error, what was said, and what it cost.
async fn asked(aws: &EmbeddedAws, operation: &str, request: &Value) -> (Option<String>, Value, f64) {
    let (reply, units) = aws.dynamodb.serve(operation, request.to_string().into_bytes()).await;
    let mut said: Value = serde_json::from_str(reply.text()).unwrap();
    said.as_object_mut().unwrap().remove("ConsumedCapacity");
    (reply.error, said, units.write)
}

/// Everything that is kept, and what the stream tells of it.
async fn kept(aws: &EmbeddedAws) -> (Vec<Value>, Vec<(String, Value, Value)>) {
    let mut items = aws.dynamodb.items().await.unwrap();
    // By key: an item's members have no order of their own.
    items.sort_by_key(|item| [&item["PK"], &item["SK"]].map(Value::to_string));
    let records = aws.dynamodb.stream().unwrap().next().await.unwrap();
    assert!(records.is_sorted_by(|one, next| one.sequence < next.sequence));
    let records = records.into_iter();
    let told = records.map(|record| (record.event_name, record.keys, record.new_image));
    (items, told.collect())
}

fn ask_the_file<T: rusqlite::types::FromSql>(dir: &Path, sql: &str) -> T {
    let connection = Connection::open(dir.join("aero2.db")).unwrap();
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Updates that dynoxide had no part in: it gives events ids of their own.
fn ours(dir: &Path) -> u32 {
    ask_the_file(
        dir,
        "SELECT COUNT(*) FROM _stream_records WHERE event_id = sequence_number",
    )
}

/// Says the same to a durable table and to dynoxide alone; answers how many of the updates were made without it.
async fn same(requests: impl IntoIterator<Item = (&'static str, Value)>) -> u32 {
    let scratch = Scratch::new();
    let (durable, reference) = (durable(&scratch.0).await, in_memory().await);
    for (operation, request) in requests {
        let said = asked(&durable, operation, &request).await;
        assert_eq!(said, asked(&reference, operation, &request).await, "{request}");
    }
    assert_eq!(kept(&durable).await, kept(&reference).await);
    ours(&scratch.0)
}

#[tokio::test]
async fn an_update_leaves_behind_what_dynoxide_would() {
    let rotations = [
        put(&family("a")),
        with(rotation("a", "one", "two"), &[]),
        with(rotation("a", "two", "three"), &[]),
        with(rotation("a", "three", &"x".repeat(3000)), &[]),
        with(rotation("a", &"x".repeat(3000), ""), &[]),
    ];
    assert_eq!(same(rotations).await, 4);
}

#[tokio::test]
async fn every_comparison_is_dynoxide_s() {
    let mut requests = vec![put(&family("a"))];
    for operator in ["=", "<", "<=", ">", ">="] {
        for (name, value) in [
            ("gen", json!({ "N": "7" })),
            ("gen", json!({ "N": "-10" })),
            ("end", json!({ "S": "2030" })),
            ("none", json!({ "S": "" })),
        ] {
            let condition = format!("attribute_exists(#pk) AND ( #x {operator} :x )");
            let request = json!({
                "TableName": "aero2", "Key": { "PK": { "S": "a" }, "SK": { "S": "X" } }, "UpdateExpression": "SET #y = :x",
                "ConditionExpression": condition, "ExpressionAttributeNames": { "#x": name, "#y": "y", "#pk": "PK" },
                "ExpressionAttributeValues": { ":x": value }, "ReturnValues": "ALL_NEW",
            });
            requests.push(("UpdateItem", request));
        }
    }
    // Per value: equality and the two that include it hold, and those on its side.
    assert_eq!(same(requests).await, 3 + 2 + 3);
}

#[tokio::test]
async fn what_is_not_exactly_such_an_update_is_dynoxide_s() {
    let listed = json!({ "LPK": { "S": "list" }, "LSK": { "S": "1" } });
    let mut indexed = family("indexed");
    indexed
        .as_object_mut()
        .unwrap()
        .extend(listed.as_object().unwrap().clone());
    let mut numbers = family("numbers");
    numbers["set"] = json!({ "NS": ["10", "9"] });
    let to = |pointer: &str, value: Value| with(rotation("a", "one", "two"), &[(pointer, value)]);
    let (update, condition) = ("/UpdateExpression", "/ConditionExpression");
    let (names, values) = ("/ExpressionAttributeNames", "/ExpressionAttributeValues");
    let set = |text: &str| to(update, json!(format!("{SET}{text}")));
    let requests = [
        put(&family("a")),
        put(&indexed),
        put(&numbers),
        with(rotation("a", "wrong", "two"), &[]),
        with(rotation("nobody", "one", "two"), &[]),
        with(rotation("indexed", "one", "two"), &[]),
        with(rotation("numbers", "one", "two"), &[]),
        to("/TableName", json!("other")),
        to("/ReturnValues", json!("UPDATED_NEW")),
        to("/Unknown", json!(1)),
        to(&format!("{names}/#more"), json!("more")),
        to(&format!("{values}/:more"), json!({ "S": "more" })),
        to(&format!("{names}/#prv"), json!("cur")),
        to(&format!("{names}/#prv"), json!("PK")),
        to(&format!("{names}/#prv"), json!("")),
        to(&format!("{values}/:w"), json!({ "L": [] })),
        to(&format!("{values}/:one"), json!({ "N": "1e0" })),
        to(&format!("{values}/:one"), json!({ "N": "9223372036854775807" })),
        to(&format!("{values}/:one"), json!({ "S": "1" })),
        to(&format!("{values}/:now"), json!({ "N": "2026" })),
        to(condition, json!(HOLDS.replace("#rev", "rev"))),
        to(condition, json!(HOLDS.replace("AND (", "AND NOT ("))),
        to(condition, json!(HOLDS.replace("#cur = :p", "#cur <> :p"))),
        to(condition, json!(format!("{HOLDS} AND"))),
        to(condition, json!(format!("{HOLDS})"))),
        set(", #prv"),
        set(" ADD #gen :one"),
        to(update, json!(SET.replace("+ :one", "- :one"))),
        to(update, json!(SET.replace("#gen + ", "#prv + "))),
        put(&json!({ "PK": { "S": "a" }, "SK": { "S": "X" } })),
        with(rotation("a", "one", "two"), &[]),
    ];
    assert_eq!(same(requests).await, 0);
}

#[tokio::test]
async fn the_size_of_an_item_stays_dynoxide_s() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    let size = || ask_the_file::<u32>(&scratch.0, "SELECT item_size FROM aero2");
    let (operation, request) = put(&family("a"));
    asked(&aws, operation, &request).await;
    let (_, said, _) = asked(&aws, "UpdateItem", &rotation("a", "one", "twenty-two")).await;
    let ours = size();
    let (operation, request) = put(&said["Attributes"]);
    asked(&aws, operation, &request).await;
    assert_eq!(ours, size());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_of_many_callers_each_succeed_or_are_refused_alone() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    let (operation, request) = put(&family("a"));
    asked(&aws, operation, &request).await;
    let work = (0..60).map(|number| {
        let dynamodb = aws.dynamodb.clone();
        // Every third is dynoxide's, every fourth refused; each that succeeds counts.
        let condition = if number % 4 == 0 { "attribute_not_exists(#gen)" } else { "attribute_exists(#gen)" };
        let wanted = if number % 3 == 0 { "UPDATED_NEW" } else { "ALL_NEW" };
        let request = json!({
            "TableName": "aero2", "Key": { "PK": { "S": "a" }, "SK": { "S": "X" } }, "UpdateExpression": "SET #gen = #gen + :one",
            "ConditionExpression": condition, "ExpressionAttributeNames": { "#gen": "gen" },
            "ExpressionAttributeValues": { ":one": { "N": "1" } }, "ReturnValues": wanted,
        });
        tokio::spawn(async move {
            let (reply, _) = dynamodb.serve("UpdateItem", request.to_string().into_bytes()).await;
            let said: Value = serde_json::from_str(reply.text()).unwrap();
            said["Attributes"]["gen"]["N"].as_str().map(|gen_| gen_.parse::<u32>().unwrap())
        })
    });
    let mut counts = Vec::new();
    for one in work.collect::<Vec<_>>() {
        counts.extend(one.await.unwrap());
    }
    counts.sort_unstable();
    assert_eq!(counts, (8..8 + 45).collect::<Vec<_>>());
    let (_, told) = kept(&aws).await;
    assert_eq!(told.len(), 1 + 45);
    assert_eq!(ours(&scratch.0), 30);
}

#[tokio::test]
async fn nobody_is_told_that_a_write_is_done_which_was_not() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    let (operation, request) = put(&family("a"));
    asked(&aws, operation, &request).await;
    let file = Connection::open(scratch.0.join("aero2.db")).unwrap();
    file.execute_batch("ALTER TABLE _stream_records RENAME TO away")
        .unwrap();
    let (error, ..) = asked(&aws, "UpdateItem", &rotation("a", "one", "two")).await;
    assert_eq!(error.as_deref(), Some("InternalServerError"));
    file.execute_batch("ALTER TABLE away RENAME TO _stream_records")
        .unwrap();
    let (error, said, _) = asked(&aws, "UpdateItem", &rotation("a", "one", "two")).await;
    assert_eq!((error, &said["Attributes"]["gen"]["N"]), (None, &json!("8")));
}

#[tokio::test]
async fn the_clients_see_the_same() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    super::put(&aws, "a", "old").await;
    let update = aws.dynamodb_client().update_item().table_name("aero2");
    let keyed = update.key("PK", s("a")).key("SK", s("X"));
    let named = keyed
        .expression_attribute_names("#x", "x")
        .expression_attribute_values(":x", s("new"));
    let asked = named
        .update_expression("SET #x = :x")
        .condition_expression("attribute_exists(#x)");
    asked.return_values("ALL_NEW".into()).send().await.unwrap();
    assert_eq!(super::get(&aws, "a").await.as_deref(), Some("new"));
    assert_eq!(ours(&scratch.0), 1);
}
