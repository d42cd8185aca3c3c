//! Reading a table's stream through the SDK: every shard from its oldest record.

use super::{items::Item, table::Table, target::Target};
use aws_sdk_dynamodbstreams::types::{AttributeValue as Streamed, Record, ShardIteratorType};
use std::collections::HashMap;

/// One record, as far as the stories look.
#[derive(Debug)]
pub struct Change {
    pub event: String,
    pub id: String,
    pub sequence: u128,
    pub keys: Item,
    pub image: Option<Item>,
    pub has_old_image: bool,
    shard: String,
    number: String,
}

/// How often an empty answer is asked for again: AWS shows a change within a second.
const TRIES: usize = 20;

impl Target {
    async fn stream_of(&self, table: &Table) -> String {
        let told = self
            .dynamodb
            .describe_table()
            .table_name(&table.name)
            .send()
            .await
            .unwrap();
        told.table.unwrap().latest_stream_arn.unwrap()
    }

    async fn read(&self, arn: &str, shard: &str, behind: Option<&str>, most: usize) -> Vec<Change> {
        let from = if behind.is_some() {
            ShardIteratorType::AfterSequenceNumber
        } else {
            ShardIteratorType::TrimHorizon
        };
        let begin = self
            .streams
            .get_shard_iterator()
            .stream_arn(arn)
            .shard_id(shard)
            .shard_iterator_type(from);
        let begin = begin
            .set_sequence_number(behind.map(str::to_owned))
            .send()
            .await
            .unwrap();
        let mut next = begin.shard_iterator;
        let mut found = Vec::new();
        for _ in 0..TRIES {
            let Some(iterator) = next else { break };
            let page = self
                .streams
                .get_records()
                .shard_iterator(iterator)
                .send()
                .await
                .unwrap();
            found.extend(
                page.records
                    .unwrap_or_default()
                    .into_iter()
                    .map(|record| change(shard, record)),
            );
            if found.len() >= most {
                break;
            }
            next = page.next_shard_iterator;
        }
        found
    }

    /// All records of a table; there must be exactly so many.
    pub async fn records(&self, table: &Table, count: usize) -> Vec<Change> {
        let arn = self.stream_of(table).await;
        let told = self.streams.describe_stream().stream_arn(&arn).send().await.unwrap();
        let mut found = Vec::new();
        for shard in told.stream_description.unwrap().shards.unwrap() {
            found.extend(self.read(&arn, shard.shard_id.as_deref().unwrap(), None, count).await);
        }
        assert_eq!(found.len(), count, "{found:?}");
        found
    }

    /// The records behind one, in its shard.
    pub async fn records_behind(&self, table: &Table, one: &Change) -> Vec<Change> {
        let arn = self.stream_of(table).await;
        self.read(&arn, &one.shard, Some(&one.number), usize::MAX).await
    }
}

fn change(shard: &str, record: Record) -> Change {
    let inner = record.dynamodb.unwrap();
    let number = inner.sequence_number.unwrap();
    Change {
        event: record.event_name.unwrap().as_str().to_owned(),
        id: record.event_id.unwrap(),
        sequence: number.parse().unwrap(),
        keys: item(inner.keys.unwrap()),
        image: inner.new_image.filter(|image| !image.is_empty()).map(item),
        has_old_image: inner.old_image.is_some_and(|image| !image.is_empty()),
        shard: shard.to_owned(),
        number,
    }
}

/// The two SDKs each have their own type of the same value; the stories only write texts and numbers.
fn item(streamed: HashMap<String, Streamed>) -> Item {
    let value = |value: Streamed| match value {
        Streamed::S(text) => super::items::s(&text),
        Streamed::N(number) => super::items::n(number),
        other => panic!("{other:?}"),
    };
    streamed.into_iter().map(|(name, one)| (name, value(one))).collect()
}
