//! How the domain's texts look in the document of the API.

use crate::{Email, Hostname, Secret, Slug, Timestamp};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};
use std::borrow::Cow;
use zeroize::Zeroize;

/// A string with further members.
pub(crate) fn text(members: Value) -> Schema {
    let mut schema = schemars::json_schema!({ "type": "string" });
    if let Value::Object(members) = members {
        schema.ensure_object().extend(members);
    }
    schema
}

macro_rules! texts {
    ($($name:ident: $members:tt;)+) => {$(
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                text(json!($members))
            }
        }
    )+};
}

texts! {
    Timestamp: { "format": "date-time", "description": "A moment in UTC (RFC 3339).", "examples": ["2026-05-04T09:30:00.000Z"] };
    // Wider than the format `email`: an address may have letters of every script (RFC 6531).
    Email: { "maxLength": 254, "description": "An e-mail address.", "examples": ["ada@example.com"] };
    Hostname: { "maxLength": 253, "description": "A host name in A-labels.", "examples": ["id.example.com"] };
    Slug: { "maxLength": 63, "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "description": "A label of a host name." };
}

impl<T: Zeroize + JsonSchema> JsonSchema for Secret<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = T::json_schema(generator);
        schema.insert("format".to_owned(), "password".into());
        schema
    }
}
