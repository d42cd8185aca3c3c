//! What we are made of: `cargo deny` (licences, bans, duplicates, advisories), `cargo machete` (nothing listed that is not used).

use crate::process::{self, answers, root};
use crate::steps::{Outcome, run};
use std::path::PathBuf;

/// A program of cargo's, and the version it is used in.
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
}

/// deny.toml is written for this version.
const DENY: Tool = Tool {
    name: "cargo-deny",
    version: "0.20.2",
};
const MACHETE: Tool = Tool {
    name: "cargo-machete",
    version: "0.9.2",
};
pub(crate) const CYCLONEDX: Tool = Tool {
    name: "cargo-cyclonedx",
    version: "0.5.9",
};

impl Tool {
    /// How it is called: from PATH, or from `target/tools`, where it is built once. Unoptimised: it is waited for longer than it runs.
    pub(crate) fn program(&self) -> Result<String, Outcome> {
        let tools = root().join("target").join("tools");
        let ours = tools.join("bin").join(self.name);
        if !ours.exists() && answers(self.name, &["--version"]) {
            return Ok(self.name.to_owned());
        }
        if !ours.exists() {
            println!(
                "installing {} {} into target/tools: some minutes, once",
                self.name, self.version
            );
            let mut install = process::cargo(&["install", "--locked", "--debug", "--version", self.version, self.name]);
            install.arg("--root").arg(&tools);
            if let failed @ Outcome::Failed(_) = run(install) {
                return Err(failed);
            }
        }
        Ok(ours.display().to_string())
    }
}

/// Licences, bans, duplicates and sources are decided by the lock file; advisories need a copy of their database.
pub(crate) fn dependencies() -> Outcome {
    let program = match DENY.program() {
        Ok(program) => program,
        Err(failed) => return failed,
    };
    let arguments = ["--all-features", "--locked", "check", "bans", "licenses", "sources"];
    if let failed @ Outcome::Failed(_) = run(process::command(&program, &arguments)) {
        return failed;
    }
    let Some(database) = advisory_database() else {
        println!("advisories: SKIPPED, there is no copy of the database on this machine; `cargo deny fetch` makes one");
        return Outcome::Passed;
    };
    println!("advisories: the copy at {}", database.display());
    let arguments = ["--all-features", "--locked", "check", "--disable-fetch", "advisories"];
    run(process::command(&program, &arguments))
}

/// Where `cargo deny fetch` keeps it.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo says where its home is by the environment; the ban is for the product"
)]
fn advisory_database() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let kept = home.join("advisory-dbs");
    let holds_one = std::fs::read_dir(&kept).is_ok_and(|mut entries| entries.next().is_some());
    holds_one.then_some(kept)
}

/// Nothing is listed in a manifest that its code does not name.
pub(crate) fn unused() -> Outcome {
    match MACHETE.program() {
        Ok(program) => run(process::command(
            &program,
            &["cli", "functions", "infra", "shared", "tests", "xtask"],
        )),
        Err(failed) => failed,
    }
}
