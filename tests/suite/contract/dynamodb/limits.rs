//! Sizes: 400 KB an item, 2048 and 1024 bytes a key, and what may be empty ("Service, account, and table quotas").

use crate::contract::{
    items::{INVALID, Item, code, item, key, n, s, with},
    story::story,
};
use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};

/// The limit of an item, names included.
const ITEM: usize = 400 * 1024;

/// An item of exactly `bytes`: `PK` `a` `SK` `1` are six of them, the name `x` one.
fn sized(bytes: usize) -> Item {
    with(key("a", "1"), [("x", s(&"x".repeat(bytes - 7)))])
}

#[tokio::test]
async fn an_item_has_at_most_400_kb() {
    story(async |target| {
        let table = target.table().await;
        assert_eq!(code(table.putting(sized(ITEM + 1)).send().await), INVALID);
        assert_eq!(table.get("a", "1").await, None);
        table.put(sized(ITEM)).await;
        assert_eq!(table.get("a", "1").await, Some(sized(ITEM)));
    })
    .await;
}

#[tokio::test]
async fn an_update_does_not_make_it_larger() {
    story(async |target| {
        let table = target.table().await;
        table.put(sized(ITEM - 2)).await;
        // Name and digit of a number: three bytes.
        let grow = |name: &str, value| {
            table
                .updating(&format!("SET {name} = :v"), item([(":v", value)]))
                .send()
        };
        assert_eq!(code(grow("zz", s("z")).await), INVALID);
        grow("z", s("z")).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_partition_key_has_at_most_2048_bytes_and_a_sort_key_1024() {
    story(async |target| {
        let table = target.table().await;
        let (pk, sk) = ("p".repeat(2048), "s".repeat(1024));
        table.put(key(&pk, &sk)).await;
        assert_eq!(table.get(&pk, &sk).await, Some(key(&pk, &sk)));
        assert_eq!(code(table.putting(key(&"p".repeat(2049), "1")).send().await), INVALID);
        assert_eq!(code(table.putting(key("a", &"s".repeat(1025))).send().await), INVALID);
        // Bytes, not characters.
        assert_eq!(code(table.putting(key("a", &"é".repeat(513))).send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_not_empty_but_other_texts_may_be() {
    story(async |target| {
        let table = target.table().await;
        assert_eq!(code(table.putting(key("", "1")).send().await), INVALID);
        assert_eq!(code(table.putting(key("a", "")).send().await), INVALID);
        let get = table
            .client
            .get_item()
            .table_name(&table.name)
            .set_key(Some(key("", "1")));
        assert_eq!(code(get.send().await), INVALID);
        let empty = with(key("a", "1"), [("t", s("")), ("b", AttributeValue::B(Blob::new("")))]);
        table.put(empty.clone()).await;
        assert_eq!(table.get("a", "1").await, Some(empty));
    })
    .await;
}

#[tokio::test]
async fn a_set_is_neither_empty_nor_repeats_itself() {
    story(async |target| {
        let table = target.table().await;
        for wrong in [
            AttributeValue::Ss(Vec::new()),
            AttributeValue::Ss(vec!["x".into(), "x".into()]),
            AttributeValue::Ns(vec!["1".into(), "1.0".into()]),
        ] {
            let put = table.putting(with(key("a", "1"), [("set", wrong.clone())]));
            assert_eq!(code(put.send().await), INVALID, "{wrong:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_document_is_at_most_32_levels_deep() {
    story(async |target| {
        let table = target.table().await;
        let deep = |levels: usize| {
            let inner = (0..levels - 1).fold(n(1), |inner, _| AttributeValue::L(vec![inner]));
            with(key("a", "1"), [("d", AttributeValue::L(vec![inner]))])
        };
        table.put(deep(31)).await;
        assert_eq!(code(table.putting(deep(33)).send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn an_expression_has_at_most_4_kb() {
    story(async |target| {
        let table = target.table().await;
        let condition = |names: usize| vec!["attribute_exists(PK)"; names].join(" OR ");
        let put = |condition: String| table.putting(key("a", "1")).condition_expression(condition).send();
        assert_eq!(code(put(condition(171)).await), INVALID);
        assert_eq!(code(put(condition(170)).await), "ConditionalCheckFailedException");
    })
    .await;
}
