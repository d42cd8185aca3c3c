//! Rows for people, or JSON for programs.

use crate::{Problem, terminal::Terminal};
use serde_json::Value;

/// One value on one line, without anything that could move the cursor.
pub(crate) fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    };
    let clean = |letter: char| if letter.is_control() { ' ' } else { letter };
    text.chars().map(clean).collect()
}

/// A member that is a text; nothing where it is none.
pub(crate) fn text(thing: &Value, name: &str) -> String {
    let found = thing.get(name).and_then(Value::as_str);
    found.unwrap_or_default().to_owned()
}

fn pretty(value: &Value) -> Result<String, Problem> {
    serde_json::to_string_pretty(value)
        .map_err(|error| Problem::new("The answer could not be written", error.to_string(), "report this"))
}

/// A list, a column for each name.
pub(crate) fn rows(terminal: &mut Terminal, json: bool, columns: &[&str], rows: &[Value]) -> Result<(), Problem> {
    if json {
        return terminal.say(pretty(&Value::Array(rows.to_vec()))?);
    }
    let mut lines: Vec<Vec<String>> = vec![columns.iter().map(|name| name.to_uppercase()).collect()];
    lines.extend(
        rows.iter()
            .map(|row| columns.iter().map(|name| cell(&row[*name])).collect::<Vec<_>>()),
    );
    let width = |at: usize| {
        let cells = lines.iter().filter_map(|line| line.get(at));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns.len()).map(width).collect();
    for line in &lines {
        let cells = line.iter().zip(&widths);
        let padded: Vec<String> = cells.map(|(cell, width)| format!("{cell:<width$}")).collect();
        terminal.say(padded.join("  ").trim_end())?;
    }
    Ok(())
}

/// One thing, a line for each member.
pub(crate) fn one(terminal: &mut Terminal, json: bool, thing: &Value) -> Result<(), Problem> {
    let Some(members) = thing.as_object().filter(|_| !json) else {
        return terminal.say(pretty(thing)?);
    };
    let width = members.keys().map(|name| name.chars().count()).max().unwrap_or(0);
    for (name, value) in members {
        terminal.say(format!("{name:<width$}  {}", cell(value)))?;
    }
    Ok(())
}
