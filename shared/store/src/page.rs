//! A page of a list, and where the next one begins. The cursor is sealed by whoever hands it out.

use serde::{Deserialize, Serialize};

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
