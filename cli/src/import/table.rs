//! CSV files: a record per row, named by the first row, or by what the provider documents where it writes no names.

use serde_json::{Map, Value};
use std::io::Read;

/// The columns of `firebase auth:export --format=csv`, which has no row of names.
pub(super) const FIREBASE: &[&str] = &[
    "localId",
    "email",
    "emailVerified",
    "passwordHash",
    "salt",
    "displayName",
    "photoUrl",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "",
    "createdAt",
    "lastSignedInAt",
    "phoneNumber",
    "disabled",
    "customAttributes",
    "",
];

/// Takes a row's line and its record, or why there is none; false ends the reading.
pub(super) type Sink<'s> = &'s mut dyn FnMut(u64, Result<Map<String, Value>, String>) -> bool;

/// Reads every row. Empty cells are absent.
pub(super) fn read(source: impl Read, names: Option<&[&str]>, sink: Sink<'_>) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(names.is_none())
        .flexible(names.is_some())
        .from_reader(source);
    let names: Vec<String> = if let Some(names) = names {
        names.iter().map(|name| (*name).to_owned()).collect()
    } else {
        let first = reader.headers().map_err(|error| error.to_string())?;
        let bare = |name: &str| name.trim_start_matches('\u{feff}').trim().to_owned();
        first.iter().map(bare).collect()
    };
    for row in reader.records() {
        let goes_on = match row {
            Ok(row) => sink(row.position().map_or(0, csv::Position::line), Ok(record(&names, &row))),
            Err(error) => match error.position() {
                Some(at) => sink(at.line(), Err(error.to_string())),
                None => return Err(error.to_string()),
            },
        };
        if !goes_on {
            break;
        }
    }
    Ok(())
}

fn record(names: &[String], row: &csv::StringRecord) -> Map<String, Value> {
    let cells = names
        .iter()
        .zip(row.iter())
        .filter(|(name, cell)| !name.is_empty() && !cell.is_empty());
    cells.map(|(name, cell)| (name.clone(), Value::from(cell))).collect()
}
