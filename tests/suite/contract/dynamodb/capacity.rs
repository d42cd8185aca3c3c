//! `ConsumedCapacity`: what AWS bills, which the capacity test and the cost model count on (developer guide, "DynamoDB read and write operations").

use super::indexes::listed;
use crate::contract::{
    items::{Item, item, key, s, with},
    story::story,
    table::Table,
};
use aws_sdk_dynamodb::types::{
    ConsumedCapacity,
    ReturnConsumedCapacity::{Indexes, Total},
};

pub fn units(told: Option<ConsumedCapacity>) -> f64 {
    told.unwrap().capacity_units.unwrap()
}

/// The table's own units, and those of `list-index`.
fn parts(told: Option<ConsumedCapacity>) -> (f64, f64) {
    let told = told.unwrap();
    let table = told.table.and_then(|table| table.capacity_units).unwrap_or_default();
    let mut indexes = told.global_secondary_indexes.unwrap_or_default();
    let index = indexes
        .remove("list-index")
        .and_then(|index| index.capacity_units)
        .unwrap_or_default();
    assert_eq!(told.capacity_units, Some(table + index));
    (table, index)
}

/// An item of exactly `bytes`.
pub fn sized(sk: &str, bytes: usize) -> Item {
    with(key("a", sk), [("x", s(&"x".repeat(bytes - 6 - sk.len())))])
}

async fn put(table: &Table, item: Item) -> f64 {
    units(
        table
            .putting(item)
            .return_consumed_capacity(Total)
            .send()
            .await
            .unwrap()
            .consumed_capacity,
    )
}

async fn get(table: &Table, sk: &str, strong: bool) -> f64 {
    let get = table
        .client
        .get_item()
        .table_name(&table.name)
        .set_key(Some(key("a", sk)));
    units(
        get.consistent_read(strong)
            .return_consumed_capacity(Total)
            .send()
            .await
            .unwrap()
            .consumed_capacity,
    )
}

#[tokio::test]
async fn a_write_costs_one_unit_per_kilobyte_begun() {
    story(async |target| {
        let table = target.table().await;
        for (bytes, cost) in [(20, 1.0), (1024, 1.0), (1025, 2.0), (5000, 5.0)] {
            assert_eq!(put(&table, sized(&bytes.to_string(), bytes)).await, cost, "{bytes}");
        }
    })
    .await;
}

#[tokio::test]
async fn overwriting_and_deleting_cost_by_the_larger_item() {
    story(async |target| {
        let table = target.table().await;
        put(&table, sized("1", 3000)).await;
        assert_eq!(put(&table, sized("1", 20)).await, 3.0);
        assert_eq!(put(&table, sized("1", 20)).await, 1.0);
        put(&table, sized("1", 2500)).await;
        let shrink = table
            .updating("SET x = :x", item([(":x", s("x"))]))
            .return_consumed_capacity(Total);
        assert_eq!(units(shrink.send().await.unwrap().consumed_capacity), 3.0);
        put(&table, sized("1", 2500)).await;
        let delete = || {
            table
                .client
                .delete_item()
                .table_name(&table.name)
                .set_key(Some(key("a", "1")))
        };
        let cost = delete()
            .return_consumed_capacity(Total)
            .send()
            .await
            .unwrap()
            .consumed_capacity;
        assert_eq!(units(cost), 3.0);
        let nothing = delete()
            .return_consumed_capacity(Total)
            .send()
            .await
            .unwrap()
            .consumed_capacity;
        assert_eq!(units(nothing), 1.0);
    })
    .await;
}

#[tokio::test]
async fn a_read_costs_by_four_kilobytes_and_half_when_eventual() {
    story(async |target| {
        let table = target.table().await;
        for (bytes, strong, eventual) in [(20, 1.0, 0.5), (4096, 1.0, 0.5), (4097, 2.0, 1.0), (12_288, 3.0, 1.5)] {
            let sk = bytes.to_string();
            put(&table, sized(&sk, bytes)).await;
            assert_eq!(get(&table, &sk, true).await, strong, "{bytes}");
            assert_eq!(get(&table, &sk, false).await, eventual, "{bytes}");
        }
        // Nothing there costs as much as the smallest item.
        assert_eq!(
            (get(&table, "none", true).await, get(&table, "none", false).await),
            (1.0, 0.5)
        );
    })
    .await;
}

#[tokio::test]
async fn a_batch_rounds_each_item_and_a_query_their_sum() {
    story(async |target| {
        let table = target.table().await;
        for sk in ["1", "2", "3", "4"] {
            put(&table, sized(sk, 1500)).await;
        }
        let keys: Vec<Item> = ["1", "2", "3", "4", "none"].map(|sk| key("a", sk)).into();
        let batch = table
            .batch_getting(keys, true)
            .return_consumed_capacity(Total)
            .send()
            .await
            .unwrap();
        assert_eq!(units(batch.consumed_capacity.unwrap().pop()), 5.0);
        let query = table
            .querying("a")
            .return_consumed_capacity(Total)
            .send()
            .await
            .unwrap();
        assert_eq!(units(query.consumed_capacity), 2.0);
        let eventual = table
            .querying("a")
            .consistent_read(false)
            .return_consumed_capacity(Total)
            .send()
            .await
            .unwrap();
        assert_eq!(units(eventual.consumed_capacity), 1.0);
        // What a filter drops or a projection leaves out was read all the same.
        let thin = table
            .querying("a")
            .projection_expression("SK")
            .filter_expression("attribute_not_exists(x)");
        assert_eq!(
            units(
                thin.return_consumed_capacity(Total)
                    .send()
                    .await
                    .unwrap()
                    .consumed_capacity
            ),
            2.0
        );
    })
    .await;
}

#[tokio::test]
async fn an_index_entry_is_a_write_of_its_own() {
    story(async |target| {
        let table = target.table().await;
        let put = async |item| {
            let put = table
                .putting(item)
                .return_consumed_capacity(Indexes)
                .send()
                .await
                .unwrap();
            parts(put.consumed_capacity)
        };
        assert_eq!(put(key("unlisted", "X")).await, (1.0, 0.0));
        assert_eq!(put(listed("a", "1")).await, (1.0, 1.0), "an entry made");
        assert_eq!(
            put(with(listed("a", "1"), [("secret", s("y"))])).await,
            (1.0, 0.0),
            "an entry left alone"
        );
        assert_eq!(
            put(listed("a", "2")).await,
            (1.0, 2.0),
            "an entry moved: taken out and put in"
        );
        assert_eq!(put(key("a", "X")).await, (1.0, 1.0), "an entry taken out");
        // The entry is small even where the item is not.
        assert_eq!(
            put(with(listed("b", "1"), [("secret", s(&"y".repeat(3000)))])).await,
            (3.0, 1.0)
        );
    })
    .await;
}

#[tokio::test]
async fn an_index_is_read_by_the_size_of_its_entries() {
    story(async |target| {
        let table = target.table().await;
        for pk in ["a", "b", "c"] {
            table
                .put(with(listed(pk, pk), [("secret", s(&"y".repeat(3000)))]))
                .await;
        }
        target.settle().await;
        let query = table.listing().return_consumed_capacity(Indexes).send().await.unwrap();
        assert_eq!(parts(query.consumed_capacity), (0.0, 0.5));
    })
    .await;
}

#[tokio::test]
async fn units_are_told_only_when_asked_for() {
    story(async |target| {
        let table = target.table().await;
        let put = table.putting(key("a", "1")).send().await.unwrap();
        assert_eq!(put.consumed_capacity, None);
        let query = table.querying("a").send().await.unwrap();
        assert_eq!(query.consumed_capacity, None);
    })
    .await;
}
