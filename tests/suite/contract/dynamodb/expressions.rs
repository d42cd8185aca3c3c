//! Paths in expressions: inside maps and lists, and what of them is refused.

use crate::contract::{
    items::{INVALID, code, item, key, n, s, with},
    story::story,
};
use aws_sdk_dynamodb::types::AttributeValue;

fn map<const N: usize>(pairs: [(&str, AttributeValue); N]) -> AttributeValue {
    AttributeValue::M(item(pairs))
}

#[tokio::test]
async fn a_path_reaches_into_maps_and_lists() {
    story(async |target| {
        let table = target.table().await;
        let list = AttributeValue::L(vec![s("x"), s("y")]);
        table
            .put(with(key("a", "1"), [("m", map([("in", n(1)), ("l", list)]))]))
            .await;
        let update = table.updating("SET m.l[1] = :z, #m.#n = :z REMOVE m.#in", item([(":z", s("z"))]));
        let update = update
            .expression_attribute_names("#m", "m")
            .expression_attribute_names("#n", "new.er");
        update.expression_attribute_names("#in", "in").send().await.unwrap();
        let list = AttributeValue::L(vec![s("x"), s("z")]);
        let expected = with(key("a", "1"), [("m", map([("l", list), ("new.er", s("z"))]))]);
        assert_eq!(table.get("a", "1").await, Some(expected));
        let get = table
            .client
            .get_item()
            .table_name(&table.name)
            .set_key(Some(key("a", "1")));
        let part = get
            .projection_expression("m.l[0], gone")
            .send()
            .await
            .unwrap()
            .item
            .unwrap();
        assert_eq!(part, item([("m", map([("l", AttributeValue::L(vec![s("x")]))]))]));
    })
    .await;
}

#[tokio::test]
async fn a_path_through_nothing_is_refused() {
    story(async |target| {
        let table = target.table().await;
        table.put(key("a", "1")).await;
        let update = table.updating("SET m.inner = :z", item([(":z", s("z"))]));
        assert_eq!(code(update.send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn one_update_writes_each_path_once() {
    story(async |target| {
        let table = target.table().await;
        table.put(with(key("a", "1"), [("v", n(1)), ("m", map([]))])).await;
        let z = || item([(":z", n(1))]);
        for twice in ["SET v = :z ADD v :z", "SET m = :z, m.x = :z", "SET v = :z SET w = :z"] {
            assert_eq!(code(table.updating(twice, z()).send().await), INVALID, "{twice}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_list_grows_at_its_end_wherever_the_index_points() {
    story(async |target| {
        let table = target.table().await;
        table
            .put(with(key("a", "1"), [("l", AttributeValue::L(vec![s("x")]))]))
            .await;
        table
            .updating("SET l[7] = :z", item([(":z", s("z"))]))
            .send()
            .await
            .unwrap();
        let after = table.get("a", "1").await.unwrap();
        assert_eq!(after["l"], AttributeValue::L(vec![s("x"), s("z")]));
    })
    .await;
}
