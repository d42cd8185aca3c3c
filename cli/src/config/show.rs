//! A plan for people, and for programs.

use super::{
    plan::{Action, FieldChange, Plan, Step},
    risk::differences,
};
use crate::{Problem, table::cell, terminal::Terminal};
use serde_json::{Value, json};

/// Letters of a value on one line.
const MOST: usize = 120;

fn short(value: &Value) -> String {
    let text = match value {
        Value::String(text) => format!("\"{text}\""),
        other => other.to_string(),
    };
    let text = cell(&Value::String(text));
    if text.chars().count() <= MOST {
        return text;
    }
    text.chars().take(MOST).chain(['…']).collect()
}

fn title(step: &Step) -> String {
    if step.name.is_empty() {
        step.kind.noun().to_owned()
    } else {
        format!("{} {}", step.kind.noun(), cell(&Value::String(step.name.clone())))
    }
}

/// What a step is called while it is done.
pub(super) fn doing(step: &Step) -> String {
    let verb = match step.action {
        Action::Create => "create",
        Action::Change => "change",
        Action::Delete => "delete",
        Action::Stray => "leave",
    };
    format!("{verb} {}", title(step))
}

fn field(action: Action, field: &FieldChange) -> Vec<String> {
    if action == Action::Create {
        return vec![format!("      {}: {}", field.path, short(&field.to))];
    }
    if field.from.is_array() && field.to.is_array() {
        let (added, removed) = differences(&field.from, &field.to);
        if !(added.is_empty() && removed.is_empty()) {
            let line = |sign: char, word: &String| format!("        {sign} {}", cell(&Value::String(word.clone())));
            let mut lines = vec![format!("      {}:", field.path)];
            lines.extend(removed.iter().map(|word| line('-', word)));
            lines.extend(added.iter().map(|word| line('+', word)));
            return lines;
        }
    }
    vec![format!(
        "      {}: {} → {}",
        field.path,
        short(&field.from),
        short(&field.to)
    )]
}

/// The plan in words.
pub(super) fn text(plan: &Plan, terminal: &mut Terminal) -> Result<(), Problem> {
    for note in &plan.notes {
        terminal.say(format!("  note: {}", cell(&Value::String(note.clone()))))?;
    }
    for step in plan.changes() {
        let sign = match step.action {
            Action::Create => '+',
            Action::Delete => '-',
            _ => '~',
        };
        terminal.say(format!("  {sign} {}", doing(step)))?;
        for line in step.fields.iter().flat_map(|one| field(step.action, one)) {
            terminal.say(line)?;
        }
        for risk in &step.risks {
            terminal.say(format!("      ! {}", cell(&Value::String(risk.clone()))))?;
        }
    }
    for stray in plan.steps.iter().filter(|step| step.action == Action::Stray) {
        terminal.say(format!("  ? {} is not in the file; --prune deletes it", title(stray)))?;
    }
    terminal.say(sum(plan))
}

fn sum(plan: &Plan) -> String {
    let of = |action: Action| plan.steps.iter().filter(|step| step.action == action).count();
    if plan.changes().next().is_none() {
        return "Nothing to do.".to_owned();
    }
    let risks: usize = plan.changes().map(|step| step.risks.len()).sum();
    let risks = match risks {
        0 => String::new(),
        1 => "; 1 warning (!)".to_owned(),
        many => format!("; {many} warnings (!)"),
    };
    format!(
        "{} to create, {} to change, {} to delete{risks}.",
        of(Action::Create),
        of(Action::Change),
        of(Action::Delete)
    )
}

fn object(step: &Step) -> Value {
    let fields = step.fields.iter();
    let fields: Vec<Value> = fields
        .map(|field| json!({"field": field.path, "from": field.from, "to": field.to}))
        .collect();
    json!({
        "section": step.kind.section(),
        "name": step.name,
        "id": step.id,
        "action": match step.action {
            Action::Create => "create",
            Action::Change => "change",
            Action::Delete => "delete",
            Action::Stray => "not_in_file",
        },
        "fields": fields,
        "risks": step.risks,
    })
}

/// The plan for programs.
pub(super) fn json(plan: &Plan, slug: &str, terminal: &mut Terminal) -> Result<(), Problem> {
    let (strays, changes): (Vec<&Step>, Vec<&Step>) = plan.steps.iter().partition(|step| step.action == Action::Stray);
    let all = |steps: &[&Step]| steps.iter().map(|step| object(step)).collect::<Vec<_>>();
    let whole = json!({
        "aero2_plan": 1,
        "application": slug,
        "changes": all(&changes),
        "not_in_file": all(&strays),
        "notes": plan.notes,
    });
    written(&whole, terminal)
}

fn written(whole: &Value, terminal: &mut Terminal) -> Result<(), Problem> {
    let text = serde_json::to_string_pretty(whole)
        .map_err(|error| Problem::new("The answer could not be written", error.to_string(), "report this"))?;
    terminal.say(text)
}

/// The drift for programs: `from` is the file's, `to` what runs.
pub(super) fn drift_json(plan: &Plan, slug: &str, terminal: &mut Terminal) -> Result<(), Problem> {
    let drifted = |step: &Step| {
        let fields = step.fields.iter().filter(|_| step.action == Action::Change);
        let fields: Vec<Value> = fields
            .map(|field| json!({"field": field.path, "from": field.to, "to": field.from}))
            .collect();
        json!({
            "section": step.kind.section(),
            "name": step.name,
            "id": step.id,
            "drift": match step.action {
                Action::Create => "missing",
                Action::Change => "changed",
                Action::Delete | Action::Stray => "made_outside",
            },
            "fields": fields,
        })
    };
    let drift: Vec<Value> = plan.steps.iter().map(drifted).collect();
    written(
        &json!({"aero2_drift": 1, "application": slug, "drift": drift}),
        terminal,
    )
}

/// What is running as seen from the file: what others did meanwhile.
pub(super) fn drift(plan: &Plan, terminal: &mut Terminal) -> Result<(), Problem> {
    for step in &plan.steps {
        let what = match step.action {
            Action::Create => "is gone, or was never made",
            Action::Change => "was changed:",
            Action::Delete | Action::Stray => "was made outside",
        };
        terminal.say(format!("  {} {what}", title(step)))?;
        if step.action != Action::Change {
            continue;
        }
        for one in &step.fields {
            let back = FieldChange {
                path: one.path.clone(),
                from: one.to.clone(),
                to: one.from.clone(),
            };
            for line in field(Action::Change, &back) {
                terminal.say(line)?;
            }
        }
    }
    match plan.steps.len() {
        0 => terminal.say("Nothing was changed outside the file."),
        1 => terminal.say("One thing differs from the file."),
        many => terminal.say(format!("{many} things differ from the file.")),
    }
}
