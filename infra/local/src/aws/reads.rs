//! Reads by key beside the writer: a second connection to the same `SQLite` file, which sees every committed write and waits for none.
//!
//! Most of what a hot request asks is one or two items by key. dynoxide parses and writes each item again and shares one connection with the
//! writes; here the stored text is the answer. Whatever is not exactly such a request, dynoxide answers.

use super::dynamodb::TABLE;
use super::units::Units;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// How many bytes of items one answer may hold here; `DynamoDB` leaves keys unprocessed at 16 MB, and so does dynoxide.
const MOST: usize = 1024 * 1024;
/// One read unit.
const UNIT: u64 = 4096;

/// The reading connection.
pub(super) struct Reads(Mutex<Connection>);

/// Text of a key attribute.
#[derive(Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Text<'a> {
    #[serde(rename = "S", borrow)]
    text: Cow<'a, str>,
}

/// The key of an item of the table.
#[derive(Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct Key<'a> {
    #[serde(rename = "PK", borrow)]
    pk: Text<'a>,
    #[serde(rename = "SK", borrow)]
    sk: Text<'a>,
}

impl Key<'_> {
    /// Partition and sort key.
    pub(super) fn texts(&self) -> [&str; 2] {
        [&self.pk.text, &self.sk.text]
    }
}

/// A `GetItem` without projection.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Get<'a> {
    #[serde(rename = "TableName", borrow)]
    table: Cow<'a, str>,
    #[serde(rename = "Key", borrow)]
    key: Key<'a>,
    #[serde(rename = "ConsistentRead", default)]
    strong: bool,
}

/// One table of a `BatchGetItem` without projection.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys<'a> {
    #[serde(rename = "Keys", borrow)]
    keys: Vec<Key<'a>>,
    #[serde(rename = "ConsistentRead", default)]
    strong: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch<'a> {
    #[serde(rename = "RequestItems", borrow)]
    tables: HashMap<Cow<'a, str>, Keys<'a>>,
}

fn units(size: u64, strong: bool) -> Units {
    let whole = u32::try_from(size.div_ceil(UNIT).max(1)).map_or(1.0, f64::from);
    Units {
        read: if strong { whole } else { whole / 2.0 },
        write: 0.0,
    }
}

impl Reads {
    /// Opens the file that the writer has made.
    pub(super) fn open(path: &Path) -> rusqlite::Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Self(Mutex::new(Connection::open_with_flags(path, flags)?)))
    }

    /// The answer and what it cost; nothing where dynoxide shall answer.
    pub(super) fn serve(&self, operation: &str, body: &[u8]) -> Option<(String, Units)> {
        match operation {
            "GetItem" => self.get(&serde_json::from_slice(body).ok()?),
            "BatchGetItem" => self.batch(&serde_json::from_slice(body).ok()?),
            _ => None,
        }
    }

    /// An item as it is stored, and its size. Number sets are answered in order, which only dynoxide knows.
    fn item(&self, key: &Key<'_>) -> Option<Option<(String, u64)>> {
        // What a key may be is dynoxide's to judge.
        let usual = |text: &str, most: usize| !text.is_empty() && text.len() <= most;
        if !usual(&key.pk.text, 2048) || !usual(&key.sk.text, 1024) {
            return None;
        }
        let connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // dynoxide writes the type in front of a key's text.
        let sql = "SELECT item_json, item_size FROM \"aero2\" WHERE pk = 'S:' || ?1 AND sk = 'S:' || ?2";
        let mut statement = connection.prepare_cached(sql).ok()?;
        let found: Option<(String, u64)> = statement
            .query_row(params![key.pk.text, key.sk.text], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()
            .ok()?;
        let sets = found.as_ref().is_some_and(|(item, _)| item.contains("\"NS\":"));
        (!sets).then_some(found)
    }

    fn get(&self, ask: &Get<'_>) -> Option<(String, Units)> {
        if ask.table != TABLE {
            return None;
        }
        Some(match self.item(&ask.key)? {
            Some((item, size)) => (format!("{{\"Item\":{item}}}"), units(size, ask.strong)),
            None => ("{}".to_owned(), units(0, ask.strong)),
        })
    }

    fn batch(&self, ask: &Batch<'_>) -> Option<(String, Units)> {
        let keys = ask.tables.get(TABLE).filter(|_| ask.tables.len() == 1)?;
        let repeated = keys
            .keys
            .iter()
            .enumerate()
            .any(|(at, key)| keys.keys.iter().skip(at + 1).any(|other| other == key));
        if keys.keys.is_empty() || keys.keys.len() > 100 || repeated {
            return None;
        }
        let (mut total, mut answer) = (Units::default(), format!("{{\"Responses\":{{\"{TABLE}\":["));
        let begin = answer.len();
        for key in &keys.keys {
            let found = self.item(key)?;
            total.read += units(found.as_ref().map_or(0, |(_, size)| *size), keys.strong).read;
            if let Some((item, _)) = found {
                let comma = if answer.len() > begin { "," } else { "" };
                write!(answer, "{comma}{item}").ok()?;
            }
            if answer.len() > MOST {
                return None;
            }
        }
        answer.push_str("]},\"UnprocessedKeys\":{}}");
        Some((answer, total))
    }
}
