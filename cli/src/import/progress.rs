//! How far it is, on the terminal: one line that is written over, or a line every few seconds where nobody watches.

use super::state::State;
use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

/// Between two lines where they are not written over.
const SELDOM: Duration = Duration::from_secs(5);

#[expect(
    clippy::disallowed_methods,
    reason = "a rate on a terminal is about the time of the person in front of it"
)]
fn now() -> Instant {
    Instant::now()
}

/// `12,345`.
pub(crate) fn number(value: u64) -> String {
    let digits = value.to_string();
    let parts: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|part| std::str::from_utf8(part).ok())
        .collect();
    parts.join(",")
}

/// The line of progress.
pub(super) struct Progress {
    began: Instant,
    before: u64,
    shown: Instant,
    over: bool,
}

impl Progress {
    pub(super) fn new(state: &State) -> Self {
        Self {
            began: now(),
            before: state.answered,
            shown: now(),
            over: std::io::stderr().is_terminal(),
        }
    }

    pub(super) fn show(&mut self, state: &State) {
        if !self.over && self.shown.elapsed() < SELDOM {
            return;
        }
        self.shown = now();
        let millis = u64::try_from(self.began.elapsed().as_millis())
            .unwrap_or(u64::MAX)
            .max(1);
        let rate = (state.answered - self.before).saturating_mul(1_000) / millis;
        let line = format!(
            "{} done, {}/s: {} created, {} there already, {} refused",
            number(state.answered),
            number(rate),
            number(state.created),
            number(state.unchanged),
            number(state.refused)
        );
        let (start, end) = if self.over { ("\r\u{1b}[K", "") } else { ("", "\n") };
        // Progress that nobody can see is none.
        let _unseen = write!(std::io::stderr().lock(), "{start}{line}{end}");
    }

    pub(super) fn end(&self) {
        if self.over {
            let _unseen = writeln!(std::io::stderr().lock());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_read_in_threes() {
        for (value, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(number(value), text);
        }
    }
}
