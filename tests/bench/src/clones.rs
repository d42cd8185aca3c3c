//! Many applications, or many users of one application, made fast: the rows that the platform wrote for one, copied under new names.
//!
//! Items of the real shape with their index entries, at the speed of `SQLite`. What must be right to be used (a sign-in, a signature) is not
//! copied but made through the API; the copies are what such a one must be found among.

use crate::Outcome;
use domain::{ApplicationId, UserId};
use rusqlite::{Connection, params};
use std::path::Path;

/// A row of the table and the entries of its indexes.
struct Row {
    table: &'static str,
    fields: Vec<String>,
    size: i64,
}

const TABLE: &str = "aero2";
const INDEXES: [&str; 2] = ["aero2::gsi::list-index", "aero2::gsi::find-index"];
/// Copies between two commits.
const BATCH: u64 = 20_000;

fn said(error: rusqlite::Error) -> String {
    error.to_string()
}

/// The rows whose item says `word`, and their index entries.
fn rows(connection: &Connection, word: &str, except: &[&str]) -> Outcome<Vec<Row>> {
    let mut all = Vec::new();
    let sql = format!("SELECT pk, sk, item_json, hash_prefix, item_size FROM \"{TABLE}\" WHERE item_json LIKE ?1");
    let mut statement = connection.prepare(&sql).map_err(said)?;
    let found = statement.query_map(params![format!("%{word}%")], |row| {
        let fields = vec![row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        Ok(Row {
            table: TABLE,
            fields,
            size: row.get(4)?,
        })
    });
    for row in found.map_err(said)? {
        let row = row.map_err(said)?;
        let (pk, sk) = (
            row.fields.first().cloned().unwrap_or_default(),
            row.fields.get(1).cloned().unwrap_or_default(),
        );
        if except.iter().any(|part| pk.contains(part)) {
            continue;
        }
        for index in INDEXES {
            all.extend(entries(connection, index, &pk, &sk)?);
        }
        all.push(row);
    }
    if all.is_empty() {
        Err(format!("nothing says {word}"))
    } else {
        Ok(all)
    }
}

fn entries(connection: &Connection, index: &'static str, pk: &str, sk: &str) -> Outcome<Vec<Row>> {
    let sql = format!(
        "SELECT gsi_pk, gsi_sk, table_pk, table_sk, item_json FROM \"{index}\" WHERE table_pk = ?1 AND table_sk = ?2"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(said)?;
    let found = statement.query_map(params![pk, sk], |row| {
        let fields = vec![row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
        Ok(Row {
            table: index,
            fields,
            size: 0,
        })
    });
    found.map_err(said)?.map(|row| row.map_err(said)).collect()
}

fn insert(connection: &Connection, row: &Row, renamed: &[(&str, String)]) -> Outcome<()> {
    let renew = |text: &String| {
        renamed
            .iter()
            .fold(text.clone(), |text, (old, new)| text.replace(*old, new))
    };
    let fields: Vec<String> = row.fields.iter().map(renew).collect();
    let table = row.table;
    if table == TABLE {
        let sql = format!(
            "INSERT INTO \"{table}\" (pk, sk, item_json, hash_prefix, item_size) VALUES (?1, ?2, ?3, ?4, {})",
            row.size
        );
        let mut statement = connection.prepare_cached(&sql).map_err(said)?;
        statement.execute(rusqlite::params_from_iter(&fields)).map_err(said)?;
    } else {
        let sql = format!(
            "INSERT INTO \"{table}\" (gsi_pk, gsi_sk, table_pk, table_sk, item_json) VALUES (?1, ?2, ?3, ?4, ?5)"
        );
        let mut statement = connection.prepare_cached(&sql).map_err(said)?;
        statement.execute(rusqlite::params_from_iter(&fields)).map_err(said)?;
    }
    Ok(())
}

/// Copies `rows` `count` times; `renamed` names copy number n.
fn copy(
    data: &Path,
    what: &str,
    count: u64,
    prepare: impl FnOnce(&Connection) -> Outcome<Vec<Row>>,
    renamed: impl Fn(u64) -> Vec<(&'static str, String)>,
    words: &[(&'static str, String)],
) -> Outcome<()> {
    let connection = Connection::open(data.join("aero2.db")).map_err(said)?;
    connection
        .execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 20000;")
        .map_err(said)?;
    connection.set_prepared_statement_cache_capacity(64);
    let rows = prepare(&connection)?;
    for first in (0..count).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        connection.execute_batch("BEGIN").map_err(said)?;
        for number in first..count.min(first + BATCH) {
            let new = renamed(number);
            let pairs: Vec<(&str, String)> = words
                .iter()
                .filter_map(|(key, old)| Some((old.as_str(), new.iter().find(|(name, _)| name == key)?.1.clone())))
                .collect();
            for row in &rows {
                insert(&connection, row, &pairs)?;
            }
        }
        connection.execute_batch("COMMIT").map_err(said)?;
        eprintln!("bench: {what}: {} of {count}", count.min(first + BATCH));
    }
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .map_err(said)?;
    Ok(())
}

/// Sixteen bytes as a time-ordered identifier would have them: between the first and the last of those that are real.
fn between(number: u64, count: u64, span: (u64, u64)) -> [u8; 16] {
    let at = span.0 + (span.1.saturating_sub(span.0)) * number / count.max(1);
    let mut chance = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    chance ^= chance >> 29;
    let high = u128::from(at) << 80 | 0x7 << 76 | u128::from(number & 0xFFF) << 64;
    (high | 0x2 << 62 | u128::from(chance >> 2)).to_be_bytes()
}

fn milliseconds(bytes: &[u8; 16]) -> u64 {
    u64::try_from(u128::from_be_bytes(*bytes) >> 80).unwrap_or(0)
}

/// Users of one application beside `like`, between the oldest and the newest of `real`.
pub(crate) fn users(data: &Path, count: u64, like: &str, email: &str, real: &[String]) -> Outcome<()> {
    let ids: Vec<u64> = real
        .iter()
        .filter_map(|id| id.parse::<UserId>().ok())
        .map(|id| milliseconds(id.as_bytes()))
        .collect();
    let span = (
        ids.iter().min().copied().unwrap_or(0),
        ids.iter().max().copied().unwrap_or(0),
    );
    let (local, domain) = email.split_once('@').ok_or("no address")?;
    let marker = |connection: &Connection| -> Outcome<String> {
        let sql = format!("SELECT pk FROM \"{TABLE}\" WHERE pk LIKE '%#EMAIL#%' AND item_json LIKE ?1");
        let pk: String = connection
            .query_row(&sql, params![format!("%{like}%")], |row| row.get(0))
            .map_err(said)?;
        pk.rsplit('#')
            .next()
            .map(str::to_owned)
            .ok_or_else(|| "no marker".to_owned())
    };
    let hash = marker(&Connection::open(data.join("aero2.db")).map_err(said)?)?;
    let words = [("user", like.to_owned()), ("email", email.to_owned()), ("hash", hash)];
    let renamed = |number: u64| {
        let id = UserId::from_bytes(between(number, count, span));
        let name: String = format!("{local}.{number}@{domain}");
        vec![
            ("user", id.to_string()),
            ("email", name),
            ("hash", format!("{:0>43}", format!("c{number:x}"))),
        ]
    };
    copy(
        data,
        "users",
        count,
        |connection| rows(connection, like, &["#AUDIT"]),
        renamed,
        &words,
    )
}

/// Applications like `like`, whose slug is `slug`: host, settings, keys, roles, API keys, as they are stored.
pub(crate) fn applications(data: &Path, count: u64, like: &str, slug: &str, real: &[String]) -> Outcome<()> {
    let ids: Vec<u64> = real
        .iter()
        .filter_map(|id| id.parse::<ApplicationId>().ok())
        .map(|id| milliseconds(id.as_bytes()))
        .collect();
    let span = (
        ids.iter().min().copied().unwrap_or(0),
        ids.iter().max().copied().unwrap_or(0),
    );
    let words = [("app", like.to_owned()), ("slug", slug.to_owned())];
    let renamed = |number: u64| {
        let id = ApplicationId::from_bytes(between(number, count, span));
        vec![("app", id.to_string()), ("slug", format!("copy-{number:x}"))]
    };
    let except = [
        "#AUDIT", "#USER#", "#EMAIL#", "#TX#", "#TRY#", "#CLIENT#", "#RATE#", "#ORG#",
    ];
    copy(
        data,
        "applications",
        count,
        |connection| rows(connection, like, &except),
        renamed,
        &words,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_lie_between_the_real_ones_and_differ() {
        let span = (1_700_000_000_000, 1_700_000_009_000);
        let all: Vec<_> = (0..1000).map(|number| between(number, 1000, span)).collect();
        assert!(all.is_sorted_by(|one, two| one < two));
        assert!(all.iter().all(|id| (span.0..=span.1).contains(&milliseconds(id))));
    }
}
