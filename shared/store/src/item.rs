//! The envelope every item wears, and the codec between entities and attributes.
//!
//! An entity's fields lie at the top level; `t`, `v`, `app`, `ev`, `ttl` and the index keys are put around them.

use crate::{error::StoreError, keys::Key, schema};
use domain::{ApplicationId, Event, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use serde_dynamo::AttributeValue;
use std::collections::HashMap;

/// An item as DynamoDB has it.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// How long after its end an item may linger before DynamoDB cleans it up, in seconds.
const LINGER_SECS: i64 = 86_400;

/// A thing that is kept.
pub(crate) trait Entity: Serialize + DeserializeOwned {
    /// What `t` says.
    const TYPE: &'static str;

    /// The optimistic lock; things that never change have one version.
    fn version(&self) -> u64 {
        1
    }

    /// When it is over, if ever.
    fn expires_at(&self) -> Option<Timestamp> {
        None
    }
}

/// An item being made.
#[derive(Clone, Debug)]
pub(crate) struct Draft(Item);

fn corrupt(error: &impl std::fmt::Display, kind: &str) -> StoreError {
    StoreError::Corrupt(format!("{kind}: {error}"))
}

impl Draft {
    /// The item of an entity under its key.
    pub(crate) fn new<T: Entity>(key: &Key<T>, app: Option<&ApplicationId>, entity: &T) -> Result<Self, StoreError> {
        let value = serde_dynamo::to_attribute_value(entity).map_err(|error| corrupt(&error, T::TYPE))?;
        let AttributeValue::M(mut item) = value else {
            return Err(corrupt(&"not a map", T::TYPE));
        };
        key.write(&mut item);
        item.insert(schema::TYPE.into(), text(T::TYPE));
        item.insert(schema::VERSION.into(), number(entity.version()));
        if let Some(app) = app {
            item.insert(schema::APP.into(), text(app));
        }
        if let Some(end) = entity.expires_at() {
            item.insert(schema::EXPIRES_AT.into(), text(end));
            item.insert(schema::TTL.into(), number(end.secs().saturating_add(LINGER_SECS)));
        }
        Ok(Self(item))
    }

    /// With the events that explain the change.
    pub(crate) fn events(mut self, events: &[Event]) -> Result<Self, StoreError> {
        if !events.is_empty() {
            self.0.insert(schema::EVENTS.into(), text(encode(events)?));
        }
        Ok(self)
    }

    /// Listed under a partition of the list index.
    pub(crate) fn listed(mut self, partition: impl ToString, sort: impl ToString) -> Self {
        self.0.insert(schema::LPK.into(), text(partition.to_string()));
        self.0.insert(schema::LSK.into(), text(sort.to_string()));
        self
    }

    /// Found under a partition of the find index.
    pub(crate) fn found(mut self, partition: impl ToString, sort: impl ToString) -> Self {
        self.0.insert(schema::FPK.into(), text(partition.to_string()));
        self.0.insert(schema::FSK.into(), text(sort.to_string()));
        self
    }

    pub(crate) fn into_item(self) -> Item {
        self.0
    }
}

/// Events as the one string an item carries.
pub(crate) fn encode(events: &[Event]) -> Result<String, StoreError> {
    serde_json::to_string(events).map_err(|error| corrupt(&error, "events"))
}

/// The entity in an item; an item of another type is an error, not a guess.
pub(crate) fn read<T: Entity>(item: Item) -> Result<T, StoreError> {
    if item.get(schema::TYPE).and_then(string) != Some(T::TYPE) {
        return Err(StoreError::Corrupt(format!("{}: the item is of another type", T::TYPE)));
    }
    serde_dynamo::from_attribute_value(AttributeValue::M(item)).map_err(|error| corrupt(&error, T::TYPE))
}

/// The entity, unless it is over: whether it was swept or not must not matter (FA-15).
pub(crate) fn live<T: Entity>(item: Item, now: Timestamp) -> Result<Option<T>, StoreError> {
    let entity: T = read(item)?;
    Ok(Some(entity).filter(|entity| entity.expires_at().is_none_or(|end| !end.is_past(now))))
}

/// Those of many that are not over.
pub(crate) fn all_live<T: Entity>(items: Vec<Item>, now: Timestamp) -> Result<Vec<T>, StoreError> {
    items
        .into_iter()
        .filter_map(|item| live(item, now).transpose())
        .collect()
}

/// The key of an item, and nothing else of it.
pub(crate) fn key_of(mut item: Item) -> Item {
    item.retain(|name, _| name == schema::PK || name == schema::SK);
    item
}

/// A string attribute.
pub(crate) fn text(value: impl ToString) -> AttributeValue {
    AttributeValue::S(value.to_string())
}

/// A number attribute.
pub(crate) fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// What a string attribute says.
pub(crate) fn string(value: &AttributeValue) -> Option<&str> {
    match value {
        AttributeValue::S(text) => Some(text),
        _ => None,
    }
}
