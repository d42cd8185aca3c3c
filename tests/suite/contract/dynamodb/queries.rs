//! Query: pages, their order and where the next one begins.

use crate::contract::{
    items::{INVALID, Item, code, key, n, numbered, s, with},
    story::story,
    table::{Table, sort_keys},
};
use aws_sdk_dynamodb::types::Select;

/// A partition with sort keys `1` to `5`.
async fn five(table: &Table) {
    for v in 1..=5 {
        table.put(numbered("a", &v.to_string(), v)).await;
    }
    table.put(numbered("b", "1", 1)).await;
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    story(async |target| {
        let table = target.table().await;
        five(&table).await;
        let mut seen = Vec::new();
        let mut start = None;
        for _ in 0..3 {
            let page = table
                .querying("a")
                .limit(2)
                .set_exclusive_start_key(start)
                .send()
                .await
                .unwrap();
            seen.push(sort_keys(page.items()));
            start = page.last_evaluated_key;
            if let Some(start) = &start {
                assert_eq!(start, &key("a", seen.last().unwrap().last().unwrap()));
            }
        }
        assert_eq!(seen, [vec!["1", "2"], vec!["3", "4"], vec!["5"]]);
        assert_eq!(start, None);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_ends_with_the_partition_may_still_name_a_next_one() {
    story(async |target| {
        let table = target.table().await;
        five(&table).await;
        let page = table.querying("a").limit(5).send().await.unwrap();
        assert_eq!(page.last_evaluated_key, Some(key("a", "5")));
        let next = table
            .querying("a")
            .set_exclusive_start_key(page.last_evaluated_key)
            .send()
            .await
            .unwrap();
        assert_eq!((next.count, next.last_evaluated_key), (0, None));
    })
    .await;
}

#[tokio::test]
async fn backwards_pages_too() {
    story(async |target| {
        let table = target.table().await;
        five(&table).await;
        let back = || table.querying("a").scan_index_forward(false).limit(3);
        let first = back().send().await.unwrap();
        assert_eq!(sort_keys(first.items()), ["5", "4", "3"]);
        let second = back()
            .set_exclusive_start_key(first.last_evaluated_key)
            .send()
            .await
            .unwrap();
        assert_eq!(sort_keys(second.items()), ["2", "1"]);
    })
    .await;
}

#[tokio::test]
async fn a_start_key_need_not_exist() {
    story(async |target| {
        let table = target.table().await;
        five(&table).await;
        let page = table
            .querying("a")
            .set_exclusive_start_key(Some(key("a", "3x")))
            .send()
            .await
            .unwrap();
        assert_eq!(sort_keys(page.items()), ["4", "5"]);
    })
    .await;
}

#[tokio::test]
async fn a_filter_is_applied_after_the_limit() {
    story(async |target| {
        let table = target.table().await;
        five(&table).await;
        let page = table
            .querying("a")
            .limit(3)
            .filter_expression("v > :v")
            .expression_attribute_values(":v", n(2));
        let page = page.send().await.unwrap();
        assert_eq!(sort_keys(page.items()), ["3"]);
        assert_eq!(
            (page.count, page.scanned_count, page.last_evaluated_key),
            (1, 3, Some(key("a", "3")))
        );
    })
    .await;
}

#[tokio::test]
async fn a_count_brings_no_items() {
    story(async |target| {
        let table = target.table().await;
        five(&table).await;
        let page = table.querying("a").select(Select::Count).send().await.unwrap();
        assert_eq!((page.count, page.items.unwrap_or_default().len()), (5, 0));
    })
    .await;
}

#[tokio::test]
async fn a_page_has_about_one_megabyte() {
    story(async |target| {
        let table = target.table().await;
        for v in 1..=8 {
            let large: Item = with(key("a", &v.to_string()), [("x", s(&"x".repeat(340_000)))]);
            table.put(large).await;
        }
        let (mut seen, mut start, mut pages) = (Vec::new(), None, 0);
        while pages == 0 || start.is_some() {
            let page = table.querying("a").set_exclusive_start_key(start).send().await.unwrap();
            assert!(page.count <= 4, "{}", page.count);
            seen.extend(sort_keys(page.items()));
            start = page.last_evaluated_key;
            pages += 1;
        }
        assert_eq!(seen, ["1", "2", "3", "4", "5", "6", "7", "8"]);
        assert!(pages >= 2);
    })
    .await;
}

#[tokio::test]
async fn a_limit_of_nothing_and_a_start_elsewhere_are_refused() {
    story(async |target| {
        let table = target.table().await;
        five(&table).await;
        assert_eq!(code(table.querying("a").limit(0).send().await), INVALID);
        assert_eq!(
            code(
                table
                    .querying("a")
                    .set_exclusive_start_key(Some(key("b", "1")))
                    .send()
                    .await
            ),
            INVALID
        );
    })
    .await;
}
