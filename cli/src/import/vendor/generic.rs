//! Our own names, for whoever writes the file: those of `POST /api/imports/users`.

use super::{flag, text};
use crate::import::Line;
use serde_json::{Map, Value};

const KNOWN: &[&str] = &[
    "email",
    "email_verified",
    "password_hash",
    "totp_secret",
    "disabled",
    "name",
    "given_name",
    "family_name",
    "picture",
    "locale",
    "zoneinfo",
    "external_id",
];

/// A name that is not known is a mistake in a file that was written for this, and is said.
pub(super) fn line(record: &Map<String, Value>) -> Result<Line, String> {
    if let Some(name) = record.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(format!(
            "The field {name} is not known. Known are: {}.",
            KNOWN.join(", ")
        ));
    }
    Ok(Line {
        email: text(record, "email").unwrap_or_default(),
        email_verified: flag(record, "email_verified"),
        password_hash: text(record, "password_hash"),
        totp_secret: text(record, "totp_secret"),
        disabled: flag(record, "disabled"),
        name: text(record, "name"),
        given_name: text(record, "given_name"),
        family_name: text(record, "family_name"),
        picture: text(record, "picture"),
        locale: text(record, "locale"),
        zoneinfo: text(record, "zoneinfo"),
        external_id: text(record, "external_id"),
        notes: Vec::new(),
    })
}
