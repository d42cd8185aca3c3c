//! Requests that are refused before anything is read: what the product would only learn of in production.

use crate::contract::{
    items::{INVALID, code, item, key, n, numbered, refusal, s, with},
    story::story,
};

#[tokio::test]
async fn a_reserved_word_needs_a_placeholder() {
    story(async |target| {
        let table = target.table().await;
        table
            .put(with(key("a", "1"), [("ttl", n(1)), ("status", s("x"))]))
            .await;
        for word in ["ttl", "status", "name", "data", "hash", "Token"] {
            let put = table
                .putting(key("a", "1"))
                .condition_expression(format!("attribute_exists({word})"));
            let (code, message) = refusal(put.send().await);
            assert_eq!(code, INVALID, "{word}");
            assert!(message.contains("reserved keyword"), "{word}: {message}");
        }
        let put = table
            .putting(key("a", "1"))
            .condition_expression("attribute_exists(#ttl)");
        put.expression_attribute_names("#ttl", "ttl").send().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_placeholder_that_is_not_used_or_not_defined_is_refused() {
    story(async |target| {
        let table = target.table().await;
        let put = || table.putting(key("a", "1")).condition_expression("v = :v");
        assert_eq!(code(put().send().await), INVALID);
        let too_many = put()
            .expression_attribute_values(":v", n(1))
            .expression_attribute_values(":w", n(1));
        assert_eq!(code(too_many.send().await), INVALID);
        let unused = put()
            .expression_attribute_values(":v", n(1))
            .expression_attribute_names("#unused", "x");
        assert_eq!(code(unused.send().await), INVALID);
        let undefined = table
            .putting(key("a", "1"))
            .condition_expression("attribute_exists(#u)");
        assert_eq!(code(undefined.send().await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn an_expression_that_does_not_parse_is_refused() {
    story(async |target| {
        let table = target.table().await;
        for wrong in ["v ==", "attribute_exists(", "v = :v AND", "unknown(v)", ""] {
            let put = table.putting(key("a", "1")).condition_expression(wrong);
            assert_eq!(code(put.send().await), INVALID, "{wrong:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_table_that_does_not_exist_is_said_so() {
    story(async |target| {
        let put = target
            .dynamodb
            .put_item()
            .table_name("aero2-contract-none")
            .set_item(Some(key("a", "1")));
        assert_eq!(code(put.send().await), "ResourceNotFoundException");
    })
    .await;
}

#[tokio::test]
async fn a_key_must_be_whole_and_of_its_type() {
    story(async |target| {
        let table = target.table().await;
        assert_eq!(code(table.putting(item([("PK", s("a"))])).send().await), INVALID);
        assert_eq!(
            code(table.putting(item([("PK", s("a")), ("SK", n(1))])).send().await),
            INVALID
        );
        let get = |key| {
            table
                .client
                .get_item()
                .table_name(&table.name)
                .set_key(Some(key))
                .send()
        };
        assert_eq!(code(get(item([("PK", s("a"))])).await), INVALID);
        assert_eq!(code(get(item([("PK", s("a")), ("SK", n(1))])).await), INVALID);
        assert_eq!(code(get(numbered("a", "1", 1)).await), INVALID);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_not_changed_by_an_update() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        let update = table
            .client
            .update_item()
            .table_name(&table.name)
            .set_key(Some(key("a", "1")));
        let update = update
            .update_expression("SET SK = :s")
            .expression_attribute_values(":s", s("2"));
        assert_eq!(code(update.send().await), INVALID);
    })
    .await;
}
