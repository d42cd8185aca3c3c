//! What a change changed, for the audit: field names with old and new of what is not secret (behaviour 3.17).

use serde::Serialize;
use serde_json::{Map, Value, json};

/// Members that change with everything, or must not be shown.
const LEFT_OUT: &[&str] = &[
    "version",
    "updated_at",
    "token_epoch",
    "secrets",
    "mac",
    "wrapped",
    "sealed_secret",
];
/// Bytes an event may spend on changes.
const MOST: usize = 6 * 1024;

/// `{field: {old, new}}` of what differs; only the names when that would be too long.
pub(crate) fn changes<T: Serialize>(before: &T, after: &T) -> Value {
    let (Ok(Value::Object(before)), Ok(Value::Object(after))) =
        (serde_json::to_value(before), serde_json::to_value(after))
    else {
        return Value::Null;
    };
    let mut found = Map::new();
    collect("", &before, &after, &mut found);
    let whole = Value::Object(found);
    if whole.to_string().len() <= MOST {
        return whole;
    }
    let names: Vec<&String> = whole.as_object().map(|map| map.keys().collect()).unwrap_or_default();
    json!({ "fields": names })
}

fn collect(prefix: &str, before: &Map<String, Value>, after: &Map<String, Value>, found: &mut Map<String, Value>) {
    let names: std::collections::BTreeSet<&String> = before
        .keys()
        .chain(after.keys())
        .filter(|name| !LEFT_OUT.contains(&name.as_str()))
        .collect();
    for name in names {
        let (old, new) = (
            before.get(name).unwrap_or(&Value::Null),
            after.get(name).unwrap_or(&Value::Null),
        );
        let path = format!("{prefix}{name}");
        match (old, new) {
            _ if old == new => {}
            (Value::Object(old), Value::Object(new)) => collect(&format!("{path}."), old, new, found),
            _ => {
                found.insert(path, json!({ "old": old, "new": new }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_old_and_new_but_no_secret() {
        let before = json!({"name": "a", "settings": {"ttl": 1, "x": 2}, "secrets": ["s"], "version": 1});
        let after = json!({"name": "b", "settings": {"ttl": 3, "x": 2}, "secrets": ["t"], "version": 2});
        assert_eq!(
            changes(&before, &after),
            json!({"name": {"old": "a", "new": "b"}, "settings.ttl": {"old": 1, "new": 3}})
        );
    }
}
