//! Merge semantics of PATCH: a member that is absent changes nothing, `null` clears (RFC 7396).

use serde::{Deserialize, Deserializer};

/// For `#[serde(default, deserialize_with = "patch::nullable")]`: absent = `None`, null = `Some(None)`.
pub fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Puts a changed value in place.
pub(crate) fn set<T>(place: &mut T, change: Option<T>) {
    if let Some(value) = change {
        *place = value;
    }
}
