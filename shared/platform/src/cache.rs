//! A small map with expiry for what a warm function may remember: tenant views, clients, key rings, API keys.
//!
//! Keys hold the application, values live at most 30 seconds of our clock, and a full map is emptied: simple, bounded, never wrong for longer than its life.

use domain::Timestamp;
use std::{collections::HashMap, hash::Hash, sync::Mutex};

/// How long a warm entry is believed, in seconds: the upper bound of any revocation of configuration (behaviour 7.1).
pub const LIFE_SECS: i64 = 30;

const MOST: usize = 4096;

/// A bounded map whose entries are believed for [`LIFE_SECS`].
#[derive(Debug)]
pub struct Cache<K, V>(Mutex<HashMap<K, (Timestamp, V)>>);

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self(Mutex::new(HashMap::new()))
    }
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// The remembered value, if it is young enough at `now`.
    pub fn get(&self, key: &K, now: Timestamp) -> Option<V> {
        self.get_within(key, LIFE_SECS, now)
    }

    /// The same for what others publish with a life of its own: metadata, key sets (behaviour 7.1).
    pub fn get_within(&self, key: &K, life_secs: i64, now: Timestamp) -> Option<V> {
        let map = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // A clock that went back (tests move it) must not make an entry immortal.
        map.get(key)
            .filter(|(at, _)| *at <= now && !at.plus_secs(life_secs).is_past(now))
            .map(|(_, value)| value.clone())
    }

    /// Remembers a value read at `now`.
    pub fn put(&self, key: K, value: V, now: Timestamp) {
        let mut map = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if map.len() >= MOST {
            map.clear();
        }
        map.insert(key, (now, value));
    }

    /// Forgets one entry: a writer drops its own.
    pub fn forget(&self, key: &K) {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .remove(key);
    }

    /// Forgets every entry for which `dead` holds.
    pub fn forget_if(&self, dead: impl Fn(&K, &V) -> bool) {
        self.0
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .retain(|key, (_, value)| !dead(key, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_believed_for_thirty_seconds() {
        let cache = Cache::default();
        let now = Timestamp::from_secs(1000);
        cache.put("a", 1, now);
        assert_eq!(cache.get(&"a", now.plus_secs(29)), Some(1));
        assert_eq!(cache.get(&"a", now.plus_secs(30)), None);
        assert_eq!(cache.get(&"a", now.minus_secs(1)), None);
    }
}
