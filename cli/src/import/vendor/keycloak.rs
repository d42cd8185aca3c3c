//! Keycloak: the users of a realm's export. A credential is two texts of JSON inside the JSON: what is secret, and how it was made.

use super::{flag, holds, text};
use crate::import::{Line, Note};
use base32::Alphabet;
use serde_json::{Map, Value};

/// RFC 4648 §6, as apps show it.
const BASE32: Alphabet = Alphabet::Rfc4648 { padding: false };

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

/// The secret of an authenticator app in base32, where it makes codes as ours do: every 30 seconds six digits by SHA-1. Keycloak keeps the letters
/// whose bytes are the key, and base32 only where it says so.
fn totp(credential: &Map<String, Value>) -> Option<String> {
    let (secret, data) = (inner(credential, "secretData")?, inner(credential, "credentialData")?);
    let is = |name: &str, wanted: &str| text(&data, name).is_none_or(|found| found == wanted);
    let ours = is("subType", "totp") && is("digits", "6") && is("period", "30") && is("algorithm", "HmacSHA1");
    let value = text(&secret, "value").filter(|_| ours)?;
    let bytes = if text(&data, "secretEncoding").is_some_and(|encoding| encoding == "BASE32") {
        base32::decode(BASE32, value.trim_end_matches('=').to_ascii_uppercase().as_str())?
    } else {
        value.into_bytes()
    };
    (16..=64).contains(&bytes.len()).then(|| base32::encode(BASE32, &bytes))
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
    let mut apps = credentials(record, "otp").peekable();
    let any = apps.peek().is_some();
    line.totp_secret = apps.find_map(totp);
    line.note_if(any && line.totp_secret.is_none(), Note::SecondFactor);
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
