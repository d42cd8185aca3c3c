//! What the kernel says about a process: CPU time to the nanosecond, memory.

use std::{fs, time::Duration};

/// Time on the wall and on the CPU.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usage {
    pub(super) wall: Duration,
    pub(super) cpu: Duration,
}

/// Since 1970; only differences are used.
#[expect(clippy::disallowed_methods, reason = "a measurement needs the real time")]
pub(super) fn now() -> Duration {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.unwrap_or_default()
}

/// CPU time of all threads of a process so far.
pub(super) fn cpu(pid: u32) -> Duration {
    let tasks = fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let nanos = tasks.filter_map(|task| {
        let text = fs::read_to_string(task.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanos.sum())
}

/// Resident memory, in kilobytes.
pub(super) fn rss(pid: u32) -> u64 {
    field(&format!("/proc/{pid}/status"), "VmRSS:")
}

/// The share of resident memory that is this process's own, in kilobytes.
pub(super) fn pss(pid: u32) -> u64 {
    field(&format!("/proc/{pid}/smaps_rollup"), "Pss:")
}

fn field(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|kilobytes| kilobytes.parse().ok())
        .unwrap_or_default()
}
