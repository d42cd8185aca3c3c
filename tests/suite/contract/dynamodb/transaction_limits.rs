//! Transactions: at most 100 items and 4 MB, no item twice.

use crate::contract::{
    items::{INVALID, code, key, numbered, s, with},
    story::story,
};

#[tokio::test]
async fn a_hundred_items_fit_and_one_more_does_not() {
    story(async |target| {
        let table = target.table().await;
        let items = |count: i64| {
            (0..count)
                .map(|v| table.t_put(numbered("a", &v.to_string(), v)))
                .collect::<Vec<_>>()
        };
        let transact = |count| {
            target
                .dynamodb
                .transact_write_items()
                .set_transact_items(Some(items(count)))
                .send()
        };
        assert_eq!(code(transact(101).await), INVALID);
        assert_eq!(table.get("a", "0").await, None);
        transact(100).await.unwrap();
        assert_eq!(table.get("a", "99").await, Some(numbered("a", "99", 99)));
    })
    .await;
}

#[tokio::test]
async fn one_item_twice_is_refused() {
    story(async |target| {
        let table = target.table().await;
        for twice in [
            [table.t_put(numbered("a", "1", 1)), table.t_count("a", "1")],
            [
                table.t_check("a", "1", "attribute_not_exists(PK)"),
                table.t_put(numbered("a", "1", 1)),
            ],
        ] {
            assert_eq!(code(table.transacting(twice).send().await), INVALID);
        }
        assert_eq!(table.get("a", "1").await, None);
    })
    .await;
}

#[tokio::test]
async fn more_than_four_megabytes_are_refused() {
    story(async |target| {
        let table = target.table().await;
        let large = |sk: usize| table.t_put(with(key("a", &sk.to_string()), [("x", s(&"x".repeat(399_000)))]));
        let items = |count: usize| (0..count).map(large).collect::<Vec<_>>();
        let transact = |count| {
            target
                .dynamodb
                .transact_write_items()
                .set_transact_items(Some(items(count)))
                .send()
        };
        assert_eq!(code(transact(11).await), INVALID);
        transact(10).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_empty_transaction_is_refused() {
    story(async |target| {
        let none = target
            .dynamodb
            .transact_write_items()
            .set_transact_items(Some(Vec::new()));
        assert_eq!(code(none.send().await), INVALID);
    })
    .await;
}
