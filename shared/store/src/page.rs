//! A page of a list, and where the next one begins. The cursor is sealed by whoever hands it out.

use crate::{
    item::{self, Item},
    schema,
};
use serde::{Deserialize, Serialize};
use serde_dynamo::AttributeValue;

/// A page.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// The things, in the list's order.
    pub items: Vec<T>,
    /// Where to go on; `None` at the end.
    pub next: Option<Cursor>,
}

/// The last key a page saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor(pub(crate) Vec<(String, String)>);

impl Cursor {
    /// Behind an entry of an index, which holds keys only.
    pub(crate) fn at(entry: &Item) -> Self {
        let text = |(name, value): (&String, &AttributeValue)| Some((name.clone(), item::string(value)?.to_owned()));
        let mut parts: Vec<(String, String)> = entry.iter().filter_map(text).collect();
        parts.sort_unstable();
        Self(parts)
    }

    /// Before the first entry of a partition of the find index.
    pub(crate) fn beginning_of(partition: String) -> Self {
        Self(vec![(schema::FPK.to_owned(), partition)])
    }

    pub(crate) fn is_beginning(&self) -> bool {
        self.0.len() == 1
    }

    /// Whether it is in the partition that `other` is in.
    pub(crate) fn is_in(&self, other: &Self) -> bool {
        let partition = |cursor: &Self| cursor.0.iter().find(|(name, _)| name == schema::FPK).cloned();
        partition(self).is_some() && partition(self) == partition(other)
    }
}
