//! In place of `openapi` where no document is made: everything describes itself, in no words.

use crate::notes::QueryParameter;

/// What an endpoint says of itself: forgotten.
#[derive(Clone, Copy, Debug)]
pub struct Notes;

#[expect(
    clippy::extra_unused_type_parameters,
    reason = "the same calls as where there is a document"
)]
impl Notes {
    /// Nothing.
    pub const NONE: Self = Self;

    pub(crate) const fn named(self, _id: &'static str, _summary: &'static str) -> Self {
        self
    }

    pub(crate) const fn reading(self, _query: &'static [QueryParameter]) -> Self {
        self
    }

    pub(crate) const fn answering<A>(self) -> Self {
        self
    }

    pub(crate) const fn taking<T>(self) -> Self {
        self
    }

    pub(crate) const fn failing(self, _fails: &'static [u16]) -> Self {
        self
    }
}

/// A handler.
pub trait Described<T> {}

impl<H, T> Described<T> for H {}

/// What a handler gives.
pub trait Answer {}

impl<T> Answer for T {}

/// What a handler takes.
pub trait Argument {}

impl<T> Argument for T {}
