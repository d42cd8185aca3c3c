//! A conditional update of an item that exists and lies in no index, made of the stored text.
//!
//! It leaves behind what dynoxide would: the item, its size, and a record of the stream. The rest of an item is not read, only copied.

use super::{
    expression::{self, Changes, Scalar, Scope, words},
    pairs::Pairs,
};
use crate::aws::{dynamodb::TABLE, engine::Answered, reads::Key, reply::Reply, units::Units};
use domain::Clock;
use dynoxide::{streams::shard_id, types::table_write_capacity_units};
use platform::system::SystemClock;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize, Serializer, ser::SerializeMap};
use serde_json::value::RawValue;
use store::schema::{FPK, FSK, LPK, LSK, PK, SK};

/// What it is called.
pub(super) const OPERATION: &str = "UpdateItem";
/// The largest request and item that are looked at here. What may be larger is dynoxide's to say.
const MOST: usize = 128 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask<'a> {
    #[serde(rename = "TableName")]
    table: &'a str,
    #[serde(rename = "Key", borrow)]
    key: Key<'a>,
    #[serde(rename = "UpdateExpression")]
    update: &'a str,
    #[serde(rename = "ConditionExpression")]
    condition: &'a str,
    #[serde(rename = "ExpressionAttributeNames", borrow)]
    names: Pairs<'a, &'a str>,
    #[serde(rename = "ExpressionAttributeValues", borrow)]
    values: Pairs<'a, Scalar<'a>>,
    #[serde(rename = "ReturnValues")]
    wanted: &'a str,
    #[serde(rename = "ReturnValuesOnConditionCheckFailure", default)]
    _on_failure: Option<&'a str>,
}

/// An item after an update: its members that stay, then those that were set.
struct Changed<'r, 'a>(&'r Pairs<'a, &'a RawValue>, &'r Changes<'a>);

impl Serialize for Changed<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(old, changes) = self;
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in old.iter().filter(|(name, _)| !changes.touches(name)) {
            map.serialize_entry(name, value)?;
        }
        for (name, value) in &changes.set {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Changes<'_> {
    fn touches(&self, name: &str) -> bool {
        self.names().any(|touched| touched == name)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let set = self.set.iter().map(|(name, _)| *name);
        set.chain(self.removed.iter().copied())
    }

    /// Whether dynoxide would have something to say: to a key, an index, an attribute changed twice, a number written in another way.
    fn is_plain(&self) -> bool {
        let mut names: Vec<&str> = self.names().collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        let special = |name: &&str| name.is_empty() || [PK, SK, LPK, LSK, FPK, FSK].contains(name);
        names.len() == count && !names.iter().any(special) && self.set.iter().all(|(_, value)| value.is_plain())
    }
}

/// Does the update that `body` asks for; nothing where dynoxide shall, and then nothing was changed.
pub(super) fn apply(at: &Connection, operation: &str, body: &[u8]) -> rusqlite::Result<Option<Answered>> {
    if operation != OPERATION || body.len() > MOST {
        return Ok(None);
    }
    let Ok(ask) = serde_json::from_slice::<Ask<'_>>(body) else {
        return Ok(None);
    };
    let Some((item, size)) = find(at, &ask.key)? else {
        return Ok(None);
    };
    let Some((new, new_size)) = change(&ask, &item, size) else {
        return Ok(None);
    };
    let keys = serde_json::to_string(&ask.key).unwrap_or_default();
    keep(at, &ask.key, &new, new_size)?;
    record(at, &keys, &new)?;
    let units = Units {
        read: 0.0,
        write: table_write_capacity_units(Some(size), Some(new_size)),
    };
    Ok(Some((Reply::ok_text(format!("{{\"Attributes\":{new}}}")), units)))
}

/// The new item and its size, if it is ours to make.
fn change(ask: &Ask<'_>, item: &str, size: usize) -> Option<(String, usize)> {
    let old: Pairs<'_, &RawValue> = serde_json::from_str(item).ok()?;
    let indexed = old.iter().any(|(name, _)| [LPK, LSK, FPK, FSK].contains(name));
    // Number sets are answered in order, which only dynoxide knows.
    if ask.table != TABLE || ask.wanted != "ALL_NEW" || indexed || item.contains("\"NS\":") {
        return None;
    }
    let (update, condition) = (words(ask.update)?, words(ask.condition)?);
    let met = |name: &str| update.contains(&name) || condition.contains(&name);
    if !ask.names.iter().all(|(name, _)| met(name)) || !ask.values.iter().all(|(name, _)| met(name)) {
        return None;
    }
    let scope = Scope {
        names: &ask.names,
        values: &ask.values,
        item: &old,
    };
    let changes = expression::changes(&update, &scope).filter(Changes::is_plain)?;
    if !expression::holds(&condition, &scope)? {
        return None;
    }
    let mut new_size = size;
    for name in changes.names() {
        if let Some(value) = old.get(name) {
            new_size = new_size.checked_sub(name.len() + expression::stored(value)?.size())?;
        }
    }
    new_size += changes
        .set
        .iter()
        .map(|(name, value)| name.len() + value.size())
        .sum::<usize>();
    let new = serde_json::to_string(&Changed(&old, &changes)).ok()?;
    (new_size <= MOST).then_some((new, new_size))
}

/// The stored text of an item and its size; dynoxide writes the type in front of a key's text.
fn find(at: &Connection, key: &Key<'_>) -> rusqlite::Result<Option<(String, usize)>> {
    let sql = "SELECT item_json, item_size FROM \"aero2\" WHERE pk = 'S:' || ?1 AND sk = 'S:' || ?2";
    at.prepare_cached(sql)?
        .query_row(key.texts(), |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()
}

/// Where the row lies is nobody's business, so it stays: a row that is replaced moves, and its index entry with it.
fn keep(at: &Connection, key: &Key<'_>, item: &str, size: usize) -> rusqlite::Result<()> {
    let sql = "UPDATE \"aero2\" SET item_json = ?3, item_size = ?4 WHERE pk = 'S:' || ?1 AND sk = 'S:' || ?2";
    let [pk, sk] = key.texts();
    at.prepare_cached(sql)?.execute(params![pk, sk, item, size])?;
    Ok(())
}

/// Writes the record of the stream: numbered as dynoxide numbers, one more than the last and no less than the time.
fn record(at: &Connection, keys: &str, image: &str) -> rusqlite::Result<()> {
    let last = "SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?1";
    let last: Option<i64> = at.prepare_cached(last)?.query_row([TABLE], |row| row.get(0))?;
    let now = SystemClock.now();
    let number = last
        .unwrap_or_default()
        .saturating_add(1)
        .max(now.millis().saturating_mul(1000))
        .to_string();
    let sql = "INSERT INTO _stream_records (table_name, event_name, keys_json, new_image, sequence_number, shard_id, created_at, event_id) \
         VALUES (?1, 'MODIFY', ?2, ?3, ?4, ?5, ?6, ?4)";
    at.prepare_cached(sql)?
        .execute(params![TABLE, keys, image, number, shard_id(TABLE), now.secs()])?;
    Ok(())
}
