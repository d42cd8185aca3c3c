//! What each provider calls what we call otherwise. A file each, held to what the provider documents.

mod aero2;
mod auth0;
mod clerk;
mod cognito;
mod firebase;
mod generic;
mod keycloak;

use super::{Arguments, Line};
use crate::Problem;
use clap::ValueEnum;
use firebase::HashConfig;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Who exported the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// Aero2: what `aero2 export` wrote, decrypted
    Aero2,
    /// Auth0: the password-hash export or the user export, JSON or JSON lines
    Auth0,
    /// Amazon Cognito: list-users JSON, or a CSV with the pool's header
    Cognito,
    /// Clerk: the dashboard's CSV, or users of its API as JSON
    Clerk,
    /// Firebase: auth:export, JSON or CSV
    Firebase,
    /// Keycloak: a realm or its users, JSON
    Keycloak,
    /// Our own field names, JSON or JSON lines
    Json,
    /// Our own field names in the first row
    Csv,
}

/// How records of one provider become lines.
#[derive(Clone, Debug)]
pub struct Mapping {
    vendor: Vendor,
    without_passwords: bool,
    firebase: Option<HashConfig>,
}

impl Mapping {
    /// What the command line says of it.
    pub fn new(arguments: &Arguments) -> Result<Self, Problem> {
        let firebase = match &arguments.firebase_hash_config {
            Some(file) => Some(HashConfig::read(file)?),
            None => None,
        };
        if arguments.from == Vendor::Firebase && firebase.is_none() && !arguments.without_passwords {
            return Err(Problem::new(
                "Nothing was imported",
                "Firebase's password hashes can only be verified with the parameters of the project",
                "save what the console shows (Authentication, Users, ⋮, Password hash parameters) in a file and give it with --firebase-hash-config, or leave \
                 passwords out with --without-passwords",
            ));
        }
        Ok(Self {
            vendor: arguments.from,
            without_passwords: arguments.without_passwords,
            firebase,
        })
    }

    /// A record as a line, or why it cannot be one.
    pub fn line(&self, record: &Map<String, Value>) -> Result<Line, String> {
        let mut line = match self.vendor {
            Vendor::Aero2 => aero2::line(record),
            Vendor::Auth0 => auth0::line(record),
            Vendor::Cognito => cognito::line(record),
            Vendor::Clerk => clerk::line(record),
            Vendor::Firebase => firebase::line(record, self.firebase.as_ref()),
            Vendor::Keycloak => keycloak::line(record),
            Vendor::Json | Vendor::Csv => generic::line(record)?,
        };
        if self.without_passwords {
            line.password_hash = None;
        }
        if line.email.is_empty() {
            return Err("The record has no e-mail address; a user here has one.".to_owned());
        }
        Ok(line)
    }
}

/// A text; nothing and an empty text are the same.
fn text(record: &Map<String, Value>, name: &str) -> Option<String> {
    match record.get(name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A flag; tables write it as a word.
fn flag(record: &Map<String, Value>, name: &str) -> bool {
    match record.get(name) {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(word)) => ["true", "1", "yes"].iter().any(|yes| word.eq_ignore_ascii_case(yes)),
        _ => false,
    }
}

/// Whether a member holds anything.
fn holds(record: &Map<String, Value>, name: &str) -> bool {
    match record.get(name) {
        None | Some(Value::Null | Value::Bool(false)) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(items)) => !items.is_empty(),
        Some(Value::Object(members)) => !members.is_empty(),
        Some(_) => true,
    }
}

/// An https address of an image; others are not taken, and nobody misses a picture that no browser would load.
fn picture(record: &Map<String, Value>, name: &str) -> Option<String> {
    text(record, name).filter(|url| url.starts_with("https://"))
}
