//! Keycloak: the users of a realm's export. A credential is two texts of JSON inside the JSON: what is secret, and how it was made.

use super::{flag, holds, text};
use crate::import::{Line, Note};
use serde_json::{Map, Value};

/// The first value of an attribute; they are lists.
fn attribute(record: &Map<String, Value>, name: &str) -> Option<String> {
    let values = record.get("attributes")?.get(name)?.as_array()?;
    values.first()?.as_str().map(str::to_owned)
}

fn credentials<'a>(record: &'a Map<String, Value>, kind: &'a str) -> impl Iterator<Item = &'a Map<String, Value>> {
    let all = record
        .get("credentials")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    all.filter_map(Value::as_object)
        .filter(move |one| one.get("type").and_then(Value::as_str) == Some(kind))
}

fn inner(credential: &Map<String, Value>, name: &str) -> Option<Map<String, Value>> {
    serde_json::from_str(credential.get(name)?.as_str()?).ok()
}

/// The hash as one text; exports before Keycloak 8 have its parts in the credential itself.
fn hash(credential: &Map<String, Value>) -> Option<String> {
    let secret = inner(credential, "secretData").unwrap_or_else(|| credential.clone());
    let data = inner(credential, "credentialData").unwrap_or_else(|| credential.clone());
    let value = text(&secret, "value").or_else(|| text(&secret, "hashedSaltedValue"))?;
    let (value, salt) = (bare(&value), bare(&text(&secret, "salt")?));
    let iterations = text(&data, "hashIterations")?;
    match text(&data, "algorithm")?.as_str() {
        "pbkdf2" => Some(format!("$pbkdf2-sha1$i={iterations}${salt}${value}")),
        algorithm @ ("pbkdf2-sha256" | "pbkdf2-sha512") => Some(format!("${algorithm}$i={iterations}${salt}${value}")),
        "argon2" => {
            let more = data.get("additionalParameters")?;
            let first = |name: &str| more.get(name)?.as_array()?.first()?.as_str();
            let version = if first("version") == Some("1.0") { 16 } else { 19 };
            let (kind, memory, lanes) = (first("type")?, first("memory")?, first("parallelism")?);
            Some(format!(
                "$argon2{kind}$v={version}$m={memory},t={iterations},p={lanes}${salt}${value}"
            ))
        }
        _ => None,
    }
}

/// Base64 without padding, as PHC strings have it.
fn bare(base64: &str) -> String {
    base64.trim_end_matches('=').to_owned()
}

pub(super) fn line(record: &Map<String, Value>) -> Line {
    let (given_name, family_name) = (text(record, "firstName"), text(record, "lastName"));
    let whole: Vec<&str> = [&given_name, &family_name]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    let email = text(record, "email").unwrap_or_default();
    let mut line = Line {
        email_verified: flag(record, "emailVerified"),
        disabled: record.get("enabled").and_then(Value::as_bool) == Some(false),
        name: (!whole.is_empty()).then(|| whole.join(" ")),
        given_name,
        family_name,
        picture: attribute(record, "picture").filter(|url| url.starts_with("https://")),
        locale: attribute(record, "locale"),
        zoneinfo: attribute(record, "zoneinfo"),
        external_id: text(record, "id"),
        ..Line::default()
    };
    let mut passwords = credentials(record, "password").peekable();
    let any = passwords.peek().is_some();
    line.password_hash = passwords.find_map(hash);
    line.note_if(any && line.password_hash.is_none(), Note::Password);
    line.note_if(credentials(record, "otp").next().is_some(), Note::SecondFactor);
    let known = ["picture", "locale", "zoneinfo"];
    let attributes = record.get("attributes").and_then(Value::as_object);
    line.note_if(
        attributes.is_some_and(|all| all.keys().any(|name| !known.contains(&name.as_str()))),
        Note::Metadata,
    );
    let name = text(record, "username").filter(|name| !name.eq_ignore_ascii_case(&email));
    line.note_if(name.is_some() && holds(record, "username"), Note::UserName);
    line.email = email;
    line
}
