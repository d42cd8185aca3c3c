//! One item of the table, read from DynamoDB JSON as the embedded database, the API and an export to S3 write it.

use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

/// An item: its attributes as plain JSON.
#[derive(Clone, Debug, Default)]
pub struct Item {
    attributes: Map<String, Value>,
    size: usize,
}

/// Why a line is not an item.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not DynamoDB JSON: {0}")]
pub struct NotAnItem(String);

impl Item {
    /// From the attributes in DynamoDB JSON (`{"PK": {"S": "…"}, …}`).
    pub fn read(typed: &Value) -> Result<Self, NotAnItem> {
        let fields = typed
            .as_object()
            .ok_or_else(|| NotAnItem("an item is an object".to_owned()))?;
        let (mut attributes, mut size) = (Map::new(), 0);
        for (name, value) in fields {
            size += name.len() + weight(value);
            attributes.insert(name.clone(), plain(value)?);
        }
        Ok(Self { attributes, size })
    }

    /// The attribute, or null.
    pub fn get(&self, name: &str) -> &Value {
        self.attributes.get(name).unwrap_or(&Value::Null)
    }

    /// The attribute's text, or nothing.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).as_str().unwrap_or("")
    }

    /// What `t` says.
    pub fn kind(&self) -> &str {
        self.text("t")
    }

    /// The partition key.
    pub fn pk(&self) -> &str {
        self.text("PK")
    }

    /// The sort key.
    pub fn sk(&self) -> &str {
        self.text("SK")
    }

    /// The application it belongs to.
    pub fn app(&self) -> &str {
        self.text("app")
    }

    /// Bytes, by DynamoDB's rule.
    pub const fn size(&self) -> usize {
        self.size
    }

    /// The entity that lies in it.
    pub fn entity<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_value(Value::Object(self.attributes.clone()))
    }
}

/// One typed value as the JSON it means. Items are nested a few levels only; deeper ones are refused, not followed.
fn plain(value: &Value) -> Result<Value, NotAnItem> {
    nested(value, 0)
}

const DEEPEST: usize = 32;

fn nested(value: &Value, depth: usize) -> Result<Value, NotAnItem> {
    let bad = |what: &str| NotAnItem(what.to_owned());
    if depth > DEEPEST {
        return Err(bad("nested too deeply"));
    }
    let mut members = value.as_object().into_iter().flatten();
    let (Some((kind, inner)), None) = (members.next(), members.next()) else {
        return Err(bad("a value has one type"));
    };
    match (kind.as_str(), inner) {
        ("S" | "BOOL" | "B", value) => Ok(value.clone()),
        ("N", Value::String(digits)) => digits
            .parse::<Number>()
            .map(Value::Number)
            .map_err(|_| bad("a number is not one")),
        ("NULL", _) => Ok(Value::Null),
        ("L", Value::Array(values)) => values.iter().map(|value| nested(value, depth + 1)).collect(),
        ("SS" | "NS" | "BS", Value::Array(_)) => Ok(inner.clone()),
        ("M", Value::Object(fields)) => fields
            .iter()
            .map(|(name, value)| Ok((name.clone(), nested(value, depth + 1)?)))
            .collect::<Result<Map<_, _>, _>>()
            .map(Value::Object),
        (other, _) => Err(bad(&format!("no type {other}"))),
    }
}

/// Bytes of a value: texts as they are, one for the rest (what DynamoDB bills is near this).
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(values) => values.iter().map(|value| weight(value) + 1).sum::<usize>() + 3,
        Value::Object(fields) => fields.values().map(weight).sum::<usize>() + 1,
        _ => 1,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn dynamodb_json_becomes_plain() {
        let typed = json!({ "PK": { "S": "APP#a" }, "v": { "N": "12" }, "on": { "BOOL": true }, "no": { "NULL": true },
            "m": { "M": { "l": { "L": [{ "N": "1.5" }] } } } });
        let item = Item::read(&typed).unwrap();
        assert_eq!((item.pk(), item.get("v").as_u64()), ("APP#a", Some(12)));
        assert_eq!(item.get("m"), &json!({ "l": [1.5] }));
        assert!(item.get("no").is_null() && item.get("absent").is_null());
        assert!(Item::read(&json!({ "PK": "bare" })).is_err());
        assert!(Item::read(&json!({ "PK": { "X": "y" } })).is_err());
    }
}
