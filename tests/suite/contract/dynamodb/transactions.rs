//! `TransactWriteItems` and `TransactGetItems`: all or nothing, and why not, item by item in the order asked.

use crate::contract::{
    items::{Item, item, key, n, numbered},
    story::story,
    table::Table,
};
use aws_sdk_dynamodb::{
    operation::transact_write_items::{TransactWriteItemsError, builders::TransactWriteItemsFluentBuilder},
    types::{
        CancellationReason, ConditionCheck, Delete, Get, Put, ReturnValuesOnConditionCheckFailure::AllOld,
        TransactGetItem, TransactWriteItem, Update,
    },
};

impl Table {
    /// A transaction of these.
    pub fn transacting<const N: usize>(&self, items: [TransactWriteItem; N]) -> TransactWriteItemsFluentBuilder {
        self.client
            .transact_write_items()
            .set_transact_items(Some(items.into()))
    }

    pub fn t_put(&self, item: Item) -> TransactWriteItem {
        let put = Put::builder().table_name(&self.name).set_item(Some(item));
        TransactWriteItem::builder().put(put.build().unwrap()).build()
    }

    /// A put where nothing is; the refusal tells what is.
    pub fn t_first(&self, item: Item) -> TransactWriteItem {
        let put = Put::builder().table_name(&self.name).set_item(Some(item));
        let put = put
            .condition_expression("attribute_not_exists(PK)")
            .return_values_on_condition_check_failure(AllOld);
        TransactWriteItem::builder().put(put.build().unwrap()).build()
    }

    /// Adds one to `v`.
    pub fn t_count(&self, pk: &str, sk: &str) -> TransactWriteItem {
        let update = Update::builder().table_name(&self.name).set_key(Some(key(pk, sk)));
        let update = update
            .update_expression("ADD v :one")
            .expression_attribute_values(":one", n(1));
        TransactWriteItem::builder().update(update.build().unwrap()).build()
    }

    pub fn t_check(&self, pk: &str, sk: &str, condition: &str) -> TransactWriteItem {
        let check = ConditionCheck::builder()
            .table_name(&self.name)
            .set_key(Some(key(pk, sk)));
        let check = check
            .condition_expression(condition)
            .return_values_on_condition_check_failure(AllOld);
        TransactWriteItem::builder()
            .condition_check(check.build().unwrap())
            .build()
    }

    pub fn t_delete(&self, pk: &str, sk: &str, v: i64) -> TransactWriteItem {
        let delete = Delete::builder().table_name(&self.name).set_key(Some(key(pk, sk)));
        let delete = delete
            .condition_expression("v = :v")
            .expression_attribute_values(":v", n(v));
        let delete = delete.return_values_on_condition_check_failure(AllOld);
        TransactWriteItem::builder().delete(delete.build().unwrap()).build()
    }
}

/// Why a transaction was cancelled.
pub async fn reasons(transaction: TransactWriteItemsFluentBuilder) -> Vec<CancellationReason> {
    match transaction.send().await.unwrap_err().into_service_error() {
        TransactWriteItemsError::TransactionCanceledException(cancelled) => cancelled.cancellation_reasons.unwrap(),
        other => panic!("{other:?}"),
    }
}

fn codes(reasons: &[CancellationReason]) -> Vec<&str> {
    reasons.iter().map(|reason| reason.code().unwrap_or("None")).collect()
}

#[tokio::test]
async fn all_of_it_happens() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        table.put(numbered("a", "2", 2)).await;
        table.put(numbered("a", "3", 3)).await;
        let all = [
            table.t_first(numbered("b", "1", 7)),
            table.t_count("a", "1"),
            table.t_delete("a", "2", 2),
            table.t_check("a", "3", "attribute_exists(PK)"),
        ];
        table.transacting(all).send().await.unwrap();
        assert_eq!(table.get("b", "1").await, Some(numbered("b", "1", 7)));
        assert_eq!(table.get("a", "1").await, Some(numbered("a", "1", 2)));
        assert_eq!(table.get("a", "2").await, None);
    })
    .await;
}

#[tokio::test]
async fn one_refusal_undoes_all_and_the_reasons_come_in_order() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "2", 2)).await;
        table.put(numbered("a", "4", 4)).await;
        let cancelled = reasons(table.transacting([
            table.t_first(numbered("a", "1", 1)),
            table.t_first(numbered("a", "2", 9)),
            table.t_count("a", "3"),
            table.t_delete("a", "4", 5),
            table.t_check("a", "5", "attribute_exists(PK)"),
        ]))
        .await;
        let failed = "ConditionalCheckFailed";
        assert_eq!(codes(&cancelled), ["None", failed, "None", failed, failed]);
        // ALL_OLD: what lies there, and nothing where nothing lies.
        assert_eq!(cancelled[1].item, Some(numbered("a", "2", 2)));
        assert_eq!(cancelled[3].item, Some(numbered("a", "4", 4)));
        assert!(cancelled[4].item.as_ref().is_none_or(Item::is_empty));
        assert_eq!(table.get("a", "1").await, None);
        assert_eq!(table.get("a", "3").await, None);
        assert_eq!(table.get("a", "4").await, Some(numbered("a", "4", 4)));
    })
    .await;
}

#[tokio::test]
async fn a_refusal_without_being_asked_for_it_returns_no_item() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        let put = Put::builder()
            .table_name(&table.name)
            .set_item(Some(numbered("a", "1", 2)));
        let put = put.condition_expression("attribute_not_exists(PK)").build().unwrap();
        let cancelled = reasons(table.transacting([TransactWriteItem::builder().put(put).build()])).await;
        assert_eq!(codes(&cancelled), ["ConditionalCheckFailed"]);
        assert!(cancelled[0].item.as_ref().is_none_or(Item::is_empty));
    })
    .await;
}

#[tokio::test]
async fn an_update_that_cannot_be_done_cancels_as_a_validation_error() {
    story(async |target| {
        let table = target.table().await;
        table
            .put(item([
                ("PK", key("a", "1")["PK"].clone()),
                ("SK", key("a", "1")["SK"].clone()),
                ("v", key("x", "1")["PK"].clone()),
            ]))
            .await;
        let cancelled = reasons(table.transacting([table.t_put(numbered("b", "1", 1)), table.t_count("a", "1")])).await;
        assert_eq!(codes(&cancelled), ["None", "ValidationError"]);
        assert_eq!(table.get("b", "1").await, None);
    })
    .await;
}

#[tokio::test]
async fn reading_several_answers_in_the_order_asked_with_gaps() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        table.put(numbered("b", "2", 2)).await;
        let read = [("b", "2"), ("none", "0"), ("a", "1")].map(|(pk, sk)| {
            let get = Get::builder().table_name(&table.name).set_key(Some(key(pk, sk)));
            TransactGetItem::builder().get(get.build().unwrap()).build()
        });
        let answer = target
            .dynamodb
            .transact_get_items()
            .set_transact_items(Some(read.into()))
            .send()
            .await
            .unwrap();
        let found: Vec<_> = answer
            .responses
            .unwrap()
            .into_iter()
            .map(|one| one.item.filter(|item| !item.is_empty()))
            .collect();
        assert_eq!(found, [Some(numbered("b", "2", 2)), None, Some(numbered("a", "1", 1))]);
    })
    .await;
}
