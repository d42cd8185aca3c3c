//! JSON, read strictly (RFC 8259): depth at most 16, no member twice, nothing after the value, integers within `i64`.
//!
//! Strict, because two readers that understand one text differently are a way around every check made by the first.

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// How deep objects and arrays may nest.
pub const MAX_DEPTH: u8 = 16;

/// Why a text was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// Not JSON, too deep, a member twice, or a number too large; the text has the position.
    #[error("{0}")]
    Malformed(String),
    /// JSON, with a member that does not belong there.
    #[error("unknown field {0}")]
    UnknownField(String),
    /// JSON, but not of the shape asked for.
    #[error("{0}")]
    Shape(String),
}

/// Reads one value.
pub fn parse_value(bytes: &[u8]) -> Result<Value, JsonError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { depth: 0 }
        .deserialize(&mut reader)
        .map_err(|error| malformed(&error))?;
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

/// Reads one value of a known type.
pub fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, JsonError> {
    from_value(parse_value(bytes)?)
}

/// Turns a value that was read strictly into a known type.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, JsonError> {
    serde_json::from_value(value).map_err(|error| {
        let text = error.to_string();
        // serde has no typed error for it; its wording is stable and a test below watches it.
        let unknown = text
            .strip_prefix("unknown field `")
            .and_then(|rest| rest.split_once('`'));
        match unknown {
            Some((name, _)) => JsonError::UnknownField(name.to_owned()),
            None => JsonError::Shape(text),
        }
    })
}

fn malformed(error: &serde_json::Error) -> JsonError {
    JsonError::Malformed(error.to_string())
}

/// Builds a [`Value`] while watching depth and names.
#[derive(Clone, Copy)]
struct Strict {
    depth: u8,
}

impl Strict {
    fn deeper<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!("nested deeper than {MAX_DEPTH}")));
        }
        Ok(Self { depth: self.depth + 1 })
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Value, E> {
        i64::try_from(value)
            .map(Value::from)
            .map_err(|_| E::custom("number out of range"))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(A::Error::custom("a member stands twice in one object"));
            }
            let value = members.next_value_seed(inner)?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn good_json_is_read() {
        let value = parse_value(br#" {"a":[1,-2,3.5,"\u00e9",true,null],"b":{}} "#).unwrap();
        assert_eq!(value, serde_json::json!({"a":[1,-2,3.5,"é",true,null],"b":{}}));
    }

    #[test]
    fn bad_json_is_refused() {
        let cases: [&[u8]; 14] = [
            b"",
            b"{",
            b"{}x",
            b"{} {}",
            br#"{"a":1,"a":2}"#,
            br#"[{"a":{"b":1,"b":1}}]"#,
            b"NaN",
            b"1e999",
            b"9223372036854775808",
            b"[1,]",
            b"\xff",
            b"\"\\ud800\"",
            b"'a'",
            b"// c\n1",
        ];
        for bad in cases {
            assert!(
                matches!(parse_value(bad), Err(JsonError::Malformed(_))),
                "{}",
                String::from_utf8_lossy(bad)
            );
        }
    }

    #[test]
    fn depth_is_limited() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(parse_value(nested(16).as_bytes()).is_ok());
        assert!(parse_value(nested(17).as_bytes()).is_err());
        assert!(parse_value("[".repeat(60_000).as_bytes()).is_err());
    }

    #[test]
    fn unknown_fields_are_named() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Known {
            #[expect(dead_code, reason = "only read by serde")]
            a: u8,
        }
        assert_eq!(
            from_slice::<Known>(br#"{"a":1,"x":2}"#).unwrap_err(),
            JsonError::UnknownField("x".into())
        );
        assert!(matches!(from_slice::<Known>(br#"{"a":"1"}"#), Err(JsonError::Shape(_))));
    }
}
