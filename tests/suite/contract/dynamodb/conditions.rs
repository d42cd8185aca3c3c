//! Condition expressions: when a write happens and when it does not (developer guide, "Comparison operator and function reference").

use crate::contract::{
    items::{CONDITION, Item, code, item, key, n, numbered, s, with},
    story::story,
    table::Table,
};
use aws_sdk_dynamodb::types::AttributeValue;

/// Whether `condition` holds of the item `a`/`1`, by an update that takes away what is not there.
async fn holds(table: &Table, condition: &str, values: Item) -> bool {
    let touch = table.client.update_item().table_name(&table.name);
    let touch = touch
        .set_key(Some(key("a", "1")))
        .update_expression("REMOVE not_there")
        .condition_expression(condition);
    let values = (!values.is_empty()).then_some(values);
    let answer = touch.set_expression_attribute_values(values).send().await;
    if answer.is_ok() {
        return true;
    }
    assert_eq!(code(answer), CONDITION, "{condition}");
    false
}

async fn all(table: &Table, expected: bool, conditions: &[&str], values: Item) {
    for condition in conditions {
        let used = values
            .clone()
            .into_iter()
            .filter(|(name, _)| condition.contains(name.as_str()));
        assert_eq!(holds(table, condition, used.collect()).await, expected, "{condition}");
    }
}

#[tokio::test]
async fn a_put_that_wants_nothing_there_is_refused_where_something_is() {
    story(async |target| {
        let table = target.table().await;
        let first = || {
            table
                .putting(numbered("a", "1", 1))
                .condition_expression("attribute_not_exists(PK)")
        };
        first().send().await.unwrap();
        assert_eq!(code(first().send().await), CONDITION);
        table
            .putting(numbered("a", "2", 2))
            .condition_expression("attribute_not_exists(PK)")
            .send()
            .await
            .unwrap();
        assert_eq!(table.get("a", "1").await, Some(numbered("a", "1", 1)));
    })
    .await;
}

#[tokio::test]
async fn numbers_are_compared_as_numbers() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 9)).await;
        let values = item([(":nine", n("9.0")), (":ten", n(10)), (":two", n("2e0"))]);
        all(
            &table,
            true,
            &[
                "v = :nine",
                "v < :ten",
                "v <= :nine",
                "v > :two",
                "v >= :nine",
                "v <> :ten",
            ],
            values.clone(),
        )
        .await;
        all(
            &table,
            false,
            &["v = :ten", "v > :ten", "v < :two", "v <> :nine", "v >= :ten"],
            values,
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn texts_are_compared_by_their_bytes() {
    story(async |target| {
        let table = target.table().await;
        table.put(with(key("a", "1"), [("t", s("Zoë"))])).await;
        let values = item([(":lower", s("a")), (":longer", s("Zoëx")), (":plain", s("Zoe"))]);
        all(&table, true, &["t < :lower", "t < :longer", "t > :plain"], values).await;
    })
    .await;
}

#[tokio::test]
async fn values_of_different_types_are_never_equal_or_ordered() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 9)).await;
        let values = item([(":text", s("9")), (":flag", AttributeValue::Bool(true))]);
        all(
            &table,
            false,
            &["v = :text", "v < :text", "v >= :text", "v = :flag"],
            values.clone(),
        )
        .await;
        all(&table, true, &["v <> :text", "v <> :flag"], values).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_absent_equals_and_precedes_nothing() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 9)).await;
        let values = item([(":one", n(1)), (":text", s("x"))]);
        let false_ones = [
            "gone = :one",
            "gone < :one",
            "gone > :one",
            "begins_with(gone, :text)",
            "size(gone) > :one",
        ];
        all(&table, false, &false_ones, values).await;
        all(
            &table,
            true,
            &["attribute_not_exists(gone)", "attribute_exists(v)"],
            item([]),
        )
        .await;
        all(
            &table,
            false,
            &["attribute_exists(gone)", "attribute_not_exists(v)"],
            item([]),
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn begins_with_contains_and_size_look_inside() {
    story(async |target| {
        let table = target.table().await;
        let list = AttributeValue::L(vec![s("x"), s("y")]);
        let set = AttributeValue::Ss(vec!["x".into(), "y".into()]);
        table
            .put(with(key("a", "1"), [("t", s("Zoe")), ("l", list), ("tags", set)]))
            .await;
        let values = item([
            (":x", s("x")),
            (":zo", s("Zo")),
            (":two", n(2)),
            (":three", n(3)),
            (":q", s("q")),
        ]);
        let true_ones = [
            "begins_with(t, :zo)",
            "contains(t, :zo)",
            "contains(l, :x)",
            "contains(tags, :x)",
        ];
        all(&table, true, &true_ones, values.clone()).await;
        // A text's size is its length, a collection's the number of its members.
        all(
            &table,
            true,
            &["size(t) = :three", "size(l) = :two", "size(tags) = :two"],
            values.clone(),
        )
        .await;
        all(
            &table,
            false,
            &["begins_with(t, :q)", "contains(tags, :q)", "size(t) < :three"],
            values,
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn in_and_between_include_their_ends() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 9)).await;
        let values = item([(":two", n(2)), (":nine", n(9)), (":ten", n(10))]);
        let true_ones = [
            "v IN (:two, :nine)",
            "v BETWEEN :nine AND :ten",
            "v BETWEEN :two AND :nine",
        ];
        all(&table, true, &true_ones, values.clone()).await;
        all(&table, false, &["v IN (:two, :ten)", "v BETWEEN :ten AND :ten"], values).await;
    })
    .await;
}

#[tokio::test]
async fn not_binds_before_and_and_and_before_or() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 9)).await;
        let values = item([(":two", n(2)), (":nine", n(9))]);
        let true_ones = [
            "v = :nine OR v = :two AND v = :two",
            "NOT v = :two AND v = :nine",
            "NOT (v = :two OR v = :two)",
        ];
        all(&table, true, &true_ones, values.clone()).await;
        all(
            &table,
            false,
            &["(v = :nine OR v = :two) AND v = :two", "NOT v = :nine OR v = :two"],
            values,
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn the_type_of_an_attribute_can_be_asked_for() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 9)).await;
        let values = item([(":number", s("N")), (":text", s("S"))]);
        all(&table, true, &["attribute_type(v, :number)"], values.clone()).await;
        all(
            &table,
            false,
            &["attribute_type(v, :text)", "attribute_type(gone, :text)"],
            values,
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_refused_update_makes_no_item() {
    story(async |target| {
        let table = target.table().await;
        let update = table
            .client
            .update_item()
            .table_name(&table.name)
            .set_key(Some(key("a", "1")));
        let update = update
            .update_expression("SET v = :v")
            .expression_attribute_values(":v", n(1));
        assert_eq!(
            code(update.clone().condition_expression("attribute_exists(PK)").send().await),
            CONDITION
        );
        assert_eq!(table.get("a", "1").await, None);
        // Without a condition, an update of nothing makes the item.
        update.send().await.unwrap();
        assert_eq!(table.get("a", "1").await, Some(numbered("a", "1", 1)));
    })
    .await;
}

#[tokio::test]
async fn a_delete_under_a_condition_takes_only_what_it_meant() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        let delete = |v: i64| {
            let delete = table
                .client
                .delete_item()
                .table_name(&table.name)
                .set_key(Some(key("a", "1")));
            delete
                .condition_expression("v = :v")
                .expression_attribute_values(":v", n(v))
                .send()
        };
        assert_eq!(code(delete(2).await), CONDITION);
        delete(1).await.unwrap();
        assert_eq!(table.get("a", "1").await, None);
        assert_eq!(code(delete(1).await), CONDITION);
        // Without a condition, deleting nothing is no error.
        table
            .client
            .delete_item()
            .table_name(&table.name)
            .set_key(Some(key("a", "1")))
            .send()
            .await
            .unwrap();
    })
    .await;
}
