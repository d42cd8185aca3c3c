//! What was looked at, and what was found.

use crate::item::Item;
use std::{collections::BTreeMap, fmt};

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which rule.
    pub rule: &'static str,
    /// The item's type and key; parts that are not ours are masked.
    pub key: String,
    /// What is wrong with it.
    pub reason: String,
}

#[derive(Clone, Debug, Default)]
struct Line {
    order: usize,
    examined: usize,
    violations: usize,
}

/// The outcome of all rules.
#[derive(Clone, Debug)]
pub struct Report {
    items: usize,
    lines: BTreeMap<&'static str, Line>,
    violations: Vec<Violation>,
}

impl Report {
    pub(crate) const fn new(items: usize) -> Self {
        Self {
            items,
            lines: BTreeMap::new(),
            violations: Vec::new(),
        }
    }

    fn line(&mut self, rule: &'static str) -> &mut Line {
        let order = self.lines.len();
        self.lines.entry(rule).or_insert_with(|| Line {
            order,
            ..Line::default()
        })
    }

    /// Notes that `rule` looked at something, and whether it was good.
    pub(crate) fn judge(&mut self, rule: &'static str, item: &Item, good: bool, reason: impl Into<String>) {
        let line = self.line(rule);
        line.examined += 1;
        if !good {
            line.violations += 1;
            self.violations.push(Violation {
                rule,
                key: crate::shape::masked(item),
                reason: reason.into(),
            });
        }
    }

    /// What was found.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
    }

    /// How many things a rule looked at.
    pub fn examined(&self, rule: &str) -> usize {
        self.lines.get(rule).map_or(0, |line| line.examined)
    }

    /// The rules that looked at something.
    pub fn rules(&self) -> Vec<&'static str> {
        let mut ordered: Vec<_> = self.lines.iter().collect();
        ordered.sort_by_key(|(_, line)| line.order);
        ordered.into_iter().map(|(rule, _)| *rule).collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<52}{:>9}{:>12}", "rule", "examined", "violations")?;
        for rule in self.rules() {
            if let Some(line) = self.lines.get(rule) {
                writeln!(f, "{rule:<52}{:>9}{:>12}", line.examined, line.violations)?;
            }
        }
        for violation in &self.violations {
            writeln!(
                f,
                "violation: {}: {}: {}",
                violation.rule, violation.key, violation.reason
            )?;
        }
        write!(f, "{} items, {} violations", self.items, self.violations.len())
    }
}
