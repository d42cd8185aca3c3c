//! `cargo xtask check-data`: the invariants of a data directory or of an export; and `cargo xtask kill-rounds`, which breaks the process while it writes.

use crate::process::{self, Problem};
use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{ExitCode, Stdio},
};

/// The flags of `cargo xtask check-data`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The data directory of a local process
    #[arg(long, default_value = ".aero2", value_name = "DIR")]
    data_dir: PathBuf,
    /// Instead: a DynamoDB export to S3 (DynamoDB JSON), copied to this folder
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// Seconds that recorder and mailer may be behind; by default 0 for a data directory, 900 for an export
    #[arg(long, value_name = "SECONDS")]
    lag: Option<i64>,
}

/// Prints what was looked at; fails when an invariant is broken.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Problem> {
    let mut command = process::cargo(&["run", "--quiet", "--package", "check", "--bin", "aero2-check", "--"]);
    match &options.export {
        Some(dir) => command.arg("--export").arg(dir),
        None => command.arg("--data-dir").arg(&options.data_dir),
    };
    if let Some(lag) = options.lag {
        command.arg(format!("--lag={lag}"));
    }
    let status = command
        .status()
        .map_err(|error| Problem::new(format!("cargo did not start: {error}"), "`cargo xtask doctor`"))?;
    match status.code() {
        Some(0) => Ok(ExitCode::SUCCESS),
        Some(1) => Err(Problem::new(
            "an invariant is broken",
            "the lines above name rule, type and key; docs/data-rules.md says what each rule means",
        )),
        _ => Err(Problem::new(
            "the data could not be read",
            "name the data directory with --data-dir, or an export with --export",
        )),
    }
}

/// The longest a restart may take, in milliseconds.
const RESTART_MS: u64 = 2000;

/// Kills the process while it writes, twenty times; fails when something is lost, torn, or a restart takes too long.
pub(crate) fn kill_rounds() -> Result<ExitCode, Problem> {
    let mut command = process::cargo(&["test", "--workspace", "--locked", "--test", "kill", "--", "--nocapture"]);
    let failed =
        |error: std::io::Error| Problem::new(format!("the rounds did not run: {error}"), "`cargo xtask doctor`");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(failed)?;
    let mut longest = None;
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines() {
            let line = line.map_err(failed)?;
            println!("{line}");
            longest = longest.or_else(|| longest_restart(&line));
        }
    }
    let passed = child.wait().map_err(failed)?.success();
    match longest {
        Some(longest) if passed && longest <= RESTART_MS => Ok(ExitCode::SUCCESS),
        Some(longest) if passed => Err(Problem::new(
            format!("a restart took {longest} ms, and {RESTART_MS} is the bar"),
            "run it again on a machine that does nothing else",
        )),
        _ => Err(Problem::new(
            "a round lost or tore something",
            "the assertion above names it; `cargo test -p local --test kill` runs it alone",
        )),
    }
}

fn longest_restart(line: &str) -> Option<u64> {
    let (_, rest) = line.strip_prefix("kill rounds: ")?.split_once("longest ")?;
    rest.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_restart_is_read_from_the_rounds_own_line() {
        let line = "kill rounds: 20, acknowledged writes 9, lost 0, torn 0, restart median 300 ms, longest 412 ms";
        assert_eq!(longest_restart(line), Some(412));
        assert_eq!(longest_restart("running 1 test"), None);
    }
}
