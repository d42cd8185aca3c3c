//! Medians, the bars, and the table that people read.

use super::{Start, process::Usage};
use std::{fmt::Write as _, io::Write as _, time::Duration};

/// INIT, on the CPU.
const INIT: Duration = Duration::from_millis(10);
/// The first request, on the CPU: what is built only then delays it as INIT does (a random generator that collects the CPU's jitter takes 40 ms: decision 0016).
const FIRST: Duration = Duration::from_millis(15);
/// Resident memory after INIT, in kilobytes.
const RSS: u64 = 16 * 1024;
/// The binary, in bytes.
const SIZE: u64 = 12 * 1024 * 1024;

/// The medians of one function.
pub(super) struct Row {
    function: String,
    size: u64,
    median: Start,
}

impl Row {
    pub(super) fn new(function: &str, size: u64, starts: &[Start]) -> Self {
        let usage = |of: fn(&Start) -> Usage| Usage {
            wall: median(starts.iter().map(|start| of(start).wall)),
            cpu: median(starts.iter().map(|start| of(start).cpu)),
        };
        let number = |of: fn(&Start) -> u64| median(starts.iter().map(of));
        Self {
            function: function.to_owned(),
            size,
            median: Start {
                init: usage(|start| start.init),
                first: usage(|start| start.first),
                warm: usage(|start| start.warm),
                rss_after_init: number(|start| start.rss_after_init),
                rss_after_requests: number(|start| start.rss_after_requests),
                pss_after_requests: number(|start| start.pss_after_requests),
                status: number(|start| start.status),
            },
        }
    }

    /// A function without a binary.
    pub(super) fn absent(function: &str) -> Self {
        Self::new(function, 0, &[])
    }

    /// The bars that this function misses.
    pub(super) fn missed(&self) -> Vec<&'static str> {
        [
            (self.median.init.cpu > INIT, "INIT"),
            (self.median.first.cpu > FIRST, "first request"),
            (self.median.rss_after_init > RSS, "RSS"),
            (self.size > SIZE, "size"),
            (self.size == 0, "not built"),
        ]
        .into_iter()
        .filter_map(|(missed, name)| missed.then_some(name))
        .collect()
    }
}

fn median<T: Ord + Copy + Default>(values: impl Iterator<Item = T>) -> T {
    let mut sorted: Vec<T> = values.collect();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn millis(time: Duration) -> String {
    format!("{:.1}", time.as_secs_f64() * 1000.0)
}

/// Tenths of a megabyte, from kilobytes.
fn megabytes(kilobytes: u64) -> String {
    let tenths = kilobytes.saturating_mul(10) / 1024;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Markdown.
pub(super) fn render(rows: &[Row], runs: usize) -> String {
    let mut text = format!(
        "Medians of {runs} starts. Milliseconds as wall / CPU, memory in MB. Bars: INIT ≤ 10 ms and the first request ≤ 15 ms of CPU, RSS after INIT ≤ 16 MB, binary ≤ 12 MB.\n\n\
         | function | binary | INIT | first request | warm request | RSS after INIT | RSS, PSS after requests | answer | missed |\n\
         |---|---|---|---|---|---|---|---|---|\n"
    );
    for row in rows {
        let both = |usage: Usage| format!("{} / {}", millis(usage.wall), millis(usage.cpu));
        let median = &row.median;
        let _a_string_takes_everything = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {}, {} | {} | {} |",
            row.function,
            megabytes(row.size / 1024),
            both(median.init),
            both(median.first),
            both(median.warm),
            megabytes(median.rss_after_init),
            megabytes(median.rss_after_requests),
            megabytes(median.pss_after_requests),
            median.status,
            row.missed().join(", "),
        );
    }
    text
}

/// For the person who asked.
pub(super) fn print(text: &str) {
    let _nobody_reads = std::io::stdout().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_that_is_missed_is_named() {
        let start = Start {
            rss_after_init: RSS + 1,
            ..Start::default()
        };
        assert_eq!(Row::new("token", SIZE, &[start]).missed(), ["RSS"]);
        assert_eq!(Row::new("token", SIZE + 1, &[Start::default()]).missed(), ["size"]);
        let slow = Start {
            first: Usage {
                cpu: Duration::from_millis(40),
                ..Usage::default()
            },
            ..Start::default()
        };
        assert_eq!(Row::new("token", SIZE, &[slow]).missed(), ["first request"]);
        assert!(render(&[Row::new("token", SIZE, &[start])], 1).contains("| token | 12.0 |"));
    }

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median([3, 1, 2].into_iter()), 2);
    }
}
