//! What is asked of DynamoDB: get, batch get, query, put, update, delete, transact.
//!
//! A reply may be lost after the write was done, and the client then asks again: a refused condition whose old item is exactly ours is our own
//! success (rules 3.5, FA-03).

mod requests;
mod transaction;

use crate::{
    dynamodb::{CallError, Client, Refusal},
    error::StoreError,
    item::{self, Item, text},
    page::Cursor,
    schema,
    write::{Put, Update},
};
use domain::{Entropy, entropy};
use requests::{
    ALL_OLD, Batch, BatchAnswer, CONDITION_FAILED, DeleteItem, GetItem, Got, Keys, Nothing, PutItem, QueryAnswer,
    QueryItems, UpdateItem, Updated,
};
use std::{collections::HashMap, sync::Arc};

/// Characters that name a write: 47 bits, among the writers of one item.
const WRITER_LENGTH: usize = 8;
/// How many times an unprocessed part of a batch is asked for again.
const BATCH_TRIES: usize = 5;

/// A DynamoDB table.
#[derive(Clone)]
pub(crate) struct Table {
    client: Client,
    name: String,
    entropy: Arc<dyn Entropy>,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// What became of a conditional write.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Done; the item as it is now, when it was asked for.
    Done(Item),
    /// The condition did not hold; the item as it was.
    Refused(Option<Item>),
}

impl Outcome {
    /// A refusal as an error.
    pub(crate) fn or_conflict(self) -> Result<Item, StoreError> {
        match self {
            Self::Done(item) => Ok(item),
            Self::Refused(_) => Err(StoreError::Conflict),
        }
    }
}

/// A query of one partition.
#[derive(Debug, Default)]
pub(crate) struct Query {
    pub(crate) index: Option<&'static str>,
    pub(crate) partition: String,
    /// Sort keys that begin with this.
    pub(crate) prefix: Option<String>,
    /// Sort keys between these, inclusive.
    pub(crate) between: Option<(String, String)>,
    pub(crate) newest_first: bool,
    pub(crate) limit: Option<i32>,
    pub(crate) start: Option<Cursor>,
}

fn broken(error: CallError) -> StoreError {
    match error {
        CallError::Refused(refusal) => match refusal.code() {
            code @ ("ValidationException" | "SerializationException" | "ResourceNotFoundException") => {
                StoreError::Corrupt(format!("DynamoDB: {code}: {}", refusal.message))
            }
            code => StoreError::Unavailable(code.to_owned()),
        },
        CallError::TimedOut => StoreError::Unavailable("no answer in time".to_owned()),
        CallError::Lost(why) => StoreError::Unavailable(format!("no answer: {why}")),
        CallError::Unsendable(why) => StoreError::Unavailable(format!("not sent: {why}")),
        CallError::Unreadable(why) => StoreError::Corrupt(format!("DynamoDB: {why}")),
    }
}

impl Table {
    pub(crate) const fn new(client: Client, name: String, entropy: Arc<dyn Entropy>) -> Self {
        Self { client, name, entropy }
    }

    /// Names this very write in the item: two writers who mean the same are told apart, our own retry is not (FA-03).
    fn signed(&self, mut put: Put) -> Put {
        let writer = entropy::base62(&*self.entropy, WRITER_LENGTH);
        put.item.insert(schema::WRITER.into(), text(writer));
        put
    }

    /// One item by its key.
    pub(crate) async fn get(&self, key: Item, strong: bool) -> Result<Option<Item>, StoreError> {
        let ask = GetItem {
            table_name: &self.name,
            key: &key,
            consistent_read: strong,
        };
        let found: Got = self
            .client
            .call("DynamoDB_20120810.GetItem", &ask)
            .await
            .map_err(broken)?;
        Ok(found.item.map(|found| found.0))
    }

    /// Several items in one call, strongly consistent; in no order, missing ones left out.
    pub(crate) async fn batch_get(&self, keys: Vec<Item>, strong: bool) -> Result<Vec<Item>, StoreError> {
        let mut found = Vec::with_capacity(keys.len());
        for chunk in keys.chunks(100) {
            let mut wanted = chunk.to_vec();
            for _ in 0..BATCH_TRIES {
                if wanted.is_empty() {
                    break;
                }
                let keys = Keys {
                    keys: wanted,
                    consistent_read: strong,
                };
                let ask = Batch {
                    request_items: HashMap::from([(&*self.name, keys)]),
                };
                let answer = self.client.call("DynamoDB_20120810.BatchGetItem", &ask).await;
                let mut answer: BatchAnswer = answer.map_err(broken)?;
                found.extend(answer.responses.remove(&self.name).unwrap_or_default());
                wanted = answer
                    .unprocessed_keys
                    .remove(&self.name)
                    .map(|rest| rest.keys)
                    .unwrap_or_default();
            }
            if !wanted.is_empty() {
                return Err(StoreError::Unavailable("a batch stayed unprocessed".into()));
            }
        }
        Ok(found)
    }

    /// A page of a partition.
    pub(crate) async fn query(&self, query: Query) -> Result<(Vec<Item>, Option<Cursor>), StoreError> {
        if query.between.as_ref().is_some_and(|(from, to)| from > to) {
            // Nothing lies there; DynamoDB calls it a mistake.
            return Ok((Vec::new(), None));
        }
        let (pk, sk) = match query.index {
            Some(schema::LIST_INDEX) => (schema::LPK, schema::LSK),
            Some(_) => (schema::FPK, schema::FSK),
            None => (schema::PK, schema::SK),
        };
        let mut names = HashMap::from([("#p", pk)]);
        let mut values = HashMap::from([(":p", text(query.partition))]);
        let mut expression = "#p = :p".to_owned();
        if let Some(prefix) = query.prefix {
            expression.push_str(" AND begins_with(#s, :s)");
            names.insert("#s", sk);
            values.insert(":s", text(prefix));
        } else if let Some((from, to)) = query.between {
            expression.push_str(" AND #s BETWEEN :a AND :b");
            names.insert("#s", sk);
            values.extend([(":a", text(from)), (":b", text(to))]);
        }
        let ask = QueryItems {
            table_name: &self.name,
            index_name: query.index,
            key_condition_expression: expression,
            expression_attribute_names: names,
            expression_attribute_values: values,
            consistent_read: query.index.is_none(),
            scan_index_forward: !query.newest_first,
            limit: query.limit,
            exclusive_start_key: query.start.map(key),
        };
        let answer = self.client.call("DynamoDB_20120810.Query", &ask).await;
        let answer: QueryAnswer = answer.map_err(broken)?;
        Ok((answer.items, answer.last_evaluated_key.map(cursor)))
    }

    /// Every item of a bounded partition.
    pub(crate) async fn query_all(&self, mut query: Query) -> Result<Vec<Item>, StoreError> {
        let (partition, prefix, index) = (query.partition.clone(), query.prefix.clone(), query.index);
        let mut all = Vec::new();
        loop {
            let (items, next) = self.query(query).await?;
            all.extend(items);
            match next {
                Some(start) => {
                    query = Query {
                        index,
                        partition: partition.clone(),
                        prefix: prefix.clone(),
                        start: Some(start),
                        ..Query::default()
                    }
                }
                None => return Ok(all),
            }
        }
    }

    /// Writes a whole item under a condition.
    pub(crate) async fn put(&self, put: Put) -> Result<Outcome, StoreError> {
        let Put { item, condition } = self.signed(put);
        let ask = PutItem {
            table_name: &self.name,
            item: &item,
            condition: &condition,
            on_failure: ALL_OLD,
        };
        let answer: Result<Nothing, _> = self.client.call("DynamoDB_20120810.PutItem", &ask).await;
        match answer {
            Ok(_) => Ok(Outcome::Done(item)),
            Err(error) => match refused(error)? {
                Some(old) if old == item => Ok(Outcome::Done(item)),
                old => Ok(Outcome::Refused(old)),
            },
        }
    }

    /// Changes attributes of an item under a condition; answers the item as it is afterwards.
    ///
    /// Like a put, it names its writer: when our own retry of a lost reply is refused, the old item is what we made of it.
    pub(crate) async fn update(&self, update: Update) -> Result<Outcome, StoreError> {
        let writer = text(entropy::base62(&*self.entropy, WRITER_LENGTH));
        let update = update.written_by(writer.clone());
        let ask = UpdateItem {
            table_name: &self.name,
            update: &update,
            return_values: "ALL_NEW",
            on_failure: ALL_OLD,
        };
        let answer: Result<Updated, _> = self.client.call("DynamoDB_20120810.UpdateItem", &ask).await;
        match answer {
            Ok(done) => Ok(Outcome::Done(done.attributes.0)),
            Err(error) => match refused(error)? {
                Some(old) if old.get(schema::WRITER) == Some(&writer) => Ok(Outcome::Done(old)),
                old => Ok(Outcome::Refused(old)),
            },
        }
    }

    /// Removes an item.
    pub(crate) async fn delete(&self, key: Item) -> Result<(), StoreError> {
        let ask = DeleteItem {
            table_name: &self.name,
            key: &key,
            condition: None,
        };
        let gone: Result<Nothing, _> = self.client.call("DynamoDB_20120810.DeleteItem", &ask).await;
        gone.map(|_| ()).map_err(broken)
    }
}

/// The item that a refused condition found; any other failure is one.
fn refused(error: CallError) -> Result<Option<Item>, StoreError> {
    match error {
        CallError::Refused(refusal) if refusal.code() == CONDITION_FAILED => {
            let Refusal { item, .. } = *refusal;
            Ok(item)
        }
        error => Err(broken(error)),
    }
}

fn key(cursor: Cursor) -> Item {
    cursor.0.into_iter().map(|(name, value)| (name, text(value))).collect()
}

fn cursor(key: Item) -> Cursor {
    let mut parts: Vec<(String, String)> = key
        .into_iter()
        .filter_map(|(name, value)| Some((name, item::string(&value)?.to_owned())))
        .collect();
    parts.sort_unstable();
    Cursor(parts)
}
