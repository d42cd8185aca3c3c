//! `ReturnValuesOnConditionCheckFailure`: a refused write tells what lies there, which is how we know our own lost write (rules 3.5).

use crate::contract::{
    items::{Item, key, n, numbered},
    story::story,
};
use aws_sdk_dynamodb::{
    operation::{delete_item::DeleteItemError, put_item::PutItemError, update_item::UpdateItemError},
    types::ReturnValuesOnConditionCheckFailure::AllOld,
};

fn of_put(error: PutItemError) -> Option<Item> {
    match error {
        PutItemError::ConditionalCheckFailedException(failed) => failed.item,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_refused_put_returns_the_item_that_is_there() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        let again = table
            .putting(numbered("a", "1", 2))
            .condition_expression("attribute_not_exists(PK)");
        let asked = again.clone().return_values_on_condition_check_failure(AllOld);
        assert_eq!(
            of_put(asked.send().await.unwrap_err().into_service_error()),
            Some(numbered("a", "1", 1))
        );
        assert_eq!(of_put(again.send().await.unwrap_err().into_service_error()), None);
    })
    .await;
}

#[tokio::test]
async fn a_refused_put_of_nothing_there_returns_nothing() {
    story(async |target| {
        let table = target.table().await;
        let put = table
            .putting(numbered("a", "1", 2))
            .condition_expression("attribute_exists(PK)");
        let refused = put.return_values_on_condition_check_failure(AllOld).send().await;
        assert_eq!(of_put(refused.unwrap_err().into_service_error()), None);
    })
    .await;
}

#[tokio::test]
async fn a_refused_update_returns_the_item_before_it() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        let update = table
            .client
            .update_item()
            .table_name(&table.name)
            .set_key(Some(key("a", "1")));
        let update = update.update_expression("SET v = :v").condition_expression("v > :v");
        let update = update
            .expression_attribute_values(":v", n(5))
            .return_values_on_condition_check_failure(AllOld);
        match update.send().await.unwrap_err().into_service_error() {
            UpdateItemError::ConditionalCheckFailedException(failed) => {
                assert_eq!(failed.item, Some(numbered("a", "1", 1)));
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}

#[tokio::test]
async fn a_refused_delete_returns_the_item_it_left() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        let delete = table
            .client
            .delete_item()
            .table_name(&table.name)
            .set_key(Some(key("a", "1")));
        let delete = delete
            .condition_expression("v = :v")
            .expression_attribute_values(":v", n(5));
        match delete
            .return_values_on_condition_check_failure(AllOld)
            .send()
            .await
            .unwrap_err()
            .into_service_error()
        {
            DeleteItemError::ConditionalCheckFailedException(failed) => {
                assert_eq!(failed.item, Some(numbered("a", "1", 1)));
            }
            other => panic!("{other:?}"),
        }
    })
    .await;
}
