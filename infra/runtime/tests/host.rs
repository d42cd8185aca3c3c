//! The host itself, with a function of a few lines in place of the real ones: errors, endings, several instances, the clock.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use axum::body::Bytes;
use runtime::{Death, InvokeError, Pool, Spec};
use serde_json::{Value, json};
use std::{path::PathBuf, time::Duration};

fn spec(init: &str, concurrency: usize) -> Spec {
    let logs = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("host-{init}-{concurrency}"));
    std::fs::create_dir_all(&logs).unwrap();
    Spec {
        name: "probe".to_owned(),
        binary: env!("CARGO_BIN_EXE_runtime-probe").into(),
        environment: vec![("PROBE_INIT".to_owned(), init.to_owned())],
        logs,
        timeout: Duration::from_secs(20),
        concurrency,
    }
}

async fn ask(pool: &Pool, event: Value) -> Result<Value, InvokeError> {
    let answer = pool.invoke(Bytes::from(event.to_string()), Vec::new(), None).await?;
    Ok(serde_json::from_slice(&answer).unwrap())
}

#[tokio::test]
async fn one_instance_answers_one_event_after_the_other() {
    let pool = Pool::new(spec("", 4));
    for number in 0..3 {
        let answer = ask(&pool, json!({ "number": number })).await.unwrap();
        assert_eq!(
            (&answer["event"]["number"], &answer["who"]),
            (&json!(number), &json!("probe-1"))
        );
    }
    assert_eq!(pool.started(), 1);
}

#[tokio::test]
async fn several_events_at_once_are_several_instances_up_to_the_limit() {
    let pool = Pool::new(spec("", 3));
    pool.warm(3).await.unwrap();
    let busy = || ask(&pool, json!({ "do": "sleep", "ms": 100 }));
    let answers = tokio::join!(busy(), busy(), busy(), busy());
    assert!(answers.0.is_ok() && answers.1.is_ok() && answers.2.is_ok() && answers.3.is_ok());
    assert_eq!((pool.take_used().len(), pool.started()), (3, 3));
}

#[tokio::test]
async fn an_error_is_an_answer_and_the_instance_lives_on() {
    let pool = Pool::new(spec("", 1));
    let error = ask(&pool, json!({ "do": "error" })).await.unwrap_err();
    assert!(matches!(&error, InvokeError::Function { kind, message } if kind == "Oops" && message == "it went wrong"));
    assert_eq!(ask(&pool, json!({})).await.unwrap()["who"], "probe-1");
}

#[tokio::test]
async fn a_crash_is_an_error_of_its_event_only_and_another_instance_follows() {
    let pool = Pool::new(spec("", 1));
    let error = ask(&pool, json!({ "do": "exit" })).await.unwrap_err();
    assert!(matches!(error, InvokeError::Dead(Death::Exit(..))), "{error}");
    assert_eq!(ask(&pool, json!({})).await.unwrap()["who"], "probe-2");
}

#[tokio::test]
async fn an_instance_that_is_too_slow_is_ended() {
    let mut slow = spec("", 1);
    slow.timeout = Duration::from_millis(50);
    let pool = Pool::new(slow);
    let error = ask(&pool, json!({ "do": "sleep", "ms": 60_000 })).await.unwrap_err();
    assert!(matches!(error, InvokeError::Timeout(_)), "{error}");
    assert_eq!(pool.started(), 1);
}

#[tokio::test]
async fn an_instance_that_cannot_start_says_why() {
    let told = ask(&Pool::new(spec("error", 1)), json!({}))
        .await
        .unwrap_err()
        .to_string();
    assert!(told.contains("AERO2_TABLE is missing"), "{told}");
    let seen = ask(&Pool::new(spec("exit", 1)), json!({}))
        .await
        .unwrap_err()
        .to_string();
    assert!(
        seen.contains("no configuration") && seen.contains("exit status: 3"),
        "{seen}"
    );
}

#[tokio::test]
async fn who_is_retired_does_not_answer_again() {
    let pool = Pool::new(spec("", 2));
    pool.warm(2).await.unwrap();
    pool.retire_but_warmest().await;
    assert_eq!(ask(&pool, json!({})).await.unwrap()["who"], "probe-2");
    pool.retire().await;
    assert_eq!(ask(&pool, json!({})).await.unwrap()["who"], "probe-3");
}
