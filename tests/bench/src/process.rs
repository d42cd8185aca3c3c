//! What a process tree costs: CPU time and memory from `/proc`, and programs pinned to a core.

use crate::Outcome;
use std::{
    collections::HashMap,
    fs,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Clock ticks per second of `/proc/PID/stat`: fixed for user space on Linux.
const TICKS: f64 = 100.0;

/// CPU time and memory of some process trees.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Usage {
    /// User and system time in microseconds, that of children who ended included.
    pub(crate) cpu_us: f64,
    /// Proportional set size in kB.
    pub(crate) pss_kb: u64,
}

/// The fields of a `stat` line behind the name, which may hold anything.
fn stat(pid: u32) -> Option<Vec<u64>> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().map(|word| word.parse().unwrap_or(0)).collect())
}

/// A process and all below it.
pub(crate) fn tree(root: u32) -> Vec<u32> {
    let mut parents: HashMap<u32, Vec<u32>> = HashMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let pid = entry.file_name().to_string_lossy().parse::<u32>();
        if let Ok(pid) = pid
            && let Some(parent) = stat(pid).and_then(|fields| u32::try_from(*fields.get(1)?).ok())
        {
            parents.entry(parent).or_default().push(pid);
        }
    }
    let mut all = vec![root];
    let mut at = 0;
    while let Some(pid) = all.get(at) {
        let children = parents.get(pid).cloned().unwrap_or_default();
        all.extend(children);
        at += 1;
    }
    all
}

/// What the trees below `roots` have used so far.
pub(crate) fn usage(roots: &[u32]) -> Usage {
    let mut total = Usage::default();
    for root in roots {
        for pid in tree(*root) {
            let fields = stat(pid).unwrap_or_default();
            let field = |at: usize| fields.get(at).copied().unwrap_or(0);
            let mut ticks = field(11) + field(12);
            if pid == *root {
                ticks += field(13) + field(14);
            }
            total.cpu_us += precise(ticks) / TICKS * 1e6;
            total.pss_kb += pss(pid);
        }
    }
    total
}

/// CPU time of this process in microseconds, that of threads which ended included: a pool lets idle ones go in the middle of a measurement.
pub(crate) fn own_cpu_us() -> f64 {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    let spent = Duration::try_from(spent).unwrap_or_default();
    spent.as_secs_f64() * 1e6
}

/// A count as a number to divide.
#[expect(clippy::cast_precision_loss, reason = "counts of a bench are far below 2^52")]
pub(crate) const fn precise(count: u64) -> f64 {
    count as f64
}

fn pss(pid: u32) -> u64 {
    let text = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("Pss:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").trim().parse().ok())
        .unwrap_or(0)
}

/// `program` on one core only.
pub(crate) fn pinned(core: u8, program: &str) -> Command {
    let mut command = Command::new("taskset");
    command.args(["-c", &core.to_string(), program]).stdin(Stdio::null());
    command
}

/// The moment, for durations.
#[expect(
    clippy::disallowed_methods,
    reason = "a bench measures time; the ban is for the product"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Seconds since 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "a bench checks expiry by the real clock; the ban is for the product"
)]
pub(crate) fn epoch() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Waits.
#[expect(
    clippy::disallowed_methods,
    reason = "a bench waits while others work; the ban is for the product"
)]
pub(crate) fn pause(time: Duration) {
    std::thread::sleep(time);
}

/// Asks until there is an answer, at most `seconds`.
pub(crate) fn until<T>(seconds: u64, what: &str, mut ask: impl FnMut() -> Option<T>) -> Outcome<T> {
    let start = now();
    while start.elapsed() < Duration::from_secs(seconds) {
        if let Some(found) = ask() {
            return Ok(found);
        }
        pause(Duration::from_millis(20));
    }
    Err(format!("{what}: not within {seconds} s"))
}

/// Load average of the last minute.
pub(crate) fn load_average() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("?").to_owned()
}

/// A program of ours that ends when this value does.
pub(crate) struct Running(pub(crate) Child);

impl Running {
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// Asks it to end and waits.
    pub(crate) fn stop(&mut self) {
        let _sent = Command::new("kill").args(["-TERM", &self.id().to_string()]).status();
        let gone = until(5, "the process", || self.0.try_wait().ok().flatten());
        if gone.is_err() {
            let _gone_already = self.0.kill();
            let _status = self.0.wait();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Runs a program to its end; its standard output, or what it complained of.
pub(crate) fn output(command: &mut Command) -> Outcome<String> {
    let shown = command.get_program().display().to_string();
    let output = command.output().map_err(|error| format!("{shown}: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let last: Vec<&str> = said.lines().rev().take(3).collect();
        Err(format!("{shown}: {}: {}", output.status, last.join(" / ")))
    }
}
