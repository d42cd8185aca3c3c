//! Auth0: the export of password hashes that its support gives (JSON lines), the export of users, and the schema of its own imports.
//!
//! The first has only `_id`, from which the user's id follows; where `email` is missing it stands among the identifiers.

use super::{flag, holds, picture, text};
use crate::import::{Line, Note};
use serde_json::{Map, Value};

fn id(record: &Map<String, Value>) -> Option<String> {
    let own = || {
        let oid = record
            .get("_id")
            .and_then(|id| id.get("$oid"))
            .and_then(Value::as_str)
            .map(str::to_owned);
        text(record, "alt_id").or(oid).map(|id| format!("auth0|{id}"))
    };
    text(record, "user_id").or_else(own)
}

/// The identifier that is an address, and whether it was verified.
fn identifier(record: &Map<String, Value>) -> Option<(String, bool)> {
    let all = record
        .get("identifiers")?
        .as_array()?
        .iter()
        .filter_map(Value::as_object);
    let mut addresses = all.filter(|one| one.get("type").and_then(Value::as_str) == Some("email"));
    let first = addresses.next()?;
    Some((text(first, "value")?, flag(first, "verified")))
}

/// `custom_password_hash`: only algorithms whose value is a whole text.
fn custom(record: &Map<String, Value>) -> Option<String> {
    let custom = record.get("custom_password_hash")?.as_object()?;
    let algorithm = text(custom, "algorithm")?;
    let value = custom.get("hash")?.get("value")?.as_str()?;
    ["bcrypt", "argon2", "pbkdf2"]
        .contains(&algorithm.as_str())
        .then(|| value.to_owned())
}

pub(super) fn line(record: &Map<String, Value>) -> Line {
    let identifier = identifier(record);
    let verified = flag(record, "email_verified")
        || (!record.contains_key("email") && identifier.as_ref().is_some_and(|one| one.1));
    let hash = text(record, "passwordHash")
        .or_else(|| text(record, "password_hash"))
        .or_else(|| custom(record));
    let mut line = Line {
        email: text(record, "email")
            .or(identifier.map(|one| one.0))
            .unwrap_or_default(),
        email_verified: verified,
        disabled: flag(record, "blocked"),
        name: text(record, "name"),
        given_name: text(record, "given_name"),
        family_name: text(record, "family_name"),
        picture: picture(record, "picture"),
        locale: text(record, "locale"),
        external_id: id(record),
        ..Line::default()
    };
    line.note_if(hash.is_none() && holds(record, "custom_password_hash"), Note::Password);
    line.password_hash = hash;
    line.note_if(holds(record, "phone_number"), Note::Phone);
    line.note_if(
        holds(record, "user_metadata") || holds(record, "app_metadata"),
        Note::Metadata,
    );
    line.note_if(
        holds(record, "mfa_factors") || holds(record, "multifactor"),
        Note::SecondFactor,
    );
    line.note_if(holds(record, "username"), Note::UserName);
    line
}
