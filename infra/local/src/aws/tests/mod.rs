//! The embedded services as the product sees them: through the real SDK clients.

#![expect(
    clippy::unwrap_used,
    clippy::large_futures,
    clippy::indexing_slicing,
    clippy::get_unwrap,
    reason = "tests"
)]

mod capacity;
mod cloudfront;
mod data_dir;
mod dynamodb;
mod faults;
mod kms;
mod listener;
mod mail;
mod reads;
mod stream;
mod writes;

use super::EmbeddedAws;
use super::data_dir::DataDir;
use aws_sdk_dynamodb::types::AttributeValue;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

async fn in_memory() -> EmbeddedAws {
    EmbeddedAws::in_memory().await.unwrap()
}

async fn durable(dir: &Path) -> EmbeddedAws {
    EmbeddedAws::start(DataDir::open(dir).unwrap()).await.unwrap()
}

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

/// Puts an item with one field, unconditionally.
async fn put(aws: &EmbeddedAws, pk: &str, value: &str) {
    let put = aws.dynamodb_client().put_item().table_name("aero2");
    put.item("PK", s(pk))
        .item("SK", s("X"))
        .item("x", s(value))
        .send()
        .await
        .unwrap();
}

/// That field of the item, read strongly.
async fn get(aws: &EmbeddedAws, pk: &str) -> Option<String> {
    let get = aws
        .dynamodb_client()
        .get_item()
        .table_name("aero2")
        .consistent_read(true);
    let answer = get.key("PK", s(pk)).key("SK", s("X")).send().await.unwrap();
    answer.item.map(|item| item.get("x").unwrap().as_s().unwrap().clone())
}

/// A directory that is gone at the end of its test.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "aero2-test-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        let _none_left = std::fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _best_effort = std::fs::remove_dir_all(&self.0);
    }
}
