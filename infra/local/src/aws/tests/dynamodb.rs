//! The table: conditions, transactions, indexes, sweep (architecture section 5).

use super::{get, in_memory, put, s};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem,
};
use domain::Clock;

#[tokio::test]
async fn what_was_put_is_read_back() {
    let aws = in_memory().await;
    assert_eq!(get(&aws, "a").await, None);
    put(&aws, "a", "one").await;
    assert_eq!(get(&aws, "a").await.as_deref(), Some("one"));
}

#[tokio::test]
async fn a_failed_condition_returns_the_old_item() {
    let aws = in_memory().await;
    put(&aws, "a", "old").await;
    let again = aws
        .dynamodb_client()
        .put_item()
        .table_name("aero2")
        .item("PK", s("a"))
        .item("SK", s("X"));
    let again = again.condition_expression("attribute_not_exists(PK)");
    let error = again
        .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
        .send()
        .await;
    match error.unwrap_err().into_service_error() {
        PutItemError::ConditionalCheckFailedException(failed) => {
            assert_eq!(failed.item().unwrap().get("x"), Some(&s("old")));
        }
        other => assert_eq!(format!("{other:?}"), "a failed condition"),
    }
}

fn putting(pk: &str) -> TransactWriteItem {
    let put = Put::builder()
        .table_name("aero2")
        .item("PK", s(pk))
        .item("SK", s("X"))
        .item("x", s("new"));
    let put = put.condition_expression("attribute_not_exists(PK)");
    let put = put.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
    TransactWriteItem::builder().put(put.build().unwrap()).build()
}

#[tokio::test]
async fn a_transaction_is_all_or_nothing_and_says_why() {
    let aws = in_memory().await;
    put(&aws, "b", "old").await;
    let both = aws
        .dynamodb_client()
        .transact_write_items()
        .transact_items(putting("a"))
        .transact_items(putting("b"));
    match both.send().await.unwrap_err().into_service_error() {
        TransactWriteItemsError::TransactionCanceledException(cancelled) => {
            let codes: Vec<_> = cancelled
                .cancellation_reasons()
                .iter()
                .map(|reason| reason.code())
                .collect();
            assert_eq!(codes, [Some("None"), Some("ConditionalCheckFailed")]);
            let old = cancelled.cancellation_reasons().last().unwrap().item().unwrap();
            assert_eq!(old.get("x"), Some(&s("old")));
        }
        other => assert_eq!(format!("{other:?}"), "a cancelled transaction"),
    }
    assert_eq!(get(&aws, "a").await, None);

    let check = ConditionCheck::builder()
        .table_name("aero2")
        .key("PK", s("b"))
        .key("SK", s("X"));
    let check = check
        .condition_expression("x = :old")
        .expression_attribute_values(":old", s("old"))
        .build()
        .unwrap();
    let check = TransactWriteItem::builder().condition_check(check).build();
    let one = aws
        .dynamodb_client()
        .transact_write_items()
        .transact_items(putting("a"))
        .transact_items(check);
    one.send().await.unwrap();
    assert_eq!(get(&aws, "a").await.as_deref(), Some("new"));
}

#[tokio::test]
async fn both_indexes_hold_keys_only_and_only_of_items_that_ask_for_it() {
    let aws = in_memory().await;
    put(&aws, "unlisted", "x").await;
    for (index, hash, range) in [("list-index", "LPK", "LSK"), ("find-index", "FPK", "FSK")] {
        for number in ["2", "1"] {
            let item = aws
                .dynamodb_client()
                .put_item()
                .table_name("aero2")
                .item("PK", s(&format!("{index}{number}")));
            let item = item
                .item("SK", s("X"))
                .item(hash, s("users"))
                .item(range, s(number))
                .item("x", s("secret"));
            item.send().await.unwrap();
        }
        let query = aws.dynamodb_client().query().table_name("aero2").index_name(index);
        let query = query
            .key_condition_expression("#h = :h")
            .expression_attribute_names("#h", hash);
        let found = query
            .expression_attribute_values(":h", s("users"))
            .limit(1)
            .send()
            .await
            .unwrap();
        let item = found.items().first().unwrap();
        assert_eq!(item.get("PK"), Some(&s(&format!("{index}1"))));
        assert_eq!((item.len(), item.get("x")), (4, None));
        assert!(found.last_evaluated_key().is_some());
    }
}

#[tokio::test]
async fn expired_items_go_only_when_swept_and_by_our_clock() {
    let aws = in_memory().await;
    let now = aws.clock.now().secs();
    for (pk, ttl) in [("soon", now + 60), ("later", now + 6000)] {
        let item = aws
            .dynamodb_client()
            .put_item()
            .table_name("aero2")
            .item("PK", s(pk))
            .item("SK", s("X"));
        item.item("x", s("y"))
            .item("ttl", AttributeValue::N(ttl.to_string()))
            .send()
            .await
            .unwrap();
    }
    put(&aws, "for ever", "y").await;
    assert_eq!(aws.dynamodb.sweep(aws.clock.now()).await.unwrap(), 0);
    aws.clock.advance(60).unwrap();
    assert!(get(&aws, "soon").await.is_some());
    assert_eq!(aws.dynamodb.sweep(aws.clock.now()).await.unwrap(), 1);
    assert_eq!(get(&aws, "soon").await, None);
    assert!(get(&aws, "later").await.is_some());
    assert!(get(&aws, "for ever").await.is_some());
}

#[tokio::test]
async fn a_bad_request_is_a_validation_error() {
    let aws = in_memory().await;
    let empty = aws
        .dynamodb_client()
        .put_item()
        .table_name("aero2")
        .item("PK", s(""))
        .item("SK", s("X"))
        .send()
        .await;
    let code = aws_sdk_dynamodb::error::ProvideErrorMetadata::code(&empty.unwrap_err()).map(str::to_owned);
    assert_eq!(code.as_deref(), Some("ValidationException"));
    let other = aws.dynamodb_client().describe_limits().send().await;
    assert!(format!("{:?}", other.unwrap_err()).contains("not served locally"));
}
