//! The only file that calls the DynamoDB SDK: get, batch get, query, put, update, delete, transact.
//!
//! A reply may be lost after the write was done, and the SDK then asks again: a refused condition whose old item is exactly ours is our own
//! success (rules 3.5, FA-03). The SDK's futures are large, so each is boxed here, once.

mod transaction;

use crate::{
    error::StoreError,
    item::{Item, text},
    page::Cursor,
    schema,
    write::{Condition, Put, Update},
};
pub(crate) use aws_sdk_dynamodb::{Client, config::Intercept};
use aws_sdk_dynamodb::{
    config::Builder,
    error::{ProvideErrorMetadata, SdkError},
    operation::{put_item::PutItemError, update_item::UpdateItemError},
    types::{AttributeValue, KeysAndAttributes, ReturnValue, ReturnValuesOnConditionCheckFailure as OnFailure},
};
use domain::{Entropy, entropy};
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

fn broken<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> StoreError {
    let code = error.code().unwrap_or("no answer").to_owned();
    match code.as_str() {
        "ValidationException" | "SerializationException" | "ResourceNotFoundException" => {
            StoreError::Corrupt(format!("DynamoDB: {code}: {}", error.message().unwrap_or("")))
        }
        _ => StoreError::Unavailable(code),
    }
}

/// The client of the table, as the process calls AWS.
pub(crate) fn connect(aws: &aws_types::SdkConfig, watcher: impl Intercept + 'static) -> Client {
    Client::from_conf(Builder::from(aws).interceptor(watcher).build())
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
        let answer = Box::pin(
            self.client
                .get_item()
                .table_name(&self.name)
                .set_key(Some(key))
                .consistent_read(strong)
                .send(),
        )
        .await;
        answer.map(|found| found.item).map_err(|error| broken(&error))
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
                let ask = KeysAndAttributes::builder()
                    .set_keys(Some(wanted))
                    .consistent_read(strong)
                    .build();
                let ask = ask.map_err(|error| StoreError::Corrupt(error.to_string()))?;
                let answer = Box::pin(self.client.batch_get_item().request_items(&self.name, ask).send())
                    .await
                    .map_err(|error| broken(&error))?;
                found.extend(
                    answer
                        .responses
                        .unwrap_or_default()
                        .remove(&self.name)
                        .unwrap_or_default(),
                );
                wanted = answer
                    .unprocessed_keys
                    .unwrap_or_default()
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
        let (pk, sk) = match query.index {
            Some(schema::LIST_INDEX) => (schema::LPK, schema::LSK),
            Some(_) => (schema::FPK, schema::FSK),
            None => (schema::PK, schema::SK),
        };
        let mut call = self
            .client
            .query()
            .table_name(&self.name)
            .set_index_name(query.index.map(str::to_owned));
        call = call
            .expression_attribute_names("#p", pk)
            .expression_attribute_values(":p", text(query.partition));
        let mut expression = "#p = :p".to_owned();
        if let Some(prefix) = query.prefix {
            expression.push_str(" AND begins_with(#s, :s)");
            call = call
                .expression_attribute_names("#s", sk)
                .expression_attribute_values(":s", text(prefix));
        } else if let Some((from, to)) = query.between {
            expression.push_str(" AND #s BETWEEN :a AND :b");
            call = call
                .expression_attribute_names("#s", sk)
                .expression_attribute_values(":a", text(from))
                .expression_attribute_values(":b", text(to));
        }
        let start = query.start.map(|cursor| {
            cursor
                .0
                .into_iter()
                .map(|(name, value)| (name, text(value)))
                .collect::<Item>()
        });
        let answer = Box::pin(
            call.key_condition_expression(expression)
                .consistent_read(query.index.is_none())
                .scan_index_forward(!query.newest_first)
                .set_limit(query.limit)
                .set_exclusive_start_key(start)
                .send(),
        )
        .await
        .map_err(|error| broken(&error))?;
        Ok((answer.items.unwrap_or_default(), answer.last_evaluated_key.map(cursor)))
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
        let put = self.signed(put);
        let Condition {
            expression,
            names,
            values,
        } = put.condition;
        let call = self
            .client
            .put_item()
            .table_name(&self.name)
            .set_item(Some(put.item.clone()));
        let answer = Box::pin(
            call.condition_expression(expression)
                .set_expression_attribute_names(some(names))
                .set_expression_attribute_values(some(values))
                .return_values_on_condition_check_failure(OnFailure::AllOld)
                .send(),
        )
        .await;
        match answer {
            Ok(_) => Ok(Outcome::Done(put.item)),
            Err(error) => match refused(&error, |service| {
                if let PutItemError::ConditionalCheckFailedException(e) = service {
                    Some(e.item.clone())
                } else {
                    None
                }
            }) {
                Some(Some(old)) if old == put.item => Ok(Outcome::Done(put.item)),
                Some(old) => Ok(Outcome::Refused(old)),
                None => Err(broken(&error)),
            },
        }
    }

    /// Changes attributes of an item under a condition; answers the item as it is afterwards.
    ///
    /// Like a put, it names its writer: when our own retry of a lost reply is refused, the old item is what we made of it.
    pub(crate) async fn update(&self, update: Update) -> Result<Outcome, StoreError> {
        let writer = text(entropy::base62(&*self.entropy, WRITER_LENGTH));
        let update = update.written_by(writer.clone());
        let call = self
            .client
            .update_item()
            .table_name(&self.name)
            .set_key(Some(update.key))
            .update_expression(update.expression);
        let answer = Box::pin(
            call.set_condition_expression(update.condition)
                .set_expression_attribute_names(some(update.names))
                .set_expression_attribute_values(some(update.values))
                .return_values(ReturnValue::AllNew)
                .return_values_on_condition_check_failure(OnFailure::AllOld)
                .send(),
        )
        .await;
        match answer {
            Ok(done) => Ok(Outcome::Done(done.attributes.unwrap_or_default())),
            Err(error) => match refused(&error, |service| {
                if let UpdateItemError::ConditionalCheckFailedException(e) = service {
                    Some(e.item.clone())
                } else {
                    None
                }
            }) {
                Some(Some(old)) if old.get(schema::WRITER) == Some(&writer) => Ok(Outcome::Done(old)),
                Some(old) => Ok(Outcome::Refused(old)),
                None => Err(broken(&error)),
            },
        }
    }

    /// Removes an item.
    pub(crate) async fn delete(&self, key: Item) -> Result<(), StoreError> {
        let answer = Box::pin(
            self.client
                .delete_item()
                .table_name(&self.name)
                .set_key(Some(key))
                .send(),
        )
        .await;
        answer.map(|_| ()).map_err(|error| broken(&error))
    }
}

fn some<K, V>(map: HashMap<K, V>) -> Option<HashMap<K, V>> {
    if map.is_empty() { None } else { Some(map) }
}

fn refused<E, R>(error: &SdkError<E, R>, item: impl Fn(&E) -> Option<Option<Item>>) -> Option<Option<Item>> {
    error.as_service_error().and_then(item)
}

fn cursor(key: HashMap<String, AttributeValue>) -> Cursor {
    let mut parts: Vec<(String, String)> = key
        .into_iter()
        .filter_map(|(name, value)| value.as_s().ok().map(|text| (name, text.clone())))
        .collect();
    parts.sort_unstable();
    Cursor(parts)
}
