//! `cargo xtask bench`: builds the release binaries and measures what an operation costs, beside other servers and in dollars.
//!
//! The measuring itself is `tests/bench`; this only builds it and passes on what was asked.

use crate::process::{self, Problem, root};
use std::process::{Command, ExitCode};

/// The flags of `cargo xtask bench`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// W1 W2 W3 W4 W5 W7 W8 W9 W10, `handlers`, `cost`, or `all` (which writes docs/benchmarks.md); or `users` alone (with `--count N`); with `--rounds N`, `--seconds S`,
    /// `--connections C`, `--peers floor,oidc-provider,better-auth`, `--most USERS`, `--quick`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "WHAT")]
    what: Vec<String>,
}

/// Builds, then measures.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Problem> {
    if options.what.iter().any(|word| word == "cost" || word == "all") {
        println!("counting the units of each flow");
        let counted = process::cargo(&["test", "--locked", "--workspace", "--test", "suite", "prices"]);
        if let Err(problem) = succeed(counted, "the units were not counted", "read the test's output above") {
            // The other parts are measured all the same, and the report says that this one is missing.
            println!("{}: {}", problem.what, problem.next);
        }
    }
    println!("building the release binaries");
    succeed(
        process::cargo(&["build", "--release", "--locked", "-p", "local", "-p", "bench"]),
        "the release build failed",
        "read the compiler's output above",
    )?;
    let program = root().join("target").join("release").join("aero2-bench");
    let shown = format!("cargo xtask bench {}", options.what.join(" "));
    let mut command = process::command(&program.display().to_string(), &[]);
    if options.what.first().is_none_or(|what| what != "users") {
        command.args(["run", "--shown", shown.trim(), "--root"]).arg(root());
    }
    command.args(&options.what);
    succeed(
        command,
        "a part was not measured",
        "read what it says above; `cargo xtask bench --help` names the parts",
    )?;
    Ok(ExitCode::SUCCESS)
}

fn succeed(mut command: Command, what: &str, next: &str) -> Result<(), Problem> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Problem::new(what, next)),
        Err(error) => Err(Problem::new(format!("{what} ({error})"), next)),
    }
}
