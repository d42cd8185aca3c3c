//! `ConsumedCapacity` of transactions: everything twice, and a repetition under its token is a read.

use super::capacity::{sized, units};
use crate::contract::{
    items::{key, numbered},
    story::story,
    target::fresh,
};
use aws_sdk_dynamodb::types::{Get, ReturnConsumedCapacity::Total, TransactGetItem};

#[tokio::test]
async fn writing_in_a_transaction_costs_twice() {
    story(async |target| {
        let table = target.table().await;
        let both = [table.t_put(sized("1", 1500)), table.t_first(numbered("b", "1", 1))];
        let told = table
            .transacting(both)
            .return_consumed_capacity(Total)
            .send()
            .await
            .unwrap();
        assert_eq!(units(told.consumed_capacity.unwrap().pop()), 6.0);
    })
    .await;
}

#[tokio::test]
async fn reading_in_a_transaction_costs_twice() {
    story(async |target| {
        let table = target.table().await;
        table.put(sized("1", 5000)).await;
        let get = Get::builder()
            .table_name(&table.name)
            .set_key(Some(key("a", "1")))
            .build()
            .unwrap();
        let get = target
            .dynamodb
            .transact_get_items()
            .transact_items(TransactGetItem::builder().get(get).build());
        let told = get.return_consumed_capacity(Total).send().await.unwrap();
        assert_eq!(units(told.consumed_capacity.unwrap().pop()), 4.0);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_repeated_under_its_token_is_billed_as_a_read() {
    story(async |target| {
        let table = target.table().await;
        let token = fresh("token");
        let put = || {
            let put = table
                .transacting([table.t_put(numbered("a", "1", 1))])
                .client_request_token(&token);
            put.return_consumed_capacity(Total).send()
        };
        let first = put().await.unwrap().consumed_capacity.unwrap().pop().unwrap();
        assert_eq!(
            (
                first.write_capacity_units,
                first.read_capacity_units.unwrap_or_default()
            ),
            (Some(2.0), 0.0)
        );
        let again = put().await.unwrap().consumed_capacity.unwrap().pop().unwrap();
        assert_eq!(
            (
                again.read_capacity_units,
                again.write_capacity_units.unwrap_or_default()
            ),
            (Some(2.0), 0.0)
        );
    })
    .await;
}
