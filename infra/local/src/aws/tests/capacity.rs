//! Units, as `DynamoDB` bills them (architecture section 6).

use super::super::capacity::Trace;
use super::{EmbeddedAws, get, in_memory, put, s};
use aws_sdk_dynamodb::types::{KeysAndAttributes, Put, TransactWriteItem};
use aws_sdk_kms::primitives::Blob;
use std::collections::HashMap;

async fn cost(aws: &EmbeddedAws, work: impl Future<Output = ()>) -> (f64, f64) {
    let ((), trace) = aws.capacity.measured("test", work).await;
    (trace.rru, trace.wru)
}

fn key(pk: &str) -> HashMap<String, aws_sdk_dynamodb::types::AttributeValue> {
    HashMap::from([("PK".to_owned(), s(pk)), ("SK".to_owned(), s("X"))])
}

#[tokio::test]
async fn reads_cost_by_consistency() {
    let aws = in_memory().await;
    put(&aws, "a", "x").await;
    assert_eq!(cost(&aws, async { drop(get(&aws, "a").await) }).await, (1.0, 0.0));
    let eventual = async {
        aws.dynamodb_client()
            .get_item()
            .table_name("aero2")
            .set_key(Some(key("a")))
            .send()
            .await
            .unwrap();
    };
    assert_eq!(cost(&aws, eventual).await, (0.5, 0.0));
    // A key that holds nothing costs the same.
    assert_eq!(cost(&aws, async { drop(get(&aws, "none").await) }).await, (1.0, 0.0));
}

#[tokio::test]
async fn a_batch_costs_each_of_its_items() {
    let aws = in_memory().await;
    put(&aws, "a", "x").await;
    let batch = async {
        let keys = KeysAndAttributes::builder()
            .keys(key("a"))
            .keys(key("none"))
            .consistent_read(true)
            .build()
            .unwrap();
        aws.dynamodb_client()
            .batch_get_item()
            .request_items("aero2", keys)
            .send()
            .await
            .unwrap();
    };
    assert_eq!(cost(&aws, batch).await, (2.0, 0.0));
}

#[tokio::test]
async fn writes_cost_by_the_kilobyte_and_twice_in_a_transaction() {
    let aws = in_memory().await;
    assert_eq!(cost(&aws, put(&aws, "a", "x")).await, (0.0, 1.0));
    assert_eq!(cost(&aws, put(&aws, "b", &"x".repeat(1100))).await, (0.0, 2.0));
    let transaction = async {
        let item = |pk| {
            TransactWriteItem::builder().put(
                Put::builder()
                    .table_name("aero2")
                    .set_item(Some(key(pk)))
                    .build()
                    .unwrap(),
            )
        };
        let both = aws.dynamodb_client().transact_write_items();
        both.transact_items(item("c").build())
            .transact_items(item("d").build())
            .send()
            .await
            .unwrap();
    };
    assert_eq!(cost(&aws, transaction).await, (0.0, 4.0));
    // An index entry is a write of its own.
    let listed = async {
        let item = aws
            .dynamodb_client()
            .put_item()
            .table_name("aero2")
            .set_item(Some(key("e")));
        item.item("LPK", s("users")).item("LSK", s("e")).send().await.unwrap();
    };
    assert_eq!(cost(&aws, listed).await, (0.0, 2.0));
    // A refused write is billed too.
    let refused = async {
        let item = aws
            .dynamodb_client()
            .put_item()
            .table_name("aero2")
            .set_item(Some(key("e")));
        item.condition_expression("attribute_not_exists(PK)")
            .send()
            .await
            .unwrap_err();
    };
    assert_eq!(cost(&aws, refused).await, (0.0, 1.0));
}

#[tokio::test]
async fn keys_and_mail_are_counted_and_the_record_is_readable() {
    let aws = in_memory().await;
    let work = async {
        let encrypt = aws
            .kms_client()
            .encrypt()
            .key_id(aws.kms.default_key_id())
            .plaintext(Blob::new("x"));
        encrypt.send().await.unwrap();
        put(&aws, "a", "x").await;
        super::mail::send(&aws, "alice@example.com", "Hello").await;
    };
    aws.capacity.traced("POST /x", work).await;
    let recent: Vec<Trace> = aws.capacity.recent();
    let json = serde_json::to_value(recent.first().unwrap()).unwrap();
    assert_eq!(
        (json["kms_calls"].as_u64(), json["mails"].as_u64(), json["wru"].as_f64()),
        (Some(1), Some(1), Some(1.0))
    );
    assert_eq!(json["route"], "POST /x");
    let operations: Vec<_> = json["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["operation"].as_str())
        .collect();
    assert_eq!(operations, [Some("Encrypt"), Some("PutItem"), Some("SendEmail")]);
}
