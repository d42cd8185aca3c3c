//! Writes and the conditions under which they happen.

use crate::{
    item::{Draft, Item, number, text},
    schema,
};
use domain::{ApplicationId, Timestamp};
use serde::Serialize;
use serde_dynamo::AttributeValue;
use std::collections::HashMap;

/// When a write may happen.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Condition {
    #[serde(rename = "ConditionExpression")]
    pub(crate) expression: String,
    #[serde(rename = "ExpressionAttributeNames", skip_serializing_if = "HashMap::is_empty")]
    pub(crate) names: HashMap<String, String>,
    #[serde(rename = "ExpressionAttributeValues", skip_serializing_if = "HashMap::is_empty")]
    pub(crate) values: HashMap<String, AttributeValue>,
}

impl Condition {
    fn new(expression: &str) -> Self {
        Self {
            expression: expression.to_owned(),
            ..Self::default()
        }
    }

    fn name(mut self, placeholder: &str, name: &str) -> Self {
        self.names.insert(placeholder.to_owned(), name.to_owned());
        self
    }

    fn value(mut self, placeholder: &str, value: AttributeValue) -> Self {
        self.values.insert(placeholder.to_owned(), value);
        self
    }

    /// Nothing lies under the key.
    pub(crate) fn absent() -> Self {
        Self::new("attribute_not_exists(#pk)").name("#pk", schema::PK)
    }

    /// Something lies under the key.
    pub(crate) fn present() -> Self {
        Self::new("attribute_exists(#pk)").name("#pk", schema::PK)
    }

    /// Nothing lies under the key, or only something that is over, whether swept or not.
    pub(crate) fn absent_or_over(now: Timestamp) -> Self {
        Self::new("attribute_not_exists(#pk) OR #end <= :now")
            .name("#pk", schema::PK)
            .name("#end", schema::EXPIRES_AT)
            .value(":now", text(now))
    }

    /// The item is at this version.
    pub(crate) fn at_version(version: u64) -> Self {
        Self::new("#v = :v")
            .name("#v", schema::VERSION)
            .value(":v", number(version))
    }

    /// The item before this one: absent for the first version, else one version earlier.
    pub(crate) fn before(version: u64) -> Self {
        if version <= 1 {
            Self::absent()
        } else {
            Self::at_version(version - 1)
        }
    }

    /// The session is the one that was read: not ended, and its cookie not replaced.
    pub(crate) fn session_of(secret_hash: &str) -> Self {
        Self::new("#secret = :secret AND attribute_not_exists(#ended)")
            .name("#secret", "secret_hash")
            .name("#ended", "ended_at")
            .value(":secret", text(secret_hash))
    }

    /// Nothing lies under the key, or something of this application.
    pub(crate) fn free_or_of(app: &ApplicationId) -> Self {
        Self::new("attribute_not_exists(#pk) OR #app = :app")
            .name("#pk", schema::PK)
            .name("#app", schema::APP)
            .value(":app", text(app))
    }
}

/// A whole item.
#[derive(Clone, Debug)]
pub(crate) struct Put {
    pub(crate) item: Item,
    pub(crate) condition: Condition,
}

/// Some attributes.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Update {
    #[serde(rename = "Key")]
    pub(crate) key: Item,
    #[serde(rename = "UpdateExpression")]
    pub(crate) expression: String,
    #[serde(rename = "ConditionExpression", skip_serializing_if = "Option::is_none")]
    pub(crate) condition: Option<String>,
    #[serde(rename = "ExpressionAttributeNames", skip_serializing_if = "HashMap::is_empty")]
    pub(crate) names: HashMap<String, String>,
    #[serde(rename = "ExpressionAttributeValues", skip_serializing_if = "HashMap::is_empty")]
    pub(crate) values: HashMap<String, AttributeValue>,
}

impl Update {
    pub(crate) fn new(key: Item, expression: &str, condition: &str) -> Self {
        Self {
            key,
            expression: expression.to_owned(),
            condition: Some(condition.to_owned()),
            ..Self::default()
        }
    }

    /// Leaves a mark of who wrote last.
    pub(crate) fn written_by(mut self, writer: AttributeValue) -> Self {
        debug_assert!(self.expression.starts_with("SET "), "an update sets something");
        self.expression = self.expression.replacen("SET ", "SET #writer = :writer, ", 1);
        self.name("#writer", schema::WRITER).value(":writer", writer)
    }

    pub(crate) fn name(mut self, placeholder: &str, name: &str) -> Self {
        self.names.insert(placeholder.to_owned(), name.to_owned());
        self
    }

    pub(crate) fn value(mut self, placeholder: &str, value: AttributeValue) -> Self {
        self.values.insert(placeholder.to_owned(), value);
        self
    }
}

/// A part of a transaction.
#[derive(Clone, Debug)]
pub(crate) enum Write {
    Put(Put),
    Delete { key: Item, condition: Condition },
}

impl Draft {
    /// Written if `condition` holds.
    pub(crate) fn when(self, condition: Condition) -> Put {
        Put {
            item: self.into_item(),
            condition,
        }
    }
}

impl From<Put> for Write {
    fn from(put: Put) -> Self {
        Self::Put(put)
    }
}
