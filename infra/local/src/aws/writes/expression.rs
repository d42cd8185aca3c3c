//! The part of DynamoDB's expressions that hot updates are written in: attributes by placeholder, compared with and set to text, whole numbers and truth.
//!
//! Everything answers `None` for what is not in that part, or would be refused: dynoxide then says what it means.

use super::pairs::Pairs;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::{borrow::Cow, cmp::Ordering};

/// The longest expression read here; nesting is bounded by it.
const LONGEST: usize = 1000;

/// A value that can be compared.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) enum Scalar<'a> {
    S(#[serde(borrow)] Cow<'a, str>),
    N(#[serde(borrow)] Cow<'a, str>),
    #[serde(rename = "BOOL")]
    Bool(bool),
}

impl Scalar<'_> {
    /// Whether it is stored as it is written here.
    pub(super) fn is_plain(&self) -> bool {
        match self {
            Self::N(text) => whole(text).is_some(),
            Self::S(_) | Self::Bool(_) => true,
        }
    }

    /// Bytes, as DynamoDB counts them.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(text) => dynoxide::types::number_size(text),
            Self::Bool(_) => 1,
        }
    }
}

/// A number in the one form it is stored in.
fn whole(text: &str) -> Option<i64> {
    text.parse().ok().filter(|number: &i64| number.to_string() == text)
}

/// What an expression is about.
pub(super) struct Scope<'r, 'a> {
    /// Attributes by their placeholder.
    pub(super) names: &'r Pairs<'a, &'a str>,
    /// Values by their placeholder.
    pub(super) values: &'r Pairs<'a, Scalar<'a>>,
    /// The item as it is stored.
    pub(super) item: &'r Pairs<'a, &'a RawValue>,
}

/// What an update makes of an item.
pub(super) struct Changes<'a> {
    pub(super) set: Vec<(&'a str, Scalar<'a>)>,
    pub(super) removed: Vec<&'a str>,
}

/// The words of an expression, in which parentheses and commas stand for themselves.
pub(super) fn words(text: &str) -> Option<Vec<&str>> {
    const MARKS: [char; 3] = ['(', ')', ','];
    let mut words = Vec::with_capacity(80);
    for part in text
        .split_ascii_whitespace()
        .flat_map(|word| word.split_inclusive(MARKS))
    {
        let word = part.strip_suffix(MARKS).unwrap_or(part);
        let both = [Some(word), part.get(word.len()..)];
        words.extend(both.into_iter().flatten().filter(|word| !word.is_empty()));
    }
    (text.len() <= LONGEST).then_some(words)
}

/// Whether the condition holds.
pub(super) fn holds(words: &[&str], scope: &Scope<'_, '_>) -> Option<bool> {
    let mut reader = Reader { words, scope };
    let holds = reader.any()?;
    reader.words.is_empty().then_some(holds)
}

/// What `SET` and `REMOVE` do; every value is that of the item before.
pub(super) fn changes<'a>(words: &[&str], scope: &Scope<'_, 'a>) -> Option<Changes<'a>> {
    let mut reader = Reader { words, scope };
    let (mut set, mut removed) = (Vec::with_capacity(8), Vec::new());
    reader.word("SET")?;
    loop {
        let name = reader.name()?;
        reader.word("=")?;
        set.push((name, reader.new_value(name)?));
        if reader.word(",").is_none() {
            break;
        }
    }
    if reader.word("REMOVE").is_some() {
        removed.push(reader.name()?);
        while reader.word(",").is_some() {
            removed.push(reader.name()?);
        }
    }
    reader.words.is_empty().then_some(Changes { set, removed })
}

struct Reader<'w, 'r, 'a> {
    words: &'w [&'w str],
    scope: &'r Scope<'r, 'a>,
}

impl<'w, 'a> Reader<'w, '_, 'a> {
    fn next(&mut self) -> Option<&'w str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    /// Goes on if this is the next word.
    fn word(&mut self, word: &str) -> Option<()> {
        let rest = self.words.split_first().filter(|(first, _)| **first == word)?.1;
        self.words = rest;
        Some(())
    }

    fn name(&mut self) -> Option<&'a str> {
        let word = self.next().filter(|word| is_placeholder(word, '#'))?;
        self.scope.names.get(word).copied()
    }

    fn value(&mut self) -> Option<Scalar<'a>> {
        let word = self.next().filter(|word| is_placeholder(word, ':'))?;
        self.scope.values.get(word).cloned()
    }

    fn any(&mut self) -> Option<bool> {
        let mut holds = self.all()?;
        while self.word("OR").is_some() {
            holds |= self.all()?;
        }
        Some(holds)
    }

    fn all(&mut self) -> Option<bool> {
        let mut holds = self.one()?;
        while self.word("AND").is_some() {
            holds &= self.one()?;
        }
        Some(holds)
    }

    fn one(&mut self) -> Option<bool> {
        if self.word("(").is_some() {
            let holds = self.any()?;
            return self.word(")").map(|()| holds);
        }
        for (function, there) in [("attribute_exists", true), ("attribute_not_exists", false)] {
            if self.word(function).is_some() {
                self.word("(")?;
                let name = self.name()?;
                self.word(")")?;
                return Some(self.scope.item.get(name).is_some() == there);
            }
        }
        let name = self.name()?;
        let operator = self.next()?;
        let value = self.value()?;
        compare(self.scope.item.get(name).copied(), operator, &value)
    }

    /// A value, or the attribute's own number and a value.
    fn new_value(&mut self, name: &str) -> Option<Scalar<'a>> {
        if self.words.first()?.starts_with(':') {
            return self.value();
        }
        if self.name()? != name {
            return None;
        }
        self.word("+")?;
        let more = self.value()?;
        let Scalar::N(old) = stored(self.scope.item.get(name)?)? else {
            return None;
        };
        let Scalar::N(more) = more else { return None };
        let sum = whole(&old)?.checked_add(whole(&more)?)?;
        Some(Scalar::N(sum.to_string().into()))
    }
}

fn is_placeholder(word: &str, mark: char) -> bool {
    word.strip_prefix(mark)
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}

/// A stored value that can be compared.
pub(super) fn stored(value: &RawValue) -> Option<Scalar<'_>> {
    serde_json::from_str(value.get()).ok()
}

fn compare(old: Option<&RawValue>, operator: &str, value: &Scalar<'_>) -> Option<bool> {
    let fits: fn(Ordering) -> bool = match operator {
        "=" => Ordering::is_eq,
        "<" => Ordering::is_lt,
        "<=" => Ordering::is_le,
        ">" => Ordering::is_gt,
        ">=" => Ordering::is_ge,
        _ => return None,
    };
    let Some(old) = old else { return Some(false) };
    let order = match (stored(old)?, value) {
        (Scalar::S(old), Scalar::S(value)) => old.as_bytes().cmp(value.as_bytes()),
        (Scalar::N(old), Scalar::N(value)) => whole(&old)?.cmp(&whole(value)?),
        (Scalar::Bool(old), Scalar::Bool(value)) if operator == "=" => old.cmp(value),
        _ => return None,
    };
    Some(fits(order))
}
