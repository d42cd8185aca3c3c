//! `ReturnValues`: what a write answers of the item before and after it.

use crate::contract::{
    items::{INVALID, Item, code, item, key, n, numbered, s, with},
    story::story,
};
use aws_sdk_dynamodb::types::ReturnValue;

fn some(answer: Option<Item>) -> Item {
    answer.unwrap_or_default()
}

#[tokio::test]
async fn an_update_answers_old_or_new_whole_or_in_part() {
    story(async |target| {
        let table = target.table().await;
        let whole = |v| with(numbered("a", "1", v), [("t", s("x"))]);
        table.put(whole(1)).await;
        for (asked, expected) in [
            (ReturnValue::AllOld, whole(1)),
            (ReturnValue::UpdatedOld, item([("v", n(2))])),
            (ReturnValue::AllNew, whole(4)),
            (ReturnValue::UpdatedNew, item([("v", n(5))])),
            (ReturnValue::None, item([])),
        ] {
            let update = table
                .updating("ADD v :one", item([(":one", n(1))]))
                .return_values(asked.clone());
            assert_eq!(some(update.send().await.unwrap().attributes), expected, "{asked:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_update_that_makes_an_item_had_no_old_one() {
    story(async |target| {
        let table = target.table().await;
        let update = table
            .updating("ADD v :one", item([(":one", n(1))]))
            .return_values(ReturnValue::AllOld);
        assert_eq!(some(update.send().await.unwrap().attributes), item([]));
    })
    .await;
}

#[tokio::test]
async fn put_and_delete_answer_the_old_item_only() {
    story(async |target| {
        let table = target.table().await;
        let put = |v| table.putting(numbered("a", "1", v));
        assert_eq!(
            some(
                put(1)
                    .return_values(ReturnValue::AllOld)
                    .send()
                    .await
                    .unwrap()
                    .attributes
            ),
            item([])
        );
        assert_eq!(
            some(
                put(2)
                    .return_values(ReturnValue::AllOld)
                    .send()
                    .await
                    .unwrap()
                    .attributes
            ),
            numbered("a", "1", 1)
        );
        assert_eq!(code(put(3).return_values(ReturnValue::AllNew).send().await), INVALID);
        let delete = || {
            table
                .client
                .delete_item()
                .table_name(&table.name)
                .set_key(Some(key("a", "1")))
        };
        assert_eq!(
            code(delete().return_values(ReturnValue::UpdatedNew).send().await),
            INVALID
        );
        let gone = delete().return_values(ReturnValue::AllOld).send().await.unwrap();
        assert_eq!(some(gone.attributes), numbered("a", "1", 2));
    })
    .await;
}
