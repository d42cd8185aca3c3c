//! The steps of `cargo xtask test`, in order: cheap and telling first, slow last.
//!
//! To add one: a line in [`ALL`] and a function that returns its [`Outcome`].

use crate::dev;
use crate::frontend;
use crate::process::{self, Problem, root};
use crate::{sbom, supply, validate};
use std::process::{Command, ExitCode};

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
    /// Left out by `--quick`: it takes minutes, or installs tools and servers of others.
    pub(crate) slow: bool,
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
        slow: false,
    },
    Step {
        name: "clippy",
        about: "no lint speaks, in any target",
        remedy: "fix what clippy names above",
        run: clippy,
        slow: false,
    },
    Step {
        name: "doc",
        about: "the documentation builds without a warning",
        remedy: "fix the link or comment that rustdoc names above",
        run: doc,
        slow: false,
    },
    Step {
        name: "test",
        about: "unit, flow, conformance, security, contract and architecture tests",
        remedy: "`cargo test -p PACKAGE NAME` runs the failing test alone",
        run: tests,
        slow: false,
    },
    Step {
        name: "faults",
        about: "every AWS call of every use case that writes fails in every way; one result is left, and the data is sound",
        remedy: "read the journey that is named; `AERO2_FAULTS=all cargo test -p tests --test suite -- fa_03_every_call` runs this alone",
        run: faults,
        slow: true,
    },
    Step {
        name: "lambda",
        about: "every function as the program that is deployed, its size and its C library",
        remedy: "`cargo xtask lambda --arch x86_64`, and docs/decisions/0012",
        run: programs,
        slow: true,
    },
    Step {
        name: "runtime",
        about: "the suite again, through the deployed programs",
        remedy: "`cargo xtask runtime NAME` runs one test; docs/runtime-host.md says what stands around the programs",
        run: runtime,
        slow: true,
    },
    Step {
        name: "validate",
        about: "the AWS template, by AWS's own tools and ours; rights are what the tests did",
        remedy: "what the tool says above; rights are listed in infra/template.yaml, by function",
        run: template,
        slow: true,
    },
    Step {
        name: "contract",
        about: "the AWS that the tests believe in, against moto and dynalite (and DynamoDB Local where a developer has it)",
        remedy: "read the failing story; docs/contract.md says how one runs alone, and when a difference may be listed",
        run: crate::contract::contract,
        slow: true,
    },
    Step {
        name: "dependencies",
        about: "licences, bans, duplicates and sources of every crate; advisories where their database is (deny.toml)",
        remedy: "replace the crate, or give deny.toml a reason",
        run: supply::dependencies,
        slow: false,
    },
    Step {
        name: "unused",
        about: "no manifest lists what its code does not use",
        remedy: "take the line out of the manifest that is named above",
        run: supply::unused,
        slow: true,
    },
    Step {
        name: "sbom",
        about: "the software bill of materials names everything the functions are compiled from",
        remedy: "`cargo xtask sbom` alone, and read what is missing",
        run: sbom::step,
        slow: true,
    },
    Step {
        name: "frontend",
        about: "the dashboard's pages: lints, types, unit tests, a build, and its size",
        remedy: "`npm run check` in frontend; `npx biome check --write dashboard` formats",
        run: pages,
        slow: false,
    },
    Step {
        name: "clients",
        about: "real OIDC clients against a running Aero2 (Node, Python, Chromium, Apache)",
        remedy: "read the failing client's output above; `tests/clients/run --help` runs one alone",
        run: clients,
        slow: false,
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

fn faults() -> Outcome {
    let mut command = process::cargo(&["test", "--locked", "-p", "tests", "--test", "suite", "--"]);
    command
        .args(["--nocapture", "fa_03_every_call"])
        .env("AERO2_FAULTS", "all");
    run(command)
}

fn programs() -> Outcome {
    ended(crate::lambda::run(&crate::lambda::Options::for_this_machine()))
}

fn runtime() -> Outcome {
    ended(crate::runtime::run(&crate::runtime::Options::the_suite()))
}

fn pages() -> Outcome {
    frontend::check().map_or_else(|problem| Outcome::Failed(problem.what), |()| Outcome::Passed)
}

fn ended(end: Result<ExitCode, Problem>) -> Outcome {
    match end {
        Ok(ExitCode::SUCCESS) => Outcome::Passed,
        Ok(_) => Outcome::Failed("it says above what is wrong".to_owned()),
        Err(problem) => Outcome::Failed(problem.what),
    }
}

fn template() -> Outcome {
    match validate::run() {
        Ok(_) => Outcome::Passed,
        Err(problem) => Outcome::Failed(problem.what),
    }
}

/// `tests/clients/run` installs what its clients need (npm ci, a Python environment, Debian packages as root), starts the binary that
/// `AERO2_LOCAL` names, and reports.
fn clients() -> Outcome {
    let script = root().join("tests").join("clients").join("run");
    if !script.exists() {
        return Outcome::Failed("this checkout has no tests/clients/run".to_owned());
    }
    println!("building the local process that the clients talk to");
    let binary = match dev::build_as_tested() {
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
