//! Every reason not to start: one line, with the way out, and the data as it was.

use super::super::data_dir::{DataDir, DataDirError};
use super::{Scratch, durable, get, put};
use crate::aws::EmbeddedAws;
use domain::Clock;
use std::collections::BTreeMap;
use std::path::Path;

fn content(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_name() != "lock" && entry.path().is_file());
    files
        .map(|e| {
            (
                e.file_name().to_string_lossy().into_owned(),
                std::fs::read(e.path()).unwrap(),
            )
        })
        .collect()
}

/// Why `dir` is refused; checks that it is said in one line and that nothing changes.
async fn refused(dir: &Path) -> DataDirError {
    let before = content(dir);
    let error = match DataDir::open(dir) {
        Ok(open) => EmbeddedAws::start(open).await.map(drop).unwrap_err(),
        Err(error) => error,
    };
    assert_eq!(error.to_string().lines().count(), 1);
    assert!(error.to_string().contains(&dir.display().to_string()), "{error}");
    assert_eq!(content(dir), before);
    error
}

async fn started_once() -> Scratch {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    put(&aws, "a", "kept").await;
    drop(aws);
    scratch
}

#[tokio::test]
async fn a_restart_finds_items_and_clock() {
    let scratch = started_once().await;
    let later = {
        let aws = durable(&scratch.0).await;
        assert_eq!(get(&aws, "a").await.as_deref(), Some("kept"));
        aws.clock.advance(3600).unwrap()
    };
    let aws = durable(&scratch.0).await;
    assert!(aws.clock.now() >= later);
    assert_eq!(aws.clock.offset_seconds(), 3600);
    assert_eq!(get(&aws, "a").await.as_deref(), Some("kept"));
}

#[tokio::test]
async fn an_acknowledged_write_is_in_the_files_of_a_killed_process() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    put(&aws, "a", "kept").await;
    // What a killed process leaves behind is what is on disk now, with the log not yet folded in.
    let copy = Scratch::new();
    std::fs::create_dir(&copy.0).unwrap();
    for (name, bytes) in content(&scratch.0) {
        std::fs::write(copy.0.join(name), bytes).unwrap();
    }
    let survivor = durable(&copy.0).await;
    assert_eq!(get(&survivor, "a").await.as_deref(), Some("kept"));
}

#[tokio::test]
async fn a_second_process_is_refused() {
    let scratch = Scratch::new();
    let aws = durable(&scratch.0).await;
    assert!(matches!(DataDir::open(&scratch.0), Err(DataDirError::InUse(_))));
    let client = aws.dynamodb_client();
    drop(aws);
    // The lock lives as long as anything that can still write.
    assert!(matches!(DataDir::open(&scratch.0), Err(DataDirError::InUse(_))));
    drop(client);
    DataDir::open(&scratch.0).unwrap();
}

#[tokio::test]
async fn a_newer_version_is_refused() {
    let scratch = started_once().await;
    std::fs::write(scratch.0.join("version"), "aero2 data 2\n").unwrap();
    assert!(matches!(refused(&scratch.0).await, DataDirError::Newer(_, 2)));
}

#[tokio::test]
async fn missing_and_damaged_files_are_refused() {
    for (name, damage) in [
        ("version", Some("aero2 da")),
        ("version", Some("")),
        ("version", None),
        ("kms.json", None),
        ("kms.json", Some("{\"default\":")),
        ("aero2.db", None),
        ("aero2.db", Some("")),
        ("aero2.db", Some("SQLite format 3\0 and no more")),
        ("clock.json", Some("soon")),
        ("stream.json", Some("[")),
        ("outbox.jsonl", Some("{}\n")),
    ] {
        let scratch = started_once().await;
        match damage {
            Some(text) => std::fs::write(scratch.0.join(name), text).unwrap(),
            None => std::fs::remove_file(scratch.0.join(name)).unwrap(),
        }
        let error = refused(&scratch.0).await;
        assert!(
            matches!(error, DataDirError::HalfWritten(..)),
            "{name} {damage:?}: {error}"
        );
    }
}

#[tokio::test]
async fn a_truncated_database_is_refused() {
    let scratch = started_once().await;
    let path = scratch.0.join("aero2.db");
    let length = std::fs::metadata(&path).unwrap().len();
    std::fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(length - 4096)
        .unwrap();
    assert!(matches!(refused(&scratch.0).await, DataDirError::HalfWritten(..)));
}

#[tokio::test]
async fn a_directory_of_something_else_is_refused() {
    let scratch = Scratch::new();
    std::fs::create_dir(&scratch.0).unwrap();
    std::fs::write(scratch.0.join("thesis.tex"), "years of work").unwrap();
    assert!(matches!(refused(&scratch.0).await, DataDirError::Foreign(..)));
    assert!(!scratch.0.join("lock").exists());
    assert!(matches!(
        DataDir::open(&scratch.0.join("thesis.tex")),
        Err(DataDirError::Foreign(..))
    ));
}

#[test]
fn a_place_that_cannot_be_written_is_refused() {
    let error = DataDir::open(Path::new("/dev/null/aero2")).unwrap_err();
    assert!(matches!(error, DataDirError::NotWritable(..)), "{error}");
    assert!(error.to_string().contains("--data-dir"));
}
