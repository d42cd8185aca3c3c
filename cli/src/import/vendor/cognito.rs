//! Amazon Cognito: `list-users` (attributes as a list of names and values), or a CSV with the header of the pool. It gives no password hashes to anybody.

use super::{flag, holds, picture, text};
use crate::import::{Line, Note};
use serde_json::{Map, Value};

/// `Attributes: [{Name, Value}]` as members.
fn attributes(record: &Map<String, Value>) -> Map<String, Value> {
    let Some(list) = record.get("Attributes").and_then(Value::as_array) else {
        return record.clone();
    };
    let pairs = list
        .iter()
        .filter_map(|one| Some((one.get("Name")?.as_str()?.to_owned(), one.get("Value")?.clone())));
    pairs.collect()
}

pub(super) fn line(record: &Map<String, Value>) -> Line {
    let found = attributes(record);
    let name = text(record, "Username").or_else(|| text(record, "cognito:username"));
    let email = text(&found, "email").unwrap_or_default();
    let mut line = Line {
        email_verified: flag(&found, "email_verified"),
        // A table has no such column: who is in it may sign in.
        disabled: record.get("Enabled").and_then(Value::as_bool) == Some(false),
        name: text(&found, "name"),
        given_name: text(&found, "given_name"),
        family_name: text(&found, "family_name"),
        picture: picture(&found, "picture"),
        locale: text(&found, "locale"),
        zoneinfo: text(&found, "zoneinfo"),
        external_id: text(&found, "sub").or_else(|| name.clone()),
        ..Line::default()
    };
    let own_name = name.filter(|name| !name.eq_ignore_ascii_case(&email) && line.external_id.as_ref() != Some(name));
    line.note_if(
        own_name.is_some() || holds(&found, "preferred_username"),
        Note::UserName,
    );
    line.note_if(holds(&found, "phone_number"), Note::Phone);
    line.note_if(
        found
            .keys()
            .any(|name| name.starts_with("custom:") && holds(&found, name)),
        Note::Metadata,
    );
    line.note_if(
        holds(record, "MFAOptions") || flag(&found, "cognito:mfa_enabled"),
        Note::SecondFactor,
    );
    line.email = email;
    line
}
