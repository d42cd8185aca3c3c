//! Pages of an index: the next one begins at a key of four parts, since many items may share an index key.

use super::indexes::listed;
use crate::contract::{
    items::{INVALID, Item, code, item, s, with},
    story::story,
    table::Table,
};
use std::collections::BTreeSet;

async fn page(table: &Table, start: Option<Item>) -> (Vec<String>, Option<Item>) {
    let page = table
        .listing()
        .limit(2)
        .set_exclusive_start_key(start)
        .send()
        .await
        .unwrap();
    let found = page.items().iter().map(|item| item["PK"].as_s().unwrap().clone());
    (found.collect(), page.last_evaluated_key)
}

async fn whole(table: &Table) -> Vec<String> {
    let (mut all, mut start) = page(table, None).await;
    while start.is_some() {
        let (more, next) = page(table, start).await;
        all.extend(more);
        start = next;
    }
    all
}

#[tokio::test]
async fn the_next_page_begins_at_the_keys_of_index_and_table() {
    story(async |target| {
        let table = target.table().await;
        for (pk, lsk) in [("a", "1"), ("b", "2"), ("c", "3")] {
            table.put(listed(pk, lsk)).await;
        }
        target.settle().await;
        let (first, start) = page(&table, None).await;
        assert_eq!(first, ["a", "b"]);
        let expected = item([("PK", s("b")), ("SK", s("X")), ("LPK", s("users")), ("LSK", s("2"))]);
        assert_eq!(start, Some(expected));
        assert_eq!(page(&table, start).await, (vec!["c".to_owned()], None));
    })
    .await;
}

#[tokio::test]
async fn items_that_share_an_index_key_are_each_paged_once() {
    story(async |target| {
        let table = target.table().await;
        for pk in ["a", "b", "c", "d", "e"] {
            table.put(listed(pk, "same")).await;
        }
        target.settle().await;
        let all = whole(&table).await;
        assert_eq!(all.len(), 5, "{all:?}");
        let different: BTreeSet<_> = all.iter().map(String::as_str).collect();
        assert_eq!(different, BTreeSet::from(["a", "b", "c", "d", "e"]));
    })
    .await;
}

#[tokio::test]
async fn a_page_goes_on_where_its_item_is_gone() {
    story(async |target| {
        let table = target.table().await;
        for (pk, lsk) in [("a", "1"), ("b", "2"), ("c", "3")] {
            table.put(listed(pk, lsk)).await;
        }
        target.settle().await;
        let (_, start) = page(&table, None).await;
        let delete = table.client.delete_item().table_name(&table.name);
        delete.key("PK", s("b")).key("SK", s("X")).send().await.unwrap();
        target.settle().await;
        assert_eq!(page(&table, start).await.0, ["c"]);
    })
    .await;
}

#[tokio::test]
async fn a_start_without_all_four_parts_is_refused() {
    story(async |target| {
        let table = target.table().await;
        table.put(listed("a", "1")).await;
        let whole = item([("PK", s("a")), ("SK", s("X")), ("LPK", s("users")), ("LSK", s("1"))]);
        for part in ["PK", "SK", "LPK", "LSK"] {
            let mut start = whole.clone();
            start.remove(part);
            let asked = table.listing().set_exclusive_start_key(Some(start));
            assert_eq!(code(asked.send().await), INVALID, "without {part}");
        }
        let elsewhere = table
            .listing()
            .set_exclusive_start_key(Some(with(whole, [("LPK", s("others"))])));
        assert_eq!(code(elsewhere.send().await), INVALID);
    })
    .await;
}
