//! The running application, as a document with the version of each thing.

use super::{
    document::{Document, Entity, VARIABLES},
    fields::{FOR, SECRET},
    reference::Clients,
    shape::Kind,
};
use crate::{
    Problem,
    api::{Api, Ask, Refused},
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What is running.
pub(super) struct Running {
    pub(super) slug: String,
    pub(super) issuer: String,
    pub(super) document: Document,
    /// Nobody changes these.
    pub(super) system_roles: Vec<String>,
    /// Of every template, also of those in the shipped words.
    pub(super) template_versions: BTreeMap<String, u64>,
}

fn unread(refused: Refused) -> Problem {
    refused.problem("The application could not be read")
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn version(shown: &Map<String, Value>) -> u64 {
    shown.get("version").and_then(Value::as_u64).unwrap_or_default()
}

impl Running {
    /// Reads all of it.
    pub(super) async fn read(api: &Api) -> Result<Self, Problem> {
        let shown = object(api.send(Ask::get(Kind::Application.path())).await.map_err(unread)?.body);
        let of = |name: &str| shown.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut running = Self {
            slug: of("slug"),
            issuer: of("issuer"),
            document: Document {
                slug: Some(of("slug")),
                ..Document::default()
            },
            system_roles: Vec::new(),
            template_versions: BTreeMap::new(),
        };
        // One version for all three: the oldest that was read, so that a change in between is noticed.
        let oldest = version(&shown);
        running.add(Kind::Application, &shown, oldest);
        for kind in [Kind::Settings, Kind::Branding] {
            let found = object(api.send(Ask::get(kind.path())).await.map_err(unread)?.body);
            running.add(kind, &found, oldest);
        }
        for kind in [Kind::Role, Kind::Client, Kind::Provider, Kind::Template, Kind::Claims] {
            running.document.sections.insert(kind, Vec::new());
            for row in api.all(kind.path(), &[]).await.map_err(unread)? {
                running.row(kind, &object(row));
            }
        }
        Ok(running)
    }

    /// Its clients, as a document may call them.
    pub(super) fn clients(&self) -> Clients {
        Clients::of(self.document.entities(Kind::Client))
    }

    fn row(&mut self, kind: Kind, shown: &Map<String, Value>) {
        let is = |name: &str| shown.get(name).and_then(Value::as_bool).unwrap_or_default();
        match kind {
            Kind::Role if is("system") => {
                self.system_roles.push(kind.name(shown));
                return;
            }
            Kind::Template => {
                self.template_versions.insert(kind.name(shown), version(shown));
                if is("is_default") {
                    return;
                }
            }
            _ => {}
        }
        self.add(kind, shown, version(shown));
    }

    fn add(&mut self, kind: Kind, shown: &Map<String, Value>, version: u64) {
        let mut fields = kind.configured(shown);
        if kind == Kind::Provider {
            let has = shown.get("has_client_secret").and_then(Value::as_bool) == Some(true);
            let reference = json!({"env": variable_of(&kind.name(shown))});
            fields.insert(SECRET.to_owned(), if has { reference } else { Value::Null });
        }
        if kind == Kind::Claims
            && let Some(client) = shown.get("client_id").and_then(Value::as_str)
        {
            fields.insert(FOR.to_owned(), json!(self.clients().call(client)));
        }
        let id = kind.id().and_then(|name| shown.get(name)?.as_str());
        self.document.sections.entry(kind).or_default().push(Entity {
            id: id.map(str::to_owned),
            fields,
            version,
            at: String::new(),
        });
    }
}

/// `AERO2_IDP_MY_GITHUB_SECRET`, for the provider `my-github`.
fn variable_of(name: &str) -> String {
    let letters = name.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() {
            letter.to_ascii_uppercase()
        } else {
            '_'
        }
    });
    format!("{VARIABLES}{}_SECRET", letters.collect::<String>())
}
