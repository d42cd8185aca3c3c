//! Writes that wait at the same time: one sync, each its own transaction, nobody answered before.

use super::{Scratch, durable};
use crate::aws::{
    data_dir::DATABASE,
    dynamodb::TABLE,
    engine::Answered,
    writer::{Job, Thread},
};
use dynoxide::Database;
use serde_json::{Value, json};
use std::{cell::Cell, path::PathBuf, sync::mpsc};
use tokio::sync::{oneshot, watch};

fn put(pk: &str) -> (&'static str, Value) {
    let item = json!({ "PK": { "S": pk }, "SK": { "S": "X" }, "v": { "N": "1" } });
    let absent = "attribute_not_exists(PK)";
    (
        "PutItem",
        json!({ "TableName": TABLE, "Item": item, "ConditionExpression": absent }),
    )
}

fn delete(pk: &str) -> (&'static str, Value) {
    let key = json!({ "PK": { "S": pk }, "SK": { "S": "X" } });
    ("DeleteItem", json!({ "TableName": TABLE, "Key": key }))
}

fn transaction(pk: &str) -> (&'static str, Value) {
    let (_, put) = put(pk);
    ("TransactWriteItems", json!({ "TransactItems": [{ "Put": put }] }))
}

/// A thread that is not started, over the file that somebody else has open too.
fn thread(scratch: &Scratch, log: &str) -> Thread {
    let path = scratch.0.join(DATABASE);
    let text = path.to_string_lossy();
    Thread {
        jobs: mpsc::channel().1,
        turns: watch::Sender::default(),
        storage: dynoxide::storage::Storage::new(&text).unwrap(),
        full: Cell::new(true),
        database: Database::new(&text).unwrap(),
        log: PathBuf::from(format!("{text}{log}")),
    }
}

/// What each of a batch is answered: nothing, or its error.
fn errors(thread: &Thread, batch: impl IntoIterator<Item = (&'static str, Value)>) -> Vec<Option<String>> {
    let (jobs, answers): (Vec<Job>, Vec<oneshot::Receiver<Answered>>) = batch
        .into_iter()
        .map(|(operation, body)| {
            let (answer, answered) = oneshot::channel();
            let job = Job {
                operation: operation.to_owned(),
                body: body.to_string().into_bytes(),
                answer,
            };
            (job, answered)
        })
        .unzip();
    thread.commit(jobs);
    assert!(thread.full.get(), "between batches every commit is synced");
    assert_eq!(*thread.turns.borrow() % 2, 0, "nothing is left open");
    let answers = answers.into_iter().map(|mut answer| answer.try_recv().unwrap());
    answers.map(|(reply, _)| reply.error).collect()
}

#[tokio::test]
async fn of_writes_that_wait_together_each_succeeds_or_is_refused_alone() {
    let refused = || Some("ConditionalCheckFailedException".to_owned());
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    let thread = thread(&scratch, "-wal");
    let batch = [put("a"), put("a"), put("b"), transaction("c"), delete("b"), put("d")];
    assert_eq!(errors(&thread, batch), [None, refused(), None, None, None, None]);
    // The last one has nothing to commit: refused, or already gone.
    assert_eq!(errors(&thread, [put("e"), put("a")]), [None, refused()]);
    assert_eq!(errors(&thread, [put("f"), delete("nobody")]), [None, None]);
    assert_eq!(errors(&thread, [put("f")]), [refused()]);
    let items = aws.dynamodb.items().await.unwrap();
    let mut names: Vec<_> = items.iter().filter_map(|item| item["PK"]["S"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["a", "c", "d", "e", "f"]);
}

#[tokio::test]
async fn nobody_is_told_that_a_write_is_done_which_could_not_be_synced() {
    let scratch = Scratch::new();
    let _aws = durable(&scratch.0).await;
    let thread = thread(&scratch, "-nowhere");
    let broken = || Some("InternalServerError".to_owned());
    assert_eq!(errors(&thread, [put("a"), put("a")]), [broken(), broken()]);
    // The last commit's own sync is everybody's.
    assert_eq!(errors(&thread, [put("b"), put("c")]), [None, None]);
}

#[tokio::test]
async fn writes_of_many_callers_are_all_there_and_read_at_once() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    let work = (0..100).map(|number| {
        let dynamodb = aws.dynamodb.clone();
        async move {
            let (operation, body) = put(&format!("k{}", number % 50));
            let (reply, _) = dynamodb.serve(operation, body.to_string().into_bytes()).await;
            let key = json!({ "PK": { "S": format!("k{}", number % 50) }, "SK": { "S": "X" } });
            let get = json!({ "TableName": TABLE, "Key": key }).to_string();
            let (read, _) = dynamodb.serve("GetItem", get.into_bytes()).await;
            assert!(read.text().contains("Item"), "{}", read.text());
            usize::from(reply.error.is_none())
        }
    });
    let work: Vec<_> = work.map(tokio::spawn).collect();
    let mut done = 0;
    for one in work {
        done += one.await.unwrap();
    }
    assert_eq!((done, aws.dynamodb.items().await.unwrap().len()), (50, 50));
}
