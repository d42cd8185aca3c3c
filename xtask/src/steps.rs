//! The steps of `cargo xtask test`, in order: cheap and telling first, slow last.
//!
//! To add one: a line in [`ALL`] and a function that returns its [`Outcome`].

use crate::dev;
use crate::process::{self, answers, root};
use crate::validate;
use std::process::Command;

/// One check with a name.
pub(crate) struct Step {
    /// For `--only`.
    pub(crate) name: &'static str,
    /// What it finds out.
    pub(crate) about: &'static str,
    /// What to do when it fails.
    pub(crate) remedy: &'static str,
    /// Does it.
    pub(crate) run: fn() -> Outcome,
}

/// How a step ended.
pub(crate) enum Outcome {
    /// As it should.
    Passed,
    /// It found something; its own output says what.
    Failed(String),
}

impl Outcome {
    pub(crate) const fn word(&self) -> &'static str {
        match self {
            Self::Passed => "ok",
            Self::Failed(_) => "FAILED",
        }
    }

    pub(crate) const fn has_failed(&self) -> bool {
        matches!(self, Self::Failed(_))
    }

    /// The reason, indented behind the table's columns.
    pub(crate) fn note(&self) -> String {
        match self {
            Self::Passed => String::new(),
            Self::Failed(why) => format!("   {why}"),
        }
    }
}

/// All steps, in the order they run.
pub(crate) const ALL: &[Step] = &[
    Step {
        name: "fmt",
        about: "the code is formatted",
        remedy: "`cargo fmt`",
        run: fmt,
    },
    Step {
        name: "clippy",
        about: "no lint speaks, in any target",
        remedy: "fix what clippy names above",
        run: clippy,
    },
    Step {
        name: "doc",
        about: "the documentation builds without a warning",
        remedy: "fix the link or comment that rustdoc names above",
        run: doc,
    },
    Step {
        name: "test",
        about: "unit, flow, conformance, security, contract and architecture tests",
        remedy: "`cargo test -p PACKAGE NAME` runs the failing test alone",
        run: tests,
    },
    Step {
        name: "validate",
        about: "the AWS template, by AWS's own tools and ours; rights are what the tests did",
        remedy: "what the tool says above; rights are listed in infra/template.yaml, by function",
        run: template,
    },
    Step {
        name: "contract",
        about: "the AWS that the tests believe in, against moto and dynalite (and DynamoDB Local where a developer has it)",
        remedy: "read the failing story; docs/contract.md says how one runs alone, and when a difference may be listed",
        run: crate::contract::contract,
    },
    Step {
        name: "dependencies",
        about: "licences, bans and sources of every crate (deny.toml)",
        remedy: "replace the crate, or give deny.toml a reason",
        run: dependencies,
    },
    Step {
        name: "clients",
        about: "real OIDC clients against a running Aero2 (Node, Python, Chromium, Apache)",
        remedy: "read the failing client's output above; `tests/clients/run --help` runs one alone",
        run: clients,
    },
];

fn fmt() -> Outcome {
    run(process::cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Outcome {
    run(process::cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]))
}

fn doc() -> Outcome {
    let mut command = process::cargo(&[
        "doc",
        "--workspace",
        "--no-deps",
        "--document-private-items",
        "--locked",
    ]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    run(command)
}

fn tests() -> Outcome {
    let recorded = validate::recorded();
    let _absent = std::fs::remove_file(&recorded);
    let mut command = process::cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
    command.env("AERO2_RECORD", recorded);
    run(command)
}

fn template() -> Outcome {
    match validate::run() {
        Ok(_) => Outcome::Passed,
        Err(problem) => Outcome::Failed(problem.what),
    }
}

/// Advisories need a database from outside and are the scheduled job's; the other three are decided by the lock file alone.
/// The version of cargo-deny that deny.toml is written for.
const CARGO_DENY: &str = "0.20.2";

/// cargo-deny, from PATH or from `target/tools`, where it is built once.
fn dependencies() -> Outcome {
    let tools = root().join("target").join("tools");
    let ours = tools.join("bin").join("cargo-deny");
    if !answers("cargo-deny", &["--version"]) && !ours.exists() {
        println!("installing cargo-deny {CARGO_DENY} into target/tools: some minutes, once");
        let mut install = process::cargo(&["install", "--locked", "--version", CARGO_DENY, "cargo-deny", "--root"]);
        install.arg(&tools);
        if let failed @ Outcome::Failed(_) = run(install) {
            return failed;
        }
    }
    let program = if ours.exists() {
        ours.display().to_string()
    } else {
        "cargo-deny".to_owned()
    };
    let arguments = ["--all-features", "--locked", "check", "bans", "licenses", "sources"];
    run(process::command(&program, &arguments))
}

/// `tests/clients/run` installs what its clients need (npm ci, a Python environment, Debian packages as root), starts the binary that
/// `AERO2_LOCAL` names, and reports.
fn clients() -> Outcome {
    let script = root().join("tests").join("clients").join("run");
    if !script.exists() {
        return Outcome::Failed("this checkout has no tests/clients/run".to_owned());
    }
    println!("building the local process that the clients talk to");
    let binary = match dev::build(false) {
        Ok(binary) => binary,
        Err(problem) => return Outcome::Failed(problem.what),
    };
    let mut command = Command::new(&script);
    command.env("AERO2_LOCAL", binary);
    command.current_dir(root()).stdin(std::process::Stdio::null());
    run(command)
}

/// Shows a command, runs it, and says how it ended.
pub(crate) fn run(mut command: Command) -> Outcome {
    let shown = process::shown(&command);
    println!("$ {shown}");
    match command.status() {
        Ok(status) if status.success() => Outcome::Passed,
        Ok(status) => Outcome::Failed(
            status
                .code()
                .map_or_else(|| "ended by a signal".to_owned(), |code| format!("exit code {code}")),
        ),
        Err(error) => Outcome::Failed(format!("did not start: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn step_names_are_different() {
        let mut names: Vec<_> = ALL.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn a_program_that_cannot_start_is_a_failure() {
        assert!(run(Command::new("aero2-no-such-program")).has_failed());
    }
}
