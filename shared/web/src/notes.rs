//! What an endpoint says of itself that the types of its handler do not tell. Kept only where the document is made.

use std::marker::PhantomData;

/// A parameter of a query.
#[derive(Clone, Copy, Debug)]
pub struct QueryParameter {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub says: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
}

/// What a parameter holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// RFC 3339.
    Moment,
    /// One of these.
    OneOf(&'static [&'static str]),
}

impl QueryParameter {
    const fn new(name: &'static str, says: &'static str, kind: Kind) -> Self {
        Self {
            name,
            says,
            kind,
            required: false,
        }
    }

    /// Any text.
    pub const fn text(name: &'static str, says: &'static str) -> Self {
        Self::new(name, says, Kind::Text)
    }

    /// `true` or `false`, which is what its absence means.
    pub const fn flag(name: &'static str, says: &'static str) -> Self {
        Self::new(name, says, Kind::Flag)
    }

    /// A moment as RFC 3339 writes it.
    pub const fn moment(name: &'static str, says: &'static str) -> Self {
        Self::new(name, says, Kind::Moment)
    }

    /// One of some words.
    pub const fn one_of(name: &'static str, says: &'static str, words: &'static [&'static str]) -> Self {
        Self::new(name, says, Kind::OneOf(words))
    }

    /// The same, and it must be there.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// An answer that sends the browser on (303). For the document alone, like the others here.
#[derive(Debug)]
pub enum Redirects {}

/// An answer that is a page for people.
#[derive(Debug)]
pub enum Page {}

/// An answer that is `T` as a file to keep.
#[derive(Debug)]
pub struct File<T>(PhantomData<T>);

/// A body that holds some of the members of a `T`.
#[derive(Debug)]
pub struct Part<T>(PhantomData<T>);

/// An answer that is a signed token.
#[derive(Debug)]
pub enum Jwt {}

/// An answer that is a page of an export: lines of JSON, or one JWE of them.
#[derive(Debug)]
pub enum Exported {}

/// Nothing (204), but where the browser goes on.
#[derive(Debug)]
pub enum GoneOn {}
