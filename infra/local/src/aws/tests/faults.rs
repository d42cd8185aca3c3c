//! What each fault looks like to the code above the SDK.

use super::super::faults::Fault;
use super::{EmbeddedAws, get, in_memory, put, s};
use aws_sdk_dynamodb::error::ProvideErrorMetadata;
use aws_sdk_kms::primitives::Blob;
use serde_json::json;

fn configure(aws: &EmbeddedAws, fault: serde_json::Value) {
    aws.faults.add(serde_json::from_value::<Fault>(fault).unwrap());
}

async fn put_new(aws: &EmbeddedAws) -> Result<(), String> {
    let put = aws
        .dynamodb_client()
        .put_item()
        .table_name("aero2")
        .item("PK", s("a"))
        .item("SK", s("X"));
    let put = put
        .item("x", s("new"))
        .condition_expression("attribute_not_exists(PK)")
        .send()
        .await;
    put.map(drop)
        .map_err(|error| error.code().unwrap_or("no answer").to_owned())
}

#[tokio::test]
async fn one_broken_connection_is_retried_by_the_sdk() {
    let aws = in_memory().await;
    configure(
        &aws,
        json!({ "service": "dynamodb", "operation": "PutItem", "mode": "fail_before" }),
    );
    let (done, trace) = aws.capacity.measured("x", put_new(&aws)).await;
    assert_eq!(done, Ok(()));
    let outcomes: Vec<_> = trace
        .operations
        .iter()
        .map(|operation| operation.outcome.as_str())
        .collect();
    assert_eq!(outcomes, ["not_sent", "ok"]);
}

#[tokio::test]
async fn three_broken_connections_fail_and_write_nothing() {
    let aws = in_memory().await;
    configure(
        &aws,
        json!({ "service": "dynamodb", "mode": "fail_before", "count": 3 }),
    );
    assert_eq!(put_new(&aws).await, Err("no answer".to_owned()));
    assert_eq!(get(&aws, "a").await, None);
}

#[tokio::test]
async fn a_lost_reply_leaves_the_write_and_shows_the_retry_a_failed_condition() {
    let aws = in_memory().await;
    configure(&aws, json!({ "service": "dynamodb", "mode": "fail_after" }));
    assert_eq!(put_new(&aws).await, Err("ConditionalCheckFailedException".to_owned()));
    assert_eq!(get(&aws, "a").await.as_deref(), Some("new"));
    configure(&aws, json!({ "service": "dynamodb", "mode": "fail_after", "count": 3 }));
    assert_eq!(put_new(&aws).await, Err("no answer".to_owned()));
}

#[tokio::test]
async fn throttling_speaks_each_service_s_language() {
    let aws = in_memory().await;
    for service in ["dynamodb", "kms", "ses"] {
        configure(
            &aws,
            json!({ "service": service, "operation": "*", "mode": "throttle", "count": 3 }),
        );
    }
    assert_eq!(
        put_new(&aws).await,
        Err("ProvisionedThroughputExceededException".to_owned())
    );
    let encrypt = aws
        .kms_client()
        .encrypt()
        .key_id(aws.kms.default_key_id())
        .plaintext(Blob::new("x"))
        .send()
        .await;
    assert_eq!(encrypt.unwrap_err().code(), Some("ThrottlingException"));
    let mail = super::mail::try_send(&aws, "alice@example.com", "Hello").await;
    assert_eq!(mail.unwrap_err().code(), Some("TooManyRequestsException"));
    assert!(aws.outbox.list(None).is_empty());
    assert!(aws.faults.list().is_empty());
}

#[tokio::test]
async fn a_delay_is_served_late() {
    let aws = in_memory().await;
    configure(&aws, json!({ "service": "dynamodb", "mode": "delay", "delay_ms": 40 }));
    let late = tokio::time::timeout(std::time::Duration::from_millis(20), put_new(&aws)).await;
    assert!(late.is_err());
    put(&aws, "b", "in time").await;
}
