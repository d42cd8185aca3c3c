//! One sentence on its way to a person.

use crate::catalogue::{Surface, bundle};
use domain::locale::Locale;
use fluent_bundle::{FluentArgs, FluentValue};
use std::{borrow::Cow, fmt};

/// Stands where an element of the page goes into the sentence; from the private use area, so that no text holds it.
const HOLE: &str = "\u{e000}";

/// What is put into a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument<'a> {
    /// A name, an address: as it is.
    Text(Cow<'a, str>),
    /// A number, which may decide on the form of the words beside it.
    Number(u32),
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Argument<'_> {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

impl From<&u32> for Argument<'_> {
    fn from(number: &u32) -> Self {
        Self::Number(*number)
    }
}

/// A message of the catalogues with what goes into it; written out by `Display`.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    locale: Locale,
    id: &'a str,
    arguments: Vec<(&'a str, Argument<'a>)>,
}

/// The message called `id`.
pub const fn text(locale: Locale, id: &str) -> Message<'_> {
    Message {
        locale,
        id,
        arguments: Vec::new(),
    }
}

impl<'a> Message<'a> {
    /// The same with the variable `name` filled in.
    #[must_use]
    pub fn with(mut self, name: &'a str, value: impl Into<Argument<'a>>) -> Self {
        self.arguments.push((name, value.into()));
        self
    }

    /// What stands before and after the variable `name`, so that a page can mark it up. A translation without it has everything before.
    pub fn around(self, name: &'a str) -> (String, String) {
        let whole = self.with(name, HOLE).to_string();
        let (before, after) = whole.split_once(HOLE).unwrap_or((&whole, ""));
        (before.to_owned(), after.to_owned())
    }

    fn arguments(&self) -> FluentArgs<'_> {
        let mut arguments = FluentArgs::with_capacity(self.arguments.len());
        for (name, value) in &self.arguments {
            let value = match value {
                Argument::Text(text) => FluentValue::String(self.set_apart(text)),
                Argument::Number(number) => FluentValue::from(*number),
            };
            arguments.set(*name, value);
        }
        arguments
    }

    /// A name written the other way than its sentence must not turn the words around it (Unicode UAX #9, isolates).
    fn set_apart<'t>(&self, text: &'t str) -> Cow<'t, str> {
        // Digits stand alike in every direction, and a code in a subject is looked for by machines.
        let neutral = text == HOLE || text.bytes().all(|b| b.is_ascii_digit());
        let needed = !neutral && (self.locale.is_rtl() || text.chars().any(is_rtl));
        if needed {
            Cow::Owned(format!("\u{2068}{text}\u{2069}"))
        } else {
            Cow::Borrowed(text)
        }
    }

    fn written(&self, locale: Locale, arguments: &FluentArgs<'_>) -> Option<String> {
        let bundle = bundle(locale, Surface::of(self.id));
        let pattern = bundle.get_message(self.id)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(arguments), &mut errors);
        errors.is_empty().then(|| text.into_owned())
    }
}

const fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

impl fmt::Display for Message<'_> {
    /// In its language; else, which a test excludes, in English; else its name, so that the page still stands.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments = self.arguments();
        let text = self
            .written(self.locale, &arguments)
            .or_else(|| self.written(Locale::En, &arguments));
        f.write_str(text.as_deref().unwrap_or(self.id))
    }
}
