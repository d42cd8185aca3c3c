//! `BatchGetItem` and `BatchWriteItem`: their limits, and that they may answer in part.

use crate::contract::{
    items::{INVALID, Item, code, key, numbered, s, with},
    story::story,
    table::Table,
};
use aws_sdk_dynamodb::{
    operation::{
        batch_get_item::builders::BatchGetItemFluentBuilder, batch_write_item::builders::BatchWriteItemFluentBuilder,
    },
    types::{DeleteRequest, KeysAndAttributes, PutRequest, WriteRequest},
};

impl Table {
    pub fn batch_getting(&self, keys: Vec<Item>, strong: bool) -> BatchGetItemFluentBuilder {
        let keys = KeysAndAttributes::builder()
            .set_keys(Some(keys))
            .consistent_read(strong)
            .build()
            .unwrap();
        self.client.batch_get_item().request_items(&self.name, keys)
    }

    fn batch_writing(&self, writes: Vec<WriteRequest>) -> BatchWriteItemFluentBuilder {
        self.client.batch_write_item().request_items(&self.name, writes)
    }
}

fn put(item: Item) -> WriteRequest {
    WriteRequest::builder()
        .put_request(PutRequest::builder().set_item(Some(item)).build().unwrap())
        .build()
}

fn delete(key: Item) -> WriteRequest {
    WriteRequest::builder()
        .delete_request(DeleteRequest::builder().set_key(Some(key)).build().unwrap())
        .build()
}

fn keys(count: usize) -> Vec<Item> {
    (0..count).map(|v| key("a", &v.to_string())).collect()
}

#[tokio::test]
async fn a_hundred_keys_are_read_and_one_more_is_refused() {
    story(async |target| {
        let table = target.table().await;
        for v in [3, 99] {
            table.put(numbered("a", &v.to_string(), v)).await;
        }
        let answer = table.batch_getting(keys(100), true).send().await.unwrap();
        let mut found = answer.responses.unwrap().remove(&table.name).unwrap();
        found.sort_by_key(|item| item["v"].as_n().unwrap().len());
        assert_eq!(found, [numbered("a", "3", 3), numbered("a", "99", 99)]);
        assert!(answer.unprocessed_keys.unwrap_or_default().is_empty());
        assert_eq!(code(table.batch_getting(keys(101), true).send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn a_key_twice_in_one_batch_is_refused() {
    story(async |target| {
        let table = target.table().await;
        let twice = vec![key("a", "1"), key("a", "1")];
        assert_eq!(code(table.batch_getting(twice, true).send().await), INVALID);
        let twice = vec![put(numbered("a", "1", 1)), put(numbered("a", "1", 2))];
        assert_eq!(code(table.batch_writing(twice).send().await), INVALID);
        let both = vec![put(numbered("a", "1", 1)), delete(key("a", "1"))];
        assert_eq!(code(table.batch_writing(both).send().await), INVALID);
        assert_eq!(table.get("a", "1").await, None);
    })
    .await;
}

#[tokio::test]
async fn an_empty_batch_is_refused() {
    story(async |target| {
        let table = target.table().await;
        assert_eq!(code(table.batch_getting(Vec::new(), true).send().await), INVALID);
        assert_eq!(code(table.batch_writing(Vec::new()).send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn more_than_sixteen_megabytes_come_in_part() {
    story(async |target| {
        let table = target.table().await;
        for v in 0..44 {
            table
                .put(with(key("a", &v.to_string()), [("x", s(&"x".repeat(399_000)))]))
                .await;
        }
        let answer = table.batch_getting(keys(44), true).send().await.unwrap();
        let found = answer.responses.unwrap()[&table.name].len();
        let rest = answer.unprocessed_keys.unwrap().remove(&table.name).unwrap();
        assert!(
            found < 44 && rest.keys.len() == 44 - found,
            "{found} and {}",
            rest.keys.len()
        );
        let answer = table.batch_getting(rest.keys.clone(), true).send().await.unwrap();
        assert_eq!(answer.responses.unwrap()[&table.name].len(), rest.keys.len());
    })
    .await;
}

#[tokio::test]
async fn twenty_five_writes_are_done_and_one_more_is_refused() {
    story(async |target| {
        let table = target.table().await;
        let puts = |count: i64| {
            (0..count)
                .map(|v| put(numbered("a", &v.to_string(), v)))
                .collect::<Vec<_>>()
        };
        assert_eq!(code(table.batch_writing(puts(26)).send().await), INVALID);
        assert_eq!(table.get("a", "0").await, None);
        let answer = table.batch_writing(puts(25)).send().await.unwrap();
        assert!(answer.unprocessed_items.unwrap_or_default().is_empty());
        assert_eq!(table.get("a", "24").await, Some(numbered("a", "24", 24)));
        let both = vec![
            delete(key("a", "24")),
            put(numbered("b", "1", 1)),
            delete(key("none", "1")),
        ];
        table.batch_writing(both).send().await.unwrap();
        assert_eq!(table.get("a", "24").await, None);
        assert_eq!(table.get("b", "1").await, Some(numbered("b", "1", 1)));
    })
    .await;
}
