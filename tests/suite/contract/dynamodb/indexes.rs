//! Global secondary indexes, `KEYS_ONLY` and sparse: what is in them, and what may be asked of them.

use crate::contract::{
    items::{INVALID, Item, code, item, key, n, s, with},
    story::story,
    table::{Table, sort_keys},
    target::{Kind, Target},
};
use aws_sdk_dynamodb::{
    operation::query::builders::QueryFluentBuilder,
    types::{AttributeValue, Select},
};

impl Target {
    /// Until an index shows what was written: at once, but for AWS, where it is eventually consistent.
    pub async fn settle(&self) {
        if self.kind == Kind::Aws {
            tokio::time::sleep(std::time::Duration::from_secs(3)).await;
        }
    }
}

/// An item listed under `users`.
pub fn listed(pk: &str, lsk: &str) -> Item {
    with(key(pk, "X"), [("LPK", s("users")), ("LSK", s(lsk)), ("secret", s("x"))])
}

impl Table {
    /// The list of `users`.
    pub fn listing(&self) -> QueryFluentBuilder {
        let query = self.client.query().table_name(&self.name).index_name("list-index");
        query
            .key_condition_expression("LPK = :l")
            .expression_attribute_values(":l", s("users"))
    }
}

fn entry(pk: &str, lsk: &str) -> Item {
    item([("PK", s(pk)), ("SK", s("X")), ("LPK", s("users")), ("LSK", s(lsk))])
}

#[tokio::test]
async fn an_index_holds_the_keys_of_the_items_that_ask_for_it() {
    story(async |target| {
        let table = target.table().await;
        table.put(key("unlisted", "X")).await;
        table.put(with(key("half", "X"), [("LPK", s("users"))])).await;
        table.put(listed("b", "2")).await;
        table.put(listed("a", "1")).await;
        target.settle().await;
        assert_eq!(
            table.listing().send().await.unwrap().items(),
            [entry("a", "1"), entry("b", "2")]
        );
    })
    .await;
}

#[tokio::test]
async fn an_entry_follows_its_item() {
    story(async |target| {
        let table = target.table().await;
        table.put(listed("a", "1")).await;
        table.put(listed("a", "2")).await;
        target.settle().await;
        assert_eq!(table.listing().send().await.unwrap().items(), [entry("a", "2")]);
        let update = table
            .client
            .update_item()
            .table_name(&table.name)
            .set_key(Some(key("a", "X")));
        update.update_expression("REMOVE LPK, LSK").send().await.unwrap();
        target.settle().await;
        assert_eq!(table.listing().send().await.unwrap().count, 0);
    })
    .await;
}

#[tokio::test]
async fn an_index_is_never_strongly_consistent() {
    story(async |target| {
        let table = target.table().await;
        assert_eq!(code(table.listing().consistent_read(true).send().await), INVALID);
        table.listing().consistent_read(false).send().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_index_of_keys_does_not_project_what_it_does_not_hold() {
    story(async |target| {
        let table = target.table().await;
        table.put(listed("a", "1")).await;
        assert_eq!(
            code(table.listing().projection_expression("secret").send().await),
            INVALID
        );
    })
    .await;
}

#[tokio::test]
async fn an_index_of_keys_does_not_give_all_attributes() {
    story(async |target| {
        let table = target.table().await;
        let all = table.listing().select(Select::AllAttributes);
        assert_eq!(code(all.send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn an_index_key_is_a_text_that_is_not_empty() {
    story(async |target| {
        let table = target.table().await;
        for wrong in [n(1), s(""), AttributeValue::Null(true)] {
            let put = table.putting(with(listed("a", "1"), [("LSK", wrong.clone())]));
            assert_eq!(code(put.send().await), INVALID, "{wrong:?}");
        }
        assert_eq!(table.get("a", "X").await, None);
    })
    .await;
}

#[tokio::test]
async fn an_index_that_does_not_exist_is_refused() {
    story(async |target| {
        let table = target.table().await;
        assert_eq!(code(table.listing().index_name("no-index").send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn a_range_of_an_index_follows_its_own_sort_key() {
    story(async |target| {
        let table = target.table().await;
        for (pk, lsk) in [("z", "alice#1"), ("y", "bob#2"), ("x", "alan#3")] {
            table.put(listed(pk, lsk)).await;
        }
        target.settle().await;
        let found = table
            .listing()
            .key_condition_expression("LPK = :l AND begins_with(LSK, :s)");
        let found = found
            .expression_attribute_values(":s", s("al"))
            .scan_index_forward(false)
            .send()
            .await
            .unwrap();
        assert_eq!(found.items(), [entry("z", "alice#1"), entry("x", "alan#3")]);
        assert_eq!(sort_keys(found.items()), ["X", "X"]);
    })
    .await;
}
