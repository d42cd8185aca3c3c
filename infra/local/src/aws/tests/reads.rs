//! Reads by key beside the writer: the same items and units as dynoxide's own, and what is not exactly such a read left to it.

use super::{Scratch, durable, put, s};
use crate::aws::dynamodb::Dynamodb;
use aws_sdk_dynamodb::types::{AttributeValue, KeysAndAttributes};
use serde_json::{Value, json};

fn key(pk: &str) -> Value {
    json!({ "PK": { "S": pk }, "SK": { "S": "X" } })
}

/// What dynoxide says to the same request: the item, and its read units.
fn reference(dynamodb: &Dynamodb, operation: &str, mut request: Value) -> (Value, f64) {
    request["ReturnConsumedCapacity"] = json!("TOTAL");
    let answer = dynamodb.run(operation, &request).unwrap();
    let consumed = &answer["ConsumedCapacity"];
    let units = consumed["CapacityUnits"]
        .as_f64()
        .or_else(|| consumed[0]["CapacityUnits"].as_f64());
    let found = if operation == "GetItem" {
        &answer["Item"]
    } else {
        &answer["Responses"]["aero2"]
    };
    (found.clone(), units.unwrap())
}

async fn fast(dynamodb: &Dynamodb, operation: &str, request: &Value) -> (Value, f64) {
    let (reply, units) = dynamodb.serve(operation, request.to_string().into_bytes()).await;
    let answer: Value = serde_json::from_slice(reply.text().as_bytes()).unwrap();
    let found = if operation == "GetItem" {
        &answer["Item"]
    } else {
        &answer["Responses"]["aero2"]
    };
    (found.clone(), units.read)
}

#[tokio::test]
async fn a_read_beside_the_writer_is_dynoxide_s() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    put(&aws, "small", "x").await;
    put(&aws, "large", &"y".repeat(9000)).await;
    for strong in [true, false] {
        for pk in ["small", "large", "absent"] {
            let request = json!({ "TableName": "aero2", "Key": key(pk), "ConsistentRead": strong });
            let fast = fast(&aws.dynamodb, "GetItem", &request).await;
            assert_eq!(fast, reference(&aws.dynamodb, "GetItem", request), "{pk} {strong}");
        }
        let keys = json!([key("small"), key("absent"), key("large")]);
        let request = json!({ "RequestItems": { "aero2": { "Keys": keys, "ConsistentRead": strong } } });
        let fast = fast(&aws.dynamodb, "BatchGetItem", &request).await;
        assert_eq!(fast, reference(&aws.dynamodb, "BatchGetItem", request), "{strong}");
    }
}

#[tokio::test]
async fn what_was_written_is_read_at_once() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    for number in 0..50 {
        put(&aws, "a", &number.to_string()).await;
        assert_eq!(super::get(&aws, "a").await, Some(number.to_string()));
    }
}

#[tokio::test]
async fn what_only_dynoxide_knows_is_its_own() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    let client = aws.dynamodb_client();
    let numbers = AttributeValue::Ns(vec!["10".to_owned(), "9".to_owned()]);
    let made = client
        .put_item()
        .table_name("aero2")
        .item("PK", s("n"))
        .item("SK", s("X"));
    made.item("numbers", numbers)
        .item("beside", s("o"))
        .send()
        .await
        .unwrap();
    let get = || {
        client
            .get_item()
            .table_name("aero2")
            .key("PK", s("n"))
            .key("SK", s("X"))
    };
    let whole = get().send().await.unwrap().item.unwrap();
    assert_eq!(whole["numbers"].as_ns().unwrap(), &["9", "10"]);
    let part = get()
        .projection_expression("beside")
        .send()
        .await
        .unwrap()
        .item
        .unwrap();
    assert_eq!(part.len(), 1);
    assert!(
        client
            .get_item()
            .table_name("aero2")
            .key("PK", s("n"))
            .send()
            .await
            .is_err(),
        "half a key"
    );
    let twice = KeysAndAttributes::builder();
    let one = || [("PK".to_owned(), s("n")), ("SK".to_owned(), s("X"))].into();
    let twice = twice.keys(one()).keys(one()).build().unwrap();
    assert!(
        client
            .batch_get_item()
            .request_items("aero2", twice)
            .send()
            .await
            .is_err(),
        "the same key twice"
    );
}
