//! The document: what is configured, of the running application or in a file. A file's mistakes are named all at once.

use super::{fields::Holds, mistakes::Mistakes, shape::Kind};
use crate::Problem;
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, path::Path};

/// The version of documents.
pub(super) const VERSION: u64 = 1;
/// The member that says it.
pub(super) const MARK: &str = "aero2_config";

/// One thing that is configured.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) id: Option<String>,
    pub(super) fields: Map<String, Value>,
    /// Of the running one.
    pub(super) version: u64,
    /// Where it stands in the file.
    pub(super) at: String,
}

/// Sections with their things.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    /// The slug of the application it is from.
    pub(super) slug: Option<String>,
    pub(super) sections: BTreeMap<Kind, Vec<Entity>>,
}

impl Document {
    pub(super) fn entities(&self, kind: Kind) -> &[Entity] {
        self.sections.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The document as it is written: the same text for the same state.
    pub(super) fn written(&self) -> Result<String, Problem> {
        let mut whole = Map::new();
        whole.insert(MARK.to_owned(), json!(VERSION));
        for (kind, entities) in &self.sections {
            let mut sorted: Vec<&Entity> = entities.iter().collect();
            sorted.sort_by_cached_key(|entity| (kind.name(&entity.fields), entity.id.clone()));
            let mut objects = sorted.into_iter().map(|entity| self.object(*kind, entity));
            let section = if kind.is_single() {
                objects.next().unwrap_or_default()
            } else {
                Value::Array(objects.collect())
            };
            whole.insert(kind.section().to_owned(), section);
        }
        let text = serde_json::to_string_pretty(&whole)
            .map_err(|error| Problem::new("The document could not be written", error.to_string(), "report this"))?;
        Ok(text + "\n")
    }

    fn object(&self, kind: Kind, entity: &Entity) -> Value {
        let mut object = Map::new();
        if kind == Kind::Application {
            object.insert("slug".to_owned(), json!(self.slug));
        }
        if let (Some(name), Some(id)) = (kind.id(), &entity.id) {
            object.insert(name.to_owned(), json!(id));
        }
        object.extend(entity.fields.clone());
        Value::Object(object)
    }

    /// Reads a file, with `running` for what settings there are.
    pub(super) fn read(text: &str, file: &Path, running: &Self) -> Result<Self, Problem> {
        let value: Value = serde_json::from_str(text).map_err(|error| {
            let why = format!("{}:{}: {error}", file.display(), error.line());
            Problem::new("This is no JSON", why, "mend it there")
        })?;
        let mut mistakes = Mistakes::new(text, file, running);
        let document = Self::found(&value, &mut mistakes);
        mistakes.done()?;
        Ok(document)
    }

    fn found(value: &Value, mistakes: &mut Mistakes<'_>) -> Self {
        let mut document = Self::default();
        let Some(whole) = value.as_object() else {
            mistakes.wrong("", "a document is an object");
            return document;
        };
        match whole.get(MARK).map(Value::as_u64) {
            Some(Some(VERSION)) => {}
            Some(_) => mistakes.wrong(MARK, "this command knows version 1 only"),
            None => mistakes.wrong("", format!("\"{MARK}\": {VERSION} is missing: is it a configuration?")),
        }
        for (name, section) in whole.iter().filter(|(name, _)| *name != MARK) {
            let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.section() == name) else {
                mistakes.wrong(name, "there is no such section");
                continue;
            };
            let entities = match (kind.is_single(), section) {
                (true, Value::Object(object)) => {
                    document.slug = slug(kind, object).or(document.slug);
                    vec![entity(kind, name.clone(), object, mistakes)]
                }
                (false, Value::Array(items)) => entities(kind, items, mistakes),
                (true, _) => {
                    mistakes.wrong(name, "this is an object");
                    continue;
                }
                (false, _) => {
                    mistakes.wrong(name, "this is a list");
                    continue;
                }
            };
            mistakes.names(kind, &entities);
            document.sections.insert(kind, entities);
        }
        document
    }
}

fn slug(kind: Kind, object: &Map<String, Value>) -> Option<String> {
    let slug = object.get("slug").filter(|_| kind == Kind::Application);
    slug.and_then(Value::as_str).map(str::to_owned)
}

fn entities(kind: Kind, items: &[Value], mistakes: &mut Mistakes<'_>) -> Vec<Entity> {
    let mut found = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let path = format!("{}[{at}]", kind.section());
        match item.as_object() {
            Some(object) => found.push(entity(kind, path, object, mistakes)),
            None => mistakes.wrong(&path, "this is an object"),
        }
    }
    found
}

fn entity(kind: Kind, at: String, object: &Map<String, Value>, mistakes: &mut Mistakes<'_>) -> Entity {
    let mut fields = object.clone();
    if kind == Kind::Application {
        fields.shift_remove("slug");
    }
    let id = kind.id().and_then(|name| fields.shift_remove(name));
    let id = match (id, kind.id()) {
        (Some(Value::String(id)), _) => Some(id),
        (Some(_), Some(name)) => {
            mistakes.wrong(&format!("{at}.{name}"), "an id is a text; leave it out for a new one");
            None
        }
        _ => None,
    };
    mistakes.fields(kind, &at, &fields);
    Entity {
        id,
        fields,
        version: 0,
        at,
    }
}

/// How the variable of a reference begins: a document that somebody else wrote must not send any other to a provider of theirs.
pub(super) const VARIABLES: &str = "AERO2_IDP_";

/// The variable that a reference names.
pub(super) fn variable(reference: &Value) -> Option<&str> {
    let reference = reference.as_object().filter(|members| members.len() == 1)?;
    reference
        .get("env")?
        .as_str()
        .filter(|name| name.starts_with(VARIABLES))
}

/// Whether a value is what a field holds.
pub(super) fn fits(holds: Holds, value: &Value) -> bool {
    match holds {
        Holds::Text => value.is_string(),
        Holds::Number => value.as_u64().is_some(),
        Holds::Flag => value.is_boolean(),
        Holds::Texts => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
        Holds::Object => value.is_object(),
        Holds::Secret => variable(value).is_some(),
    }
}
