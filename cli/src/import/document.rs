//! JSON files, however large: an object per line, one array of objects, or an object with the users in one of its members.

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::{fmt, io::Read};

/// Members whose array holds the users: Firebase and Keycloak, Cognito.
const USERS: &[&str] = &["users", "Users"];

/// Takes one record; false ends the reading.
pub(super) type Sink<'s> = &'s mut dyn FnMut(Map<String, Value>) -> bool;

/// Reads every record of a document. The error says where the text is no JSON.
pub(super) fn read(source: impl Read, sink: Sink<'_>) -> Result<(), String> {
    let mut reader = serde_json::Deserializer::from_reader(source);
    let mut stopped = false;
    while !stopped && reader.end().is_err() {
        let top = Top {
            sink: &mut *sink,
            stopped: &mut stopped,
        };
        let read = top.deserialize(&mut reader);
        if stopped {
            return Ok(());
        }
        read.map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The outermost value.
struct Top<'s, 't> {
    sink: Sink<'s>,
    stopped: &'t mut bool,
}

impl<'de> DeserializeSeed<'de> for Top<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Top<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array of users")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(record) = items.next_element::<Map<String, Value>>()? {
            if !(self.sink)(record) {
                *self.stopped = true;
                return Err(A::Error::custom("ended"));
            }
        }
        Ok(())
    }

    /// Either the object that holds the users, or one user.
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let mut own = Map::new();
        let mut held = false;
        while let Some(name) = members.next_key::<String>()? {
            if USERS.contains(&name.as_str()) {
                held = true;
                members.next_value_seed(Top {
                    sink: &mut *self.sink,
                    stopped: &mut *self.stopped,
                })?;
            } else if held {
                members.next_value::<IgnoredAny>()?;
            } else {
                own.insert(name, members.next_value()?);
            }
        }
        if !held && !(self.sink)(own) {
            *self.stopped = true;
        }
        Ok(())
    }
}
