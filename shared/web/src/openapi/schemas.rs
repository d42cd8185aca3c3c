//! The schemas of everything that is taken and given. A type that is read in another shape than it is written has two, and the one for reading is named `…Input`.

use schemars::{
    JsonSchema, SchemaGenerator,
    generate::{Contract, SchemaSettings},
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

const AT: &str = "#/components/schemas/";

/// All schemas so far.
#[derive(Debug)]
pub(super) struct Schemas {
    taken: SchemaGenerator,
    given: SchemaGenerator,
}

fn generator(contract: Contract) -> SchemaGenerator {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    settings.contract = contract;
    settings.into_generator()
}

impl Schemas {
    pub(super) fn new() -> Self {
        Self {
            taken: generator(Contract::Deserialize),
            given: generator(Contract::Serialize),
        }
    }

    /// Of what is read. Marked, so that the end can tell it from what is written.
    pub(super) fn taken<T: JsonSchema>(&mut self) -> Value {
        let mut schema = self.taken.subschema_for::<T>().to_value();
        rename(&mut schema, &|name| Some(format!("{name}{MARK}")));
        schema
    }

    /// Of what is written.
    pub(super) fn given<T: JsonSchema>(&mut self) -> Value {
        self.given.subschema_for::<T>().to_value()
    }

    /// All of them in the order of the alphabet. What refers to them is told their last names.
    pub(super) fn finish(mut self, document: &mut Value) -> Map<String, Value> {
        let given: BTreeMap<_, _> = self.given.take_definitions(true).into_iter().collect();
        let taken: BTreeMap<_, _> = self.taken.take_definitions(true).into_iter().collect();
        let apart = apart(&taken, &given);
        let last = |name: &str| {
            if apart.contains(name) {
                format!("{name}Input")
            } else {
                name.to_owned()
            }
        };
        rename(document, &|name| name.strip_suffix(MARK).map(last));
        let mut all = given;
        for (name, mut schema) in taken {
            rename(&mut schema, &|inner| Some(last(inner)));
            all.insert(last(&name), schema);
        }
        let reached = reached(document, &all);
        all.retain(|name, _| reached.contains(name));
        all.values_mut().for_each(words);
        all.into_iter().collect()
    }
}

/// What the document leads to. A view that leaves a member out has made its schema all the same.
fn reached(document: &Value, all: &BTreeMap<String, Value>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = references(document);
    while let Some(name) = open.pop() {
        if let Some(schema) = all.get(&name).filter(|_| reached.insert(name)) {
            open.extend(references(schema));
        }
    }
    reached
}

/// Words that each have a meaning, one of which it is, as a plain list of words: what they mean goes into the description.
fn words(schema: &mut Value) {
    let Some(members) = schema.as_object_mut() else { return };
    let text = |one: &Value, member: &str| one.get(member).and_then(Value::as_str).map(str::to_owned);
    let listed = |one: &Value| {
        // Some may be a list already: those that say nothing of themselves.
        let several = one.get("enum").and_then(Value::as_array).cloned();
        several.or_else(|| Some(vec![one.get("const").filter(|word| word.is_string())?.clone()]))
    };
    let Some(choices) = members.get("oneOf").and_then(Value::as_array).cloned() else {
        return;
    };
    let Some(all) = choices.iter().map(listed).collect::<Option<Vec<_>>>() else {
        return;
    };
    let mut says = members
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or("")
        .to_owned();
    for (word, meaning) in choices
        .iter()
        .filter_map(|one| text(one, "const").zip(text(one, "description")))
    {
        says = format!("{says}\n- `{word}`: {meaning}");
    }
    members.remove("oneOf");
    members.insert("type".to_owned(), "string".into());
    members.insert("enum".to_owned(), Value::Array(all.into_iter().flatten().collect()));
    members.insert("description".to_owned(), says.trim().into());
}

/// No schema's name ends so.
const MARK: &str = "~";

/// What is read in another shape than it is written, or holds something that is.
fn apart(taken: &BTreeMap<String, Value>, given: &BTreeMap<String, Value>) -> BTreeSet<String> {
    let both = || taken.iter().filter(|(name, _)| given.contains_key(*name));
    let mut apart: BTreeSet<String> = both()
        .filter(|(name, schema)| given.get(*name) != Some(schema))
        .map(|(name, _)| name.clone())
        .collect();
    loop {
        let more: Vec<String> = both()
            .filter(|(name, schema)| !apart.contains(*name) && references(schema).iter().any(|one| apart.contains(one)))
            .map(|(name, _)| name.clone())
            .collect();
        if more.is_empty() {
            return apart;
        }
        apart.extend(more);
    }
}

fn references(schema: &Value) -> Vec<String> {
    let mut copy = schema.clone();
    let found = std::cell::RefCell::new(Vec::new());
    rename(&mut copy, &|name| {
        found.borrow_mut().push(name.to_owned());
        None
    });
    found.into_inner()
}

/// Gives every reference the name that `new` has for it.
fn rename(value: &mut Value, new: &dyn Fn(&str) -> Option<String>) {
    match value {
        Value::Object(members) => {
            for (key, inner) in members {
                match inner {
                    Value::String(text) if key == "$ref" => {
                        let renamed = text.strip_prefix(AT).and_then(new);
                        if let Some(name) = renamed {
                            *text = format!("{AT}{name}");
                        }
                    }
                    other => rename(other, new),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| rename(one, new)),
        _ => {}
    }
}
