//! `cargo xtask doctor`: what this machine has of what the commands need.

use crate::process::{Problem, first_line};
use std::process::ExitCode;

struct Need {
    program: &'static str,
    arguments: &'static [&'static str],
    for_what: &'static str,
    remedy: &'static str,
    required: bool,
}

const NEEDS: &[Need] = &[
    Need {
        program: "cargo",
        arguments: &["--version"],
        for_what: "everything",
        remedy: "install Rust with rustup",
        required: true,
    },
    Need {
        program: "cargo-clippy",
        arguments: &["--version"],
        for_what: "test: clippy",
        remedy: "rustup component add clippy",
        required: true,
    },
    Need {
        program: "rustfmt",
        arguments: &["--version"],
        for_what: "test: fmt",
        remedy: "rustup component add rustfmt",
        required: true,
    },
    Need {
        program: "cc",
        arguments: &["--version"],
        for_what: "aws-lc and SQLite",
        remedy: "apt-get install build-essential",
        required: true,
    },
    Need {
        program: "node",
        arguments: &["--version"],
        for_what: "test: clients",
        remedy: "install Node.js 20 or later",
        required: false,
    },
    Need {
        program: "npm",
        arguments: &["--version"],
        for_what: "test: clients",
        remedy: "comes with Node.js",
        required: false,
    },
    Need {
        program: "python3",
        arguments: &["--version"],
        for_what: "test: clients",
        remedy: "apt-get install python3 python3-venv",
        required: false,
    },
    Need {
        program: "chromium",
        arguments: &["--version"],
        for_what: "test: clients (browser)",
        remedy: "installed by the step when it runs as root",
        required: false,
    },
    Need {
        program: "apache2",
        arguments: &["-v"],
        for_what: "test: clients (mod_auth_openidc)",
        remedy: "installed by the step when it runs as root",
        required: false,
    },
    Need {
        program: "cargo-deny",
        arguments: &["--version"],
        for_what: "test: dependencies",
        remedy: "cargo install --locked cargo-deny",
        required: false,
    },
];

/// Prints the table; fails when something required is missing.
pub(crate) fn run() -> Result<ExitCode, Problem> {
    let mut missing = Vec::new();
    for need in NEEDS {
        if let Some(version) = first_line(need.program, need.arguments) {
            println!("ok       {:<14}{:<34}{version}", need.program, need.for_what);
            continue;
        }
        println!("missing  {:<14}{:<34}{}", need.program, need.for_what, need.remedy);
        if need.required {
            missing.push(need.remedy);
        }
    }
    if missing.is_empty() {
        println!("\nnext: `cargo xtask dev` runs Aero2, `cargo xtask test` checks it");
        return Ok(ExitCode::SUCCESS);
    }
    Err(Problem::new("something required is missing", missing.join("; ")))
}
