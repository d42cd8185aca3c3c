//! The table's stream: every change once, in the order of its item, with the item as it then was.

use crate::contract::{
    items::{CONDITION, code, item, key, n, numbered},
    story::story,
};

#[tokio::test]
async fn changes_of_an_item_come_in_their_order_with_the_new_image() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        table
            .updating("ADD v :one", item([(":one", n(1))]))
            .send()
            .await
            .unwrap();
        table
            .client
            .delete_item()
            .table_name(&table.name)
            .set_key(Some(key("a", "1")))
            .send()
            .await
            .unwrap();
        table.put(numbered("a", "1", 7)).await;
        let records = target.records(&table, 4).await;
        let seen: Vec<_> = records
            .iter()
            .map(|record| (record.event.as_str(), record.image.clone()))
            .collect();
        let expected = [
            ("INSERT", Some(numbered("a", "1", 1))),
            ("MODIFY", Some(numbered("a", "1", 2))),
            ("REMOVE", None),
            ("INSERT", Some(numbered("a", "1", 7))),
        ];
        assert_eq!(seen, expected);
        assert!(
            records
                .iter()
                .all(|record| record.keys == key("a", "1") && !record.has_old_image)
        );
    })
    .await;
}

#[tokio::test]
async fn sequence_numbers_rise_and_event_ids_differ() {
    story(async |target| {
        let table = target.table().await;
        for v in 0..5 {
            table.put(numbered("a", "1", v)).await;
        }
        let records = target.records(&table, 5).await;
        assert!(
            records.is_sorted_by(|one, two| one.sequence < two.sequence),
            "{records:?}"
        );
        let mut ids: Vec<_> = records.iter().map(|record| record.id.clone()).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 5);
    })
    .await;
}

#[tokio::test]
async fn a_refused_write_leaves_no_record() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        let put = table
            .putting(numbered("a", "1", 2))
            .condition_expression("attribute_not_exists(PK)");
        assert_eq!(code(put.send().await), CONDITION);
        let cancelled = table.transacting([table.t_put(numbered("b", "1", 1)), table.t_first(numbered("a", "1", 2))]);
        assert_eq!(code(cancelled.send().await), "TransactionCanceledException");
        table.put(numbered("z", "1", 1)).await;
        let records = target.records(&table, 2).await;
        let images: Vec<_> = records.iter().map(|record| record.image.clone().unwrap()).collect();
        assert_eq!(images, [numbered("a", "1", 1), numbered("z", "1", 1)]);
    })
    .await;
}

#[tokio::test]
async fn a_transaction_leaves_a_record_for_each_item_it_wrote() {
    story(async |target| {
        let table = target.table().await;
        let three = [
            table.t_put(numbered("a", "1", 1)),
            table.t_count("a", "2"),
            table.t_check("a", "3", "attribute_not_exists(PK)"),
        ];
        table.transacting(three).send().await.unwrap();
        let records = target.records(&table, 2).await;
        let mut seen: Vec<_> = records
            .iter()
            .map(|record| record.keys["SK"].as_s().unwrap().clone())
            .collect();
        seen.sort();
        assert_eq!(seen, ["1", "2"]);
    })
    .await;
}

#[tokio::test]
async fn a_put_that_changes_nothing_leaves_no_record() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        table.put(numbered("a", "1", 1)).await;
        table.put(numbered("z", "1", 1)).await;
        let records = target.records(&table, 2).await;
        assert_eq!(records[1].keys, key("z", "1"));
    })
    .await;
}

#[tokio::test]
async fn an_update_that_changes_nothing_leaves_no_record() {
    story(async |target| {
        let table = target.table().await;
        table.put(numbered("a", "1", 1)).await;
        table.updating("SET v = :v", item([(":v", n(1))])).send().await.unwrap();
        table.put(numbered("z", "1", 1)).await;
        let records = target.records(&table, 2).await;
        assert_eq!(records[1].keys, key("z", "1"));
    })
    .await;
}

#[tokio::test]
async fn deleting_nothing_leaves_no_record() {
    story(async |target| {
        let table = target.table().await;
        table
            .client
            .delete_item()
            .table_name(&table.name)
            .set_key(Some(key("a", "1")))
            .send()
            .await
            .unwrap();
        table.put(numbered("z", "1", 1)).await;
        assert_eq!(target.records(&table, 1).await[0].keys, key("z", "1"));
    })
    .await;
}

#[tokio::test]
async fn a_reader_goes_on_behind_a_sequence_number() {
    story(async |target| {
        let table = target.table().await;
        for v in 0..4 {
            table.put(numbered("a", "1", v)).await;
        }
        let all = target.records(&table, 4).await;
        let rest = target.records_behind(&table, &all[1]).await;
        let images: Vec<_> = rest.iter().map(|record| record.image.clone().unwrap()).collect();
        assert_eq!(images, [numbered("a", "1", 2), numbered("a", "1", 3)]);
    })
    .await;
}
