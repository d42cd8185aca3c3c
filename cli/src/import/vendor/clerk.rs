//! Clerk: the dashboard's CSV, which has password digests, or users as its Backend API shows them, which has none.

use super::{flag, holds, picture, text};
use crate::import::{Line, Note};
use serde_json::{Map, Value};

/// Clerk's names of what the platform verifies as it stands.
const AS_IS: &[&str] = &[
    "bcrypt",
    "argon2i",
    "argon2id",
    "pbkdf2_sha256_django",
    "phpass",
    "md5_phpass",
];

/// `hash$salt$signer key$salt separator$rounds$memory cost`.
fn firebase(digest: &str) -> Option<String> {
    let parts: Vec<&str> = digest.split('$').collect();
    let [hash, salt, key, separator, rounds, memory] = *parts.as_slice() else {
        return None;
    };
    Some(format!(
        "$fbscrypt$v=1,n={memory},r={rounds},p=1,ss={separator},sk={key}${salt}${hash}"
    ))
}

fn hash(record: &Map<String, Value>) -> Option<String> {
    let digest = text(record, "password_digest")?;
    match text(record, "password_hasher")?.as_str() {
        "scrypt_firebase" => firebase(&digest),
        known if AS_IS.contains(&known) => Some(digest),
        _ => None,
    }
}

/// The address, and whether it was verified.
fn email(record: &Map<String, Value>) -> Option<(String, bool)> {
    if let Some(all) = record.get("email_addresses").and_then(Value::as_array) {
        let primary = record.get("primary_email_address_id");
        let mut all = all.iter().filter_map(Value::as_object);
        let one = all.find(|one| primary.is_none_or(Value::is_null) || one.get("id") == primary)?;
        let status = one
            .get("verification")
            .and_then(|verification| verification.get("status"));
        return Some((
            text(one, "email_address")?,
            status.and_then(Value::as_str) == Some("verified"),
        ));
    }
    let address = text(record, "primary_email_address")?;
    let verified = text(record, "verified_email_addresses").unwrap_or_default();
    let mut verified = verified.split([',', ';', '|', ' ']);
    let proven = verified.any(|one| one.eq_ignore_ascii_case(&address));
    Some((address, proven))
}

pub(super) fn line(record: &Map<String, Value>) -> Line {
    let (email, email_verified) = email(record).unwrap_or_default();
    let (given_name, family_name) = (text(record, "first_name"), text(record, "last_name"));
    let whole: Vec<&str> = [&given_name, &family_name]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    let hash = hash(record);
    let mut line = Line {
        email,
        email_verified,
        disabled: flag(record, "banned"),
        name: (!whole.is_empty()).then(|| whole.join(" ")),
        given_name,
        family_name,
        picture: picture(record, "image_url"),
        locale: text(record, "locale"),
        external_id: text(record, "id"),
        ..Line::default()
    };
    line.note_if(hash.is_none() && holds(record, "password_digest"), Note::Password);
    line.password_hash = hash;
    let phone = [
        "primary_phone_number",
        "verified_phone_numbers",
        "unverified_phone_numbers",
        "phone_numbers",
    ];
    line.note_if(phone.iter().any(|name| holds(record, name)), Note::Phone);
    let metadata = ["public_metadata", "private_metadata", "unsafe_metadata"];
    line.note_if(metadata.iter().any(|name| holds(record, name)), Note::Metadata);
    line.note_if(
        holds(record, "totp_secret") || flag(record, "totp_enabled"),
        Note::SecondFactor,
    );
    line.note_if(holds(record, "username"), Note::UserName);
    line
}
