//! What has to happen for the running application to become what a document says.
//!
//! A field that the document does not name stays as it is, and so does a section; what is not in a section goes with `--prune` alone.

use super::{
    document::{Document, Entity, variable},
    fields::SECRET,
    reference, risk,
    running::Running,
    shape::Kind,
};
use crate::Problem;
use serde_json::{Map, Value};

/// What happens to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    Create,
    Change,
    Delete,
    /// It is not in the file, and stays.
    Stray,
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FieldChange {
    pub(super) path: String,
    pub(super) from: Value,
    pub(super) to: Value,
}

/// One thing and what happens to it.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) action: Action,
    pub(super) id: Option<String>,
    /// Of the running one: what is sent as `If-Match`.
    pub(super) version: u64,
    pub(super) fields: Vec<FieldChange>,
    pub(super) risks: Vec<String>,
    /// What is sent, without the secret.
    pub(super) body: Map<String, Value>,
    /// The variable that the secret is in.
    pub(super) secret: Option<String>,
}

/// All of it.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) steps: Vec<Step>,
    pub(super) notes: Vec<String>,
}

impl Plan {
    /// What would be done.
    pub(super) fn changes(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.action != Action::Stray)
    }
}

/// Compares; `set` says whether a variable is set.
pub(super) fn plan(
    wanted: &Document,
    running: &Running,
    prune: bool,
    set: &dyn Fn(&str) -> bool,
) -> Result<Plan, Problem> {
    let mut planner = Planner {
        running,
        set,
        plan: Plan {
            steps: Vec::new(),
            notes: Vec::new(),
        },
        mistakes: Vec::new(),
    };
    if let Some(slug) = wanted.slug.as_ref().filter(|slug| **slug != running.slug) {
        let note = format!("The document is from the application {slug}; this is {}.", running.slug);
        planner.plan.notes.push(note);
    }
    for (kind, entities) in &wanted.sections {
        if *kind == Kind::Claims {
            let (settled, mistakes) = reference::settle(&running.clients(), entities, wanted);
            planner.mistakes.extend(mistakes);
            planner.section(*kind, &settled, prune);
        } else {
            planner.section(*kind, entities, prune);
        }
    }
    if !planner.mistakes.is_empty() {
        return Err(Problem::new(
            "The document cannot be applied here",
            planner.mistakes.join("\n       "),
            "mend what is named and run it again",
        ));
    }
    let mut plan = planner.plan;
    risk::assess(&mut plan, running);
    Ok(plan)
}

struct Planner<'r> {
    running: &'r Running,
    set: &'r dyn Fn(&str) -> bool,
    plan: Plan,
    mistakes: Vec<String>,
}

impl Planner<'_> {
    fn section(&mut self, kind: Kind, wanted: &[Entity], prune: bool) {
        let here = self.running.document.entities(kind);
        let mut left: Vec<&Entity> = here.iter().collect();
        // Ids first: a thing that was renamed is the same thing.
        let mut pairs: Vec<(&Entity, Option<&Entity>)> = Vec::new();
        for entity in wanted {
            let is_it = |known: &&Entity| kind.is_single() || (entity.id.is_some() && known.id == entity.id);
            let found = left.iter().position(is_it).map(|at| left.remove(at));
            pairs.push((entity, found));
        }
        for (entity, found) in pairs {
            let found = found.or_else(|| self.by_name(kind, entity, &mut left));
            match found {
                Some(running) => self.change(kind, entity, running),
                None => self.create(kind, entity),
            }
        }
        let action = if prune { Action::Delete } else { Action::Stray };
        for gone in left {
            self.plan.steps.push(Step {
                action,
                ..bare(kind, gone, Some(gone))
            });
        }
    }

    fn by_name<'e>(&mut self, kind: Kind, entity: &Entity, left: &mut Vec<&'e Entity>) -> Option<&'e Entity> {
        let name = kind.name(&entity.fields);
        let is_it = |known: &&Entity| kind.name(&known.fields) == name;
        if left.iter().filter(|known| is_it(known)).count() > 1 {
            let why = format!(
                "{}: several {}s are called {name}: say which by its id",
                entity.at,
                kind.noun()
            );
            self.mistakes.push(why);
        }
        let at = left.iter().position(is_it)?;
        Some(left.remove(at))
    }

    fn change(&mut self, kind: Kind, wanted: &Entity, running: &Entity) {
        let mut step = bare(kind, running, Some(running));
        for (name, to) in &wanted.fields {
            let from = running.fields.get(name).unwrap_or(&Value::Null);
            if kind == Kind::Provider && name == SECRET {
                self.secret(&mut step, from, to);
                continue;
            }
            if let (true, Some(from), Some(to)) = (kind.merges(name), from.as_object(), to.as_object()) {
                members(kind, &mut step, name, (from, to));
            } else if !same(kind, name, from, to) {
                if kind.field(name).is_some_and(|field| field.fixed) {
                    let id = kind.id().unwrap_or_default();
                    let why = format!("{}.{name}: this is fixed; without {id} another one is made", wanted.at);
                    self.mistakes.push(why);
                }
                step.fields.push(change(name.clone(), from, to));
                step.body.insert(name.clone(), to.clone());
            }
        }
        if step.fields.is_empty() {
            return;
        }
        if kind == Kind::Template {
            // Its words are set together.
            for name in ["subject", "body"] {
                step.body
                    .insert(name.to_owned(), wanted.fields.get(name).cloned().unwrap_or_default());
            }
        }
        self.plan.steps.push(step);
    }

    /// A reference is compared with nothing: the secret is set where its variable is.
    fn secret(&mut self, step: &mut Step, from: &Value, to: &Value) {
        let kept = |has: &Value| if has.is_null() { Value::Null } else { "a secret".into() };
        match variable(to) {
            Some(name) if (self.set)(name) => {
                let to = Value::String(format!("the secret in {name}"));
                step.fields.push(change(SECRET.to_owned(), &kept(from), &to));
                step.secret = Some(name.to_owned());
            }
            Some(name) if from.is_null() => {
                let note = format!(
                    "{} {}: it has no secret, and {name} is not set.",
                    step.kind.noun(),
                    step.name
                );
                self.plan.notes.push(note);
            }
            Some(_) => {}
            None if from.is_null() => {}
            None => {
                step.fields.push(change(SECRET.to_owned(), &kept(from), &Value::Null));
                step.body.insert(SECRET.to_owned(), Value::Null);
            }
        }
    }

    fn create(&mut self, kind: Kind, wanted: &Entity) {
        let mut step = bare(kind, wanted, None);
        step.action = Action::Create;
        if kind == Kind::Role && self.running.system_roles.contains(&step.name) {
            let why = format!(
                "{}: {} is a role of the platform, which nobody changes",
                wanted.at, step.name
            );
            self.mistakes.push(why);
        }
        for (name, to) in wanted.fields.iter().filter(|(_, to)| !to.is_null()) {
            if kind == Kind::Provider && name == SECRET {
                self.secret(&mut step, &Value::Null, to);
                continue;
            }
            let is_its_name = kind == Kind::Template && matches!(name.as_str(), "kind" | "locale");
            if !is_its_name {
                step.body.insert(name.clone(), to.clone());
            }
            step.fields.push(change(name.clone(), &Value::Null, to));
        }
        if kind == Kind::Template {
            // It may have been set before, and taken back.
            step.version = self.running.template_versions.get(&step.name).copied().unwrap_or(0);
        }
        self.plan.steps.push(step);
    }
}

fn members(kind: Kind, step: &mut Step, name: &str, (from, to): (&Map<String, Value>, &Map<String, Value>)) {
    let mut part = Map::new();
    for (inner, to) in to {
        let from = from.get(inner).unwrap_or(&Value::Null);
        if !same(kind, inner, from, to) {
            step.fields.push(change(format!("{name}.{inner}"), from, to));
            part.insert(inner.clone(), to.clone());
        }
    }
    if !part.is_empty() {
        step.body.insert(name.to_owned(), Value::Object(part));
    }
}

fn bare(kind: Kind, named: &Entity, running: Option<&Entity>) -> Step {
    Step {
        kind,
        name: kind.name(&named.fields),
        action: Action::Change,
        id: running.and_then(|running| running.id.clone()),
        version: running.map_or(0, |running| running.version),
        fields: Vec::new(),
        risks: Vec::new(),
        body: Map::new(),
        secret: None,
    }
}

fn change(path: String, from: &Value, to: &Value) -> FieldChange {
    FieldChange {
        path,
        from: from.clone(),
        to: to.clone(),
    }
}

/// Whether two values mean the same.
fn same(kind: Kind, name: &str, from: &Value, to: &Value) -> bool {
    if from == to || !kind.is_a_set(name) {
        return from == to;
    }
    sorted(from) == sorted(to)
}

fn sorted(value: &Value) -> Vec<String> {
    let mut words: Vec<String> = match value {
        Value::String(text) => text.split_whitespace().map(str::to_owned).collect(),
        Value::Array(all) => all.iter().map(ToString::to_string).collect(),
        other => vec![other.to_string()],
    };
    words.sort();
    words.dedup();
    words
}
