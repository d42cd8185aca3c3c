//! Update expressions: SET, REMOVE, ADD, DELETE and their functions.

use crate::contract::{
    items::{INVALID, Item, code, item, key, n, numbered, s, with},
    story::story,
    table::Table,
};
use aws_sdk_dynamodb::{operation::update_item::builders::UpdateItemFluentBuilder, types::AttributeValue};

impl Table {
    /// An update of `a`/`1`, to be refined.
    pub fn updating(&self, expression: &str, values: Item) -> UpdateItemFluentBuilder {
        let update = self
            .client
            .update_item()
            .table_name(&self.name)
            .set_key(Some(key("a", "1")));
        let values = (!values.is_empty()).then_some(values);
        update
            .update_expression(expression)
            .set_expression_attribute_values(values)
    }

    /// Does it, and answers what the item then is.
    async fn updated(&self, expression: &str, values: Item) -> Item {
        self.updating(expression, values).send().await.unwrap();
        self.get("a", "1").await.unwrap()
    }
}

#[tokio::test]
async fn set_writes_and_remove_takes_away() {
    story(async |target| {
        let table = target.table().await;
        table.put(with(key("a", "1"), [("v", n(1)), ("w", n(2))])).await;
        let after = table.updated("SET t = :t REMOVE w", item([(":t", s("x"))])).await;
        assert_eq!(after, with(key("a", "1"), [("v", n(1)), ("t", s("x"))]));
        // Removing what is not there is no error.
        table.updated("REMOVE gone", item([])).await;
    })
    .await;
}

#[tokio::test]
async fn add_counts_from_nothing() {
    story(async |target| {
        let table = target.table().await;
        let one = || item([(":one", n(1))]);
        assert_eq!(table.updated("ADD v :one", one()).await, numbered("a", "1", 1));
        assert_eq!(table.updated("ADD v :one", one()).await, numbered("a", "1", 2));
        assert_eq!(table.updated("SET v = v - :one", one()).await, numbered("a", "1", 1));
        // SET cannot: there is nothing to add to.
        assert_eq!(
            code(table.updating("SET gone = gone + :one", one()).send().await),
            INVALID
        );
    })
    .await;
}

#[tokio::test]
async fn add_and_delete_work_on_sets() {
    story(async |target| {
        let table = target.table().await;
        let set = |members: &[&str]| AttributeValue::Ss(members.iter().map(|one| (*one).to_owned()).collect());
        table.updated("ADD tags :x", item([(":x", set(&["a", "b"]))])).await;
        let after = table.updated("ADD tags :x", item([(":x", set(&["b", "c"]))])).await;
        let mut members = after["tags"].as_ss().unwrap().clone();
        members.sort();
        assert_eq!(members, ["a", "b", "c"]);
        let after = table.updated("DELETE tags :x", item([(":x", set(&["a", "z"]))])).await;
        assert_eq!(after["tags"].as_ss().unwrap().len(), 2);
        // A set that has lost its last member is gone.
        let after = table.updated("DELETE tags :x", item([(":x", set(&["b", "c"]))])).await;
        assert_eq!(after, key("a", "1"));
    })
    .await;
}

#[tokio::test]
async fn if_not_exists_keeps_what_is_there() {
    story(async |target| {
        let table = target.table().await;
        let first = "SET v = if_not_exists(v, :v)";
        assert_eq!(table.updated(first, item([(":v", n(1))])).await, numbered("a", "1", 1));
        assert_eq!(table.updated(first, item([(":v", n(2))])).await, numbered("a", "1", 1));
        let count = table
            .updated(
                "SET c = if_not_exists(c, :zero) + :one",
                item([(":zero", n(0)), (":one", n(1))]),
            )
            .await;
        assert_eq!(count["c"], n(1));
    })
    .await;
}

#[tokio::test]
async fn list_append_joins_lists_in_the_order_given() {
    story(async |target| {
        let table = target.table().await;
        let list = |members: &[&str]| AttributeValue::L(members.iter().map(|one| s(one)).collect());
        table.put(with(key("a", "1"), [("l", list(&["b"]))])).await;
        table
            .updated("SET l = list_append(l, :x)", item([(":x", list(&["c"]))]))
            .await;
        let after = table
            .updated("SET l = list_append(:x, l)", item([(":x", list(&["a"]))]))
            .await;
        assert_eq!(after["l"], list(&["a", "b", "c"]));
        let wrong = table.updating("SET l = list_append(l, :x)", item([(":x", s("d"))]));
        assert_eq!(code(wrong.send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn every_value_is_that_of_before_the_update() {
    story(async |target| {
        let table = target.table().await;
        table.put(with(key("a", "1"), [("v", n(1)), ("w", n(2))])).await;
        let after = table.updated("SET v = w, w = v", item([])).await;
        assert_eq!(after, with(key("a", "1"), [("v", n(2)), ("w", n(1))]));
    })
    .await;
}
