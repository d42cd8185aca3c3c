//! What `aero2 export` writes: our own names, and what else it tells of a user.

use super::{flag, picture, text};
use crate::import::{Line, Note};
use serde_json::{Map, Value};

/// The role that everybody has here too.
const USUAL: &str = "user";

/// An export knows more than an import takes: that is noted, not refused.
pub(super) fn line(record: &Map<String, Value>) -> Line {
    let items = |name: &str| record.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let has_more_roles = items("roles").iter().any(|role| role != USUAL);
    let hash = text(record, "password_hash");
    let lost_password = hash.is_none() && flag(record, "has_password");
    let mut line = Line {
        email: text(record, "email").unwrap_or_default(),
        email_verified: flag(record, "email_verified"),
        password_hash: hash,
        totp_secret: text(record, "totp_secret"),
        disabled: flag(record, "disabled"),
        name: text(record, "name"),
        given_name: text(record, "given_name"),
        family_name: text(record, "family_name"),
        picture: picture(record, "picture"),
        locale: text(record, "locale"),
        zoneinfo: text(record, "zoneinfo"),
        external_id: text(record, "external_id").or_else(|| text(record, "id")),
        notes: Vec::new(),
    };
    line.note_if(has_more_roles, Note::Roles);
    line.note_if(!items("identities").is_empty(), Note::Identities);
    line.note_if(lost_password, Note::Password);
    let lost_app = line.totp_secret.is_none() && flag(record, "has_totp");
    line.note_if(lost_app, Note::SecondFactor);
    line
}
