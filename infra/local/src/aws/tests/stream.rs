//! The stream: order, images, and a position that survives a restart.

use super::{EmbeddedAws, Scratch, durable, in_memory, put, s};

#[tokio::test]
async fn changes_come_in_order_with_their_new_image() {
    let aws = in_memory().await;
    let mut reader = aws.dynamodb.stream().unwrap();
    let mut written = reader.written();
    assert!(reader.next().await.unwrap().is_empty());
    put(&aws, "a", "one").await;
    put(&aws, "a", "two").await;
    assert!(
        !written.has_changed().unwrap(),
        "nobody waits for a change without events"
    );
    put_with_event(&aws, "b").await;
    written.changed().await.unwrap();
    let records = reader.next().await.unwrap();
    let seen: Vec<_> = records
        .iter()
        .map(|r| (r.event_name.as_str(), r.new_image["x"]["S"].as_str()))
        .collect();
    assert_eq!(
        seen,
        [("INSERT", Some("one")), ("MODIFY", Some("two")), ("INSERT", None)]
    );
    assert!(records.is_sorted_by(|one, two| one.sequence < two.sequence));
    assert!(reader.next().await.unwrap().is_empty());
}

async fn put_with_event(aws: &EmbeddedAws, pk: &str) {
    let put = aws.dynamodb_client().put_item().table_name("aero2");
    let put = put.item("PK", s(pk)).item("SK", s("X")).item("ev", s("[]"));
    put.send().await.unwrap();
}

#[tokio::test]
async fn only_what_is_wanted_is_handed_out_however_much_lies_between() {
    let aws = in_memory().await;
    let mut reader = aws.dynamodb.stream().unwrap().carrying("ev");
    for number in 0..120 {
        put(&aws, &number.to_string(), "without").await;
    }
    put_with_event(&aws, "with").await;
    let records = reader.next().await.unwrap();
    assert_eq!(
        records
            .iter()
            .map(|record| record.keys["PK"]["S"].as_str())
            .collect::<Vec<_>>(),
        [Some("with")]
    );
    assert!(reader.next().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_unconfirmed_batch_comes_again() {
    let aws = in_memory().await;
    let mut reader = aws.dynamodb.stream().unwrap();
    put(&aws, "a", "one").await;
    let first = reader.next().await.unwrap();
    reader.rewind();
    assert_eq!(reader.next().await.unwrap(), first);
    reader.confirm().unwrap();
    reader.rewind();
    assert!(reader.next().await.unwrap().is_empty());
}

#[tokio::test]
async fn reading_resumes_after_a_restart() {
    let scratch = Scratch::new();
    {
        let aws = durable(&scratch.0).await;
        let mut reader = aws.dynamodb.stream().unwrap();
        put(&aws, "a", "handled").await;
        assert_eq!(reader.next().await.unwrap().len(), 1);
        reader.confirm().unwrap();
        put(&aws, "b", "handed out, not confirmed").await;
        assert_eq!(reader.next().await.unwrap().len(), 1);
        put(&aws, "c", "never read").await;
    }
    let aws = durable(&scratch.0).await;
    let mut reader = aws.dynamodb.stream().unwrap();
    put(&aws, "d", "new").await;
    let records = reader.next().await.unwrap();
    let keys: Vec<_> = records
        .iter()
        .map(|record| record.keys["PK"]["S"].as_str().unwrap())
        .collect();
    assert_eq!(keys, ["b", "c", "d"]);
}
