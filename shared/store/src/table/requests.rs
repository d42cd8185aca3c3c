//! Requests and answers as DynamoDB spells them (API version 2012-08-10).

use crate::{
    item::Item,
    write::{Condition, Update},
};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error, IntoDeserializer, MapAccess, Visitor, value::MapDeserializer},
};
use serde_dynamo::AttributeValue;
use std::{collections::HashMap, fmt};

/// The error of a condition that does not hold.
pub(super) const CONDITION_FAILED: &str = "ConditionalCheckFailedException";
/// Asks for the item as it was, when its condition does not hold.
pub(super) const ALL_OLD: &str = "ALL_OLD";

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GetItem<'a> {
    pub(super) table_name: &'a str,
    pub(super) key: &'a Item,
    pub(super) consistent_read: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Got {
    pub(super) item: Option<Roomy>,
}

/// An item read into a map that is large enough from the start: one that grows hashes every name again, each time.
#[derive(Default)]
pub(super) struct Roomy(pub(super) Item);

/// Attributes that most items have at most.
const USUAL: usize = 28;

impl<'de> Deserialize<'de> for Roomy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Attributes)
    }
}

struct Attributes;

impl<'de> Visitor<'de> for Attributes {
    type Value = Roomy;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Roomy, A::Error> {
        let mut item = Item::with_capacity(USUAL);
        while let Some((name, value)) = map.next_entry::<_, Attribute>()? {
            item.insert(name, value.0);
        }
        Ok(Roomy(item))
    }
}

/// An attribute whose type is compared where it stands; `serde_dynamo` makes a string of it first, for each.
#[derive(Deserialize)]
#[serde(transparent)]
struct Attribute(#[serde(with = "Typed")] AttributeValue);

#[derive(Deserialize)]
#[serde(remote = "AttributeValue", rename_all = "UPPERCASE")]
enum Typed {
    S(String),
    N(String),
    Bool(bool),
    Null(bool),
    M(Item),
    L(Vec<AttributeValue>),
    Ss(Vec<String>),
    Ns(Vec<String>),
    B(#[serde(deserialize_with = "bytes")] Vec<u8>),
    Bs(#[serde(deserialize_with = "several")] Vec<Vec<u8>>),
}

/// Bytes are so rare that whoever knows their encoding may make them.
fn bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    match of_serde_dynamo("B", String::deserialize(deserializer)?)? {
        AttributeValue::B(bytes) => Ok(bytes),
        _ => Err(D::Error::custom("not bytes")),
    }
}

fn several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<u8>>, D::Error> {
    match of_serde_dynamo("BS", Vec::<String>::deserialize(deserializer)?)? {
        AttributeValue::Bs(several) => Ok(several),
        _ => Err(D::Error::custom("not bytes")),
    }
}

fn of_serde_dynamo<'de, E: Error>(
    kind: &'static str,
    value: impl IntoDeserializer<'de, E>,
) -> Result<AttributeValue, E> {
    AttributeValue::deserialize(MapDeserializer::new(std::iter::once((kind, value))))
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Batch<'a> {
    pub(super) request_items: HashMap<&'a str, Keys>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Keys {
    pub(super) keys: Vec<Item>,
    #[serde(default)]
    pub(super) consistent_read: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[derive(Default)]
pub(super) struct BatchAnswer {
    pub(super) responses: HashMap<String, Vec<Item>>,
    pub(super) unprocessed_keys: HashMap<String, Keys>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct QueryItems<'a> {
    pub(super) table_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) index_name: Option<&'static str>,
    pub(super) key_condition_expression: String,
    pub(super) expression_attribute_names: HashMap<&'static str, &'static str>,
    pub(super) expression_attribute_values: HashMap<&'static str, AttributeValue>,
    pub(super) consistent_read: bool,
    pub(super) scan_index_forward: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) limit: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exclusive_start_key: Option<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct QueryAnswer {
    #[serde(default)]
    pub(super) items: Vec<Item>,
    pub(super) last_evaluated_key: Option<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PutItem<'a> {
    pub(super) table_name: &'a str,
    pub(super) item: &'a Item,
    #[serde(flatten)]
    pub(super) condition: &'a Condition,
    #[serde(rename = "ReturnValuesOnConditionCheckFailure")]
    pub(super) on_failure: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UpdateItem<'a> {
    pub(super) table_name: &'a str,
    #[serde(flatten)]
    pub(super) update: &'a Update,
    pub(super) return_values: &'static str,
    #[serde(rename = "ReturnValuesOnConditionCheckFailure")]
    pub(super) on_failure: &'static str,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Updated {
    #[serde(default)]
    pub(super) attributes: Roomy,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct DeleteItem<'a> {
    pub(super) table_name: &'a str,
    pub(super) key: &'a Item,
    #[serde(flatten)]
    pub(super) condition: Option<&'a Condition>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Transaction<'a> {
    pub(super) transact_items: Vec<Part<'a>>,
    /// Makes a repetition of the same request the same transaction, for ten minutes.
    pub(super) client_request_token: String,
}

/// A part of a transaction.
#[derive(Serialize)]
pub(super) enum Part<'a> {
    Put(PutItem<'a>),
    Delete(DeleteItem<'a>),
}

/// An answer that says no more than that it was done.
#[derive(Deserialize)]
pub(super) struct Nothing {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_what_serde_dynamo_makes_of_it() {
        let text = r#"{
            "PK": {"S": "a\u00e9\"b"}, "n": {"N": "-1.5e3"}, "yes": {"BOOL": true}, "none": {"NULL": true},
            "map": {"M": {"list": {"L": [{"S": ""}, {"M": {}}, {"N": "7"}]}}}, "ss": {"SS": ["a", "b"]},
            "ns": {"NS": ["1"]}, "b": {"B": "AAH/"}, "bs": {"BS": ["AA==", "/w=="]}
        }"#;
        let item: Roomy = serde_json::from_str(text).unwrap_or_default();
        assert_eq!(item.0.len(), 9);
        assert_eq!(Some(item.0), serde_json::from_str(text).ok());
        for bad in [
            r#"{"a": {}}"#,
            r#"{"a": {"X": "b"}}"#,
            r#"{"a": {"S": 1}}"#,
            r#"{"a": {"S": "b", "N": "1"}}"#,
            r#"{"a": {"B": "?"}}"#,
            r#"{"a": {"BS": "AA=="}}"#,
        ] {
            assert!(serde_json::from_str::<Roomy>(bad).is_err(), "{bad}");
        }
    }
}
