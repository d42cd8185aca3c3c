//! A file's mistakes, each with its path and line, collected before anything is said.

use super::{
    document::{Document, Entity, VARIABLES, fits},
    fields::Holds,
    lines::{Lines, kind_of, member},
    shape::Kind,
};
use crate::Problem;
use serde_json::{Map, Value};
use std::{collections::BTreeMap, path::Path};

/// Settings that may be null where they are a text now.
const NULLABLE: &[&str] = &["webauthn_rp_id"];

/// What was found so far.
pub(super) struct Mistakes<'f> {
    file: &'f Path,
    lines: Lines,
    running: &'f Document,
    found: Vec<(Option<usize>, String)>,
}

impl<'f> Mistakes<'f> {
    pub(super) fn new(text: &str, file: &'f Path, running: &'f Document) -> Self {
        let mut all = Self {
            file,
            lines: Lines::of(text),
            running,
            found: Vec::new(),
        };
        for (path, line) in std::mem::take(&mut all.lines.twice) {
            all.found.push((Some(line), format!("{path}: it stands twice")));
        }
        all
    }

    pub(super) fn wrong(&mut self, path: &str, why: impl AsRef<str>) {
        let what = if path.is_empty() {
            why.as_ref().to_owned()
        } else {
            format!("{path}: {}", why.as_ref())
        };
        self.found.push((self.lines.at(path), what));
    }

    /// All of them, or none.
    pub(super) fn done(mut self) -> Result<(), Problem> {
        if self.found.is_empty() {
            return Ok(());
        }
        self.found.sort();
        let file = self.file.display();
        let lines: Vec<String> = self
            .found
            .iter()
            .map(|(line, what)| match line {
                Some(line) => format!("\n    {file}:{line}: {what}"),
                None => format!("\n    {file}: {what}"),
            })
            .collect();
        let count = lines.len();
        let what = format!("{file} cannot be used");
        let counted = if count == 1 {
            "one mistake".to_owned()
        } else {
            format!("{count} mistakes")
        };
        Err(Problem::new(
            what,
            format!("it has {counted}:{}", lines.concat()),
            "mend what is named; `aero2 config export` shows the form",
        ))
    }

    /// The fields of one thing.
    pub(super) fn fields(&mut self, kind: Kind, at: &str, fields: &Map<String, Value>) {
        if kind.fields().is_empty() {
            let running = self.running.entities(kind).first();
            let running = running.map(|entity| entity.fields.clone()).unwrap_or_default();
            self.like(at, fields, &running);
            return;
        }
        for (name, value) in fields {
            let path = member(at, name);
            match kind.field(name) {
                Some(field) if value.is_null() && field.nullable => {}
                Some(field) if fits(field.holds, value) => {}
                Some(field) => self.wrong(&path, misfit(field.holds, value)),
                None if self.is_newer(kind, name) => {}
                None => {
                    let known = kind.fields().iter().map(|field| field.name);
                    self.wrong(&path, unknown(name, known));
                }
            }
        }
        let absent = kind.fields().iter().filter(|field| field.required);
        for field in absent.filter(|field| !fields.contains_key(field.name)) {
            self.wrong(at, format!("{} is missing", field.name));
        }
    }

    /// Whether things of the running application have a field that this command does not know.
    fn is_newer(&self, kind: Kind, name: &str) -> bool {
        let mut known = self.running.entities(kind).iter();
        known.any(|entity| entity.fields.contains_key(name))
    }

    /// Members that the running document has, each of the kind that it is there.
    fn like(&mut self, at: &str, fields: &Map<String, Value>, running: &Map<String, Value>) {
        for (name, value) in fields {
            let path = member(at, name);
            match (running.get(name), value) {
                // Texts by language and name: which there are, the platform knows.
                (None, _) if at.starts_with("branding.") => {}
                (None, _) => self.wrong(&path, unknown(name, running.keys().map(String::as_str))),
                (Some(Value::Object(running)), Value::Object(value)) => self.like(&path, value, running),
                (Some(Value::Null), _) => {}
                (Some(Value::String(_)), Value::Null) if NULLABLE.contains(&name.as_str()) || at == "branding" => {}
                (Some(known), value) if std::mem::discriminant(known) == std::mem::discriminant(value) => {}
                (Some(known), value) => {
                    let why = format!("it is {}, and must be {}", kind_of(value), kind_of(known));
                    self.wrong(&path, why);
                }
            }
        }
    }

    /// Names and ids that several things have, and names that are not theirs to have.
    pub(super) fn names(&mut self, kind: Kind, entities: &[Entity]) {
        if kind.is_single() {
            return;
        }
        let (mut names, mut ids) = (BTreeMap::new(), BTreeMap::new());
        for entity in entities {
            let name = kind.name(&entity.fields);
            if let Some(id) = &entity.id
                && let Some(first) = ids.insert(id.clone(), entity.at.clone())
            {
                self.wrong(&entity.at, format!("{first} has the same id"));
            }
            // Clients may share a name: then each is told by its id.
            if kind == Kind::Client && entity.id.is_some() {
                continue;
            }
            if let Some(first) = names.insert(name.clone(), entity.at.clone()) {
                self.wrong(&entity.at, format!("{first} is called {name}, too"));
            }
        }
    }
}

fn misfit(holds: Holds, value: &Value) -> String {
    let must = match holds {
        Holds::Text => "a text",
        Holds::Number => "a whole number",
        Holds::Flag => "true or false",
        Holds::Texts => "a list of texts",
        Holds::Object => "an object",
        Holds::Secret => {
            return format!(
                "a secret is not written down: use {{\"env\": \"{VARIABLES}…\"}}, and set that when it is applied"
            );
        }
    };
    format!("it is {}, and must be {must}", kind_of(value))
}

/// No such field, and the one that was probably meant.
fn unknown<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> String {
    let nearest = known.map(|known| (distance(name, known), known)).min();
    match nearest {
        Some((distance, nearest)) if distance <= 2 => format!("there is no such field; did you mean {nearest}?"),
        _ => "there is no such field".to_owned(),
    }
}

/// How many letters have to be put in, left out or changed (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let mut row: Vec<usize> = (0..=to.chars().count()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut next = vec![at + 1];
        for ((other, over), before) in to.chars().zip(&row).zip(row.iter().skip(1)) {
            let left = next.last().copied().unwrap_or(0);
            next.push((over + usize::from(letter != other)).min(before + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
