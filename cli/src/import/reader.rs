//! A file as records with their place in it, mapped and put into batches. What cannot be read or mapped is a refused line, not the end.

use super::{
    BATCH, document,
    line::Line,
    table,
    vendor::{Mapping, Vendor},
};
use crate::Problem;
use serde_json::{Map, Value};
use std::{
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};
use tokio::sync::mpsc;

/// Bytes of a batch, below the 4 MiB that one request may have.
const BATCH_BYTES: usize = 3_500_000;
/// How far a first line is looked at: a longer one is a whole document.
const FIRST_LINE: u64 = 256 * 1024;

/// A record and where it is: its line, or in a JSON document its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// From 1.
    pub line: u64,
    /// The user, or why there is none.
    pub record: Result<Line, String>,
}

/// Items that are sent together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) items: Vec<Item>,
    bytes: usize,
}

fn unreadable(file: &Path, why: impl ToString) -> Problem {
    Problem::new(
        format!("{} could not be read", file.display()),
        why.to_string(),
        "give the file as the provider wrote it; what was read before is imported, and --resume goes on behind it",
    )
}

/// Whether the file is a table: by its name, for some providers write both.
fn is_table(file: &Path, from: Vendor) -> bool {
    let named = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    from == Vendor::Csv || (named && from != Vendor::Json)
}

/// Reads a file; `take` says with false that it has enough.
pub fn read(file: &Path, from: Vendor, mapping: &Mapping, take: &mut dyn FnMut(Item) -> bool) -> Result<(), Problem> {
    let opened = File::open(file).map_err(|error| unreadable(file, error))?;
    let mut source = BufReader::with_capacity(256 * 1024, opened);
    let mut give = |line: u64, record: Result<Map<String, Value>, String>| {
        let record = record.and_then(|record| mapping.line(&record));
        take(Item { line, record })
    };
    let read = if is_table(file, from) {
        let names = (from == Vendor::Firebase).then_some(table::FIREBASE);
        table::read(source, names, &mut give)
    } else {
        let mut first = Vec::new();
        let looked = source.by_ref().take(FIRST_LINE).read_until(b'\n', &mut first);
        looked.map_err(|error| unreadable(file, error))?;
        if is_a_record(&first) {
            by_line(first, source, &mut give).map_err(|error| error.to_string())
        } else {
            let mut number = 0;
            document::read(first.as_slice().chain(source), &mut |record| {
                number += 1;
                give(number, Ok(record))
            })
        }
    };
    read.map_err(|why| unreadable(file, why))
}

/// A first line that is one user by itself: then every line is.
fn is_a_record(first: &[u8]) -> bool {
    let whole: Result<Map<String, Value>, _> = serde_json::from_slice(first);
    whole.is_ok_and(|record| !record.contains_key("users") && !record.contains_key("Users"))
}

fn by_line(
    first: Vec<u8>,
    mut source: impl BufRead,
    give: &mut dyn FnMut(u64, Result<Map<String, Value>, String>) -> bool,
) -> std::io::Result<()> {
    let (mut line, mut number) = (first, 1);
    while !line.is_empty() {
        let text = line.trim_ascii();
        let record = serde_json::from_slice(text).map_err(|error| format!("This is no JSON object: {error}."));
        if !text.is_empty() && !give(number, record) {
            break;
        }
        line.clear();
        source.read_until(b'\n', &mut line)?;
        number += 1;
    }
    Ok(())
}

/// Reads and maps a file behind its first `done` records, until nobody takes batches any more.
pub(super) fn batches(
    file: &Path,
    from: Vendor,
    mapping: &Mapping,
    done: u64,
    to: &mpsc::Sender<Batch>,
) -> Result<(), Problem> {
    let mut batch = Batch::default();
    let mut seen = 0;
    read(file, from, mapping, &mut |item| {
        seen += 1;
        if seen <= done {
            return true;
        }
        batch.bytes += weight(&item);
        batch.items.push(item);
        if batch.items.len() < BATCH && batch.bytes < BATCH_BYTES {
            return true;
        }
        to.blocking_send(std::mem::take(&mut batch)).is_ok()
    })?;
    if !batch.items.is_empty() {
        // Whoever took the batches has said already why it takes no more.
        let _gone = to.blocking_send(batch);
    }
    Ok(())
}

/// Roughly what an item weighs in a request.
fn weight(item: &Item) -> usize {
    let text = |text: &Option<String>| text.as_ref().map_or(0, |text| text.len() + 20);
    item.record.as_ref().map_or(0, |line| {
        let texts = [
            &line.password_hash,
            &line.name,
            &line.given_name,
            &line.family_name,
            &line.picture,
            &line.external_id,
        ];
        line.email.len() + 80 + texts.into_iter().map(text).sum::<usize>()
    })
}
