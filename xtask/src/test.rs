//! `cargo xtask test`: every check that CI runs, one after the other, with a table at the end.
//!
//! A failed step does not stop the others: one run tells everything that is wrong. What was left out is said, never skipped in silence.

use crate::process::Problem;
use crate::steps::{self, Outcome, Step};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The flags of `cargo xtask test`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Run only this step; may be given several times
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// Leave out the steps that take minutes; CI runs them all
    #[arg(long)]
    quick: bool,
    /// List the steps and end
    #[arg(long)]
    list: bool,
    /// Stop at the first step that fails
    #[arg(long)]
    fail_fast: bool,
}

struct Line {
    step: &'static Step,
    outcome: Outcome,
    took: Duration,
}

/// Runs the chosen steps; the exit code is 0 when none failed.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Problem> {
    if options.list {
        for step in steps::ALL {
            let slow = if step.slow { " (not with --quick)" } else { "" };
            println!("{:<14}{}{slow}", step.name, step.about);
        }
        println!(
            "\nnext: `cargo xtask test --only NAME` runs one, `cargo xtask test` all of them, `--quick` those that take seconds"
        );
        return Ok(ExitCode::SUCCESS);
    }
    let chosen = chosen(&options.only, options.quick)?;
    let mut lines: Vec<Line> = Vec::with_capacity(chosen.len());
    for (number, step) in chosen.iter().enumerate() {
        println!("\n━━ {}/{} {}: {}", number + 1, chosen.len(), step.name, step.about);
        let (outcome, took) = timed(|| (step.run)());
        println!("━━ {}: {} after {}", step.name, outcome.word(), clock(took));
        let stop = options.fail_fast && outcome.has_failed();
        lines.push(Line { step, outcome, took });
        if stop {
            break;
        }
    }
    Ok(summarise(&lines, chosen.len()))
}

fn chosen(only: &[String], quick: bool) -> Result<Vec<&'static Step>, Problem> {
    if let Some(unknown) = only
        .iter()
        .find(|name| !steps::ALL.iter().any(|step| step.name == **name))
    {
        return Err(Problem::new(
            format!("there is no step `{unknown}`"),
            "`cargo xtask test --list` names them",
        ));
    }
    Ok(steps::ALL
        .iter()
        .filter(|step| {
            let usual = only.is_empty() && !(quick && step.slow);
            usual || only.iter().any(|name| step.name == name)
        })
        .collect())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a tool measures how long its steps take; the ban is for the product"
)]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let outcome = work();
    (outcome, start.elapsed())
}

fn summarise(lines: &[Line], chosen: usize) -> ExitCode {
    println!("\n{:<14}{:<10}{:>8}", "step", "result", "time");
    for line in lines {
        println!(
            "{:<14}{:<10}{:>8}{}",
            line.step.name,
            line.outcome.word(),
            clock(line.took),
            line.outcome.note()
        );
    }
    let total = lines.iter().map(|line| line.took).sum();
    let failed: Vec<_> = lines.iter().filter(|line| line.outcome.has_failed()).collect();
    println!("{:<24}{:>8}", "total", clock(total));
    if failed.is_empty() {
        println!("\nnext: all {} steps are green; commit and push", lines.len());
        return ExitCode::SUCCESS;
    }
    println!();
    for line in &failed {
        println!(
            "next: {}: {}; then `cargo xtask test --only {}`",
            line.step.name, line.step.remedy, line.step.name
        );
    }
    if lines.len() < chosen {
        println!("      {} steps were not run (--fail-fast)", chosen - lines.len());
    }
    ExitCode::FAILURE
}

/// `1m 05s`, or tenths of a second below a minute.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{}.{}s", seconds, time.subsec_millis() / 100)
    } else {
        format!("{}m {:02}s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_well() {
        assert_eq!(clock(Duration::from_millis(1_250)), "1.2s");
        assert_eq!(clock(Duration::from_secs(65)), "1m 05s");
    }

    #[test]
    fn an_unknown_step_is_refused_and_no_step_means_all() {
        assert!(chosen(&["nonsense".to_owned()], false).is_err());
        let count = |only: &[String], quick| chosen(only, quick).map(|steps| steps.len()).unwrap_or_default();
        assert_eq!(count(&[], false), steps::ALL.len());
        assert!(count(&[], true) < steps::ALL.len());
        assert_eq!(count(&["runtime".to_owned()], true), 1);
    }
}
