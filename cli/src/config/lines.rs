//! Where each member of a JSON text stands, so that a mistake is named by its line; and which members stand twice.

use serde_json::Value;
use std::{
    collections::{BTreeMap, btree_map::Entry},
    iter::Peekable,
    str::Bytes,
};

/// Lines by path, such as `clients[2].redirect_uris`.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: BTreeMap<String, usize>,
    /// Paths that stand more than once, with the line of the later one.
    pub(super) twice: Vec<(String, usize)>,
}

impl Lines {
    /// Reads a text that is known to be JSON.
    pub(super) fn of(text: &str) -> Self {
        let mut scan = Scan {
            rest: text.bytes().peekable(),
            line: 1,
            found: Self::default(),
        };
        scan.value("");
        scan.found
    }

    /// The line of a path, or of what it is in.
    pub(super) fn at(&self, path: &str) -> Option<usize> {
        let mut path = path;
        loop {
            if let Some(line) = self.lines.get(path) {
                return Some(*line);
            }
            path = path.rsplit_once(['.', '[']).map(|(before, _)| before)?;
        }
    }

    fn note(&mut self, path: String, line: usize) {
        match self.lines.entry(path) {
            Entry::Occupied(first) => self.twice.push((first.key().clone(), line)),
            Entry::Vacant(place) => drop(place.insert(line)),
        }
    }
}

/// A path with one more member.
pub(super) fn member(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

struct Scan<'t> {
    rest: Peekable<Bytes<'t>>,
    line: usize,
    found: Lines,
}

impl Scan<'_> {
    fn next(&mut self) -> Option<u8> {
        let byte = self.rest.next()?;
        self.line += usize::from(byte == b'\n');
        Some(byte)
    }

    /// The next byte that is no space, which stays.
    fn peek(&mut self) -> Option<u8> {
        while self.rest.peek().is_some_and(u8::is_ascii_whitespace) {
            self.next();
        }
        self.rest.peek().copied()
    }

    /// The text between the next quotes.
    fn text(&mut self) -> String {
        let mut raw = Vec::new();
        self.next();
        raw.push(b'"');
        while let Some(byte) = self.next() {
            raw.push(byte);
            match byte {
                b'\\' => raw.extend(self.next()),
                b'"' => break,
                _ => {}
            }
        }
        serde_json::from_slice(&raw).unwrap_or_else(|_| String::from_utf8_lossy(&raw).into_owned())
    }

    fn value(&mut self, path: &str) {
        match self.peek() {
            Some(b'{') => self.inside(b'}', |scan, _| {
                let name = scan.text();
                let (path, line) = (member(path, &name), scan.line);
                scan.found.note(path.clone(), line);
                // The colon.
                scan.peek();
                scan.next();
                scan.value(&path);
            }),
            Some(b'[') => self.inside(b']', |scan, at| {
                let path = format!("{path}[{at}]");
                scan.peek();
                let line = scan.line;
                scan.found.note(path.clone(), line);
                scan.value(&path);
            }),
            Some(b'"') => drop(self.text()),
            _ => {
                let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']');
                while self.rest.peek().is_some_and(|byte| !ends(byte)) {
                    self.next();
                }
            }
        }
    }

    fn inside(&mut self, end: u8, mut each: impl FnMut(&mut Self, usize)) {
        self.next();
        let mut at = 0;
        while let Some(byte) = self.peek() {
            if byte == end {
                self.next();
                return;
            }
            if byte == b',' {
                self.next();
                continue;
            }
            each(self, at);
            at += 1;
        }
    }
}

/// What a value is, to a person.
pub(super) const fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_has_its_line() {
        let text =
            "{\n \"a\": {\"b\": \"}{\\\"\\\\\"},\n \"c\": [\n  1,\n  {\"d\": null, \"d\\u0065\": true}\n ], \"a\": 1}";
        assert!(serde_json::from_str::<Value>(text).is_ok(), "it is JSON");
        let lines = Lines::of(text);
        for (path, line) in [("a.b", 2), ("c", 3), ("c[0]", 4), ("c[1].d", 5), ("c[1].de", 5)] {
            assert_eq!(lines.at(path), Some(line), "{path}");
        }
        assert_eq!(lines.at("c[1].absent"), Some(5), "where it would be");
        assert_eq!(lines.at("absent"), None);
        assert_eq!(lines.twice, [("a".to_owned(), 6)]);
    }
}
