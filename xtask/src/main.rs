//! How a developer does it in one command: `cargo xtask dev`, `cargo xtask test`, `cargo xtask doctor`.
//!
//! Few dependencies on purpose: this is compiled before anything else can happen.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks on its standard streams"
)]

mod bench;
mod check_data;
mod contract;
mod deploy;
mod dev;
mod disposable;
mod doctor;
mod frontend;
mod lambda;
mod process;
mod runtime;
mod sbom;
mod steps;
mod supply;
mod test;
mod validate;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Aero2's developer commands",
    after_help = "Start with `cargo xtask dev`; before you push, `cargo xtask test`."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build what is missing and run the whole platform in one process; Ctrl-C ends it
    Dev(dev::Options),
    /// Run every check CI runs: format, lints, documents, tests, dependencies, real clients
    Test(test::Options),
    /// Run the suite through the release binaries, or measure them (INIT, requests, memory, size)
    Runtime(runtime::Options),
    /// Build every Lambda function for arm64 and x86-64, and list what each weighs
    Lambda(lambda::Options),
    /// For the wrapper around rustc: say in a library which function each unwind table belongs to
    #[command(hide = true)]
    LinkUnwindTables(lambda::unwind_tables::Options),
    /// Check infra/template.yaml with AWS's own tools and ours; needs no account
    Validate,
    /// Deploy to an AWS account, and say where the platform is
    Deploy(deploy::Options),
    /// Measure what an operation costs: beside other servers, as it grows, in dollars
    Bench(bench::Options),
    /// Write the software bill of materials of the functions' release binaries to target/sbom
    Sbom,
    /// Look for broken invariants in a data directory, or in an export of a deployed table
    CheckData(check_data::Options),
    /// Make the list of disposable domains anew from the files of the npm package `disposable-email-domains`
    Disposable(disposable::Options),
    /// Kill the process twenty times while it writes: nothing acknowledged is lost, nothing torn, restarts are timed
    KillRounds,
    /// Say what this machine has and what it lacks
    Doctor,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Dev(options) => dev::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Runtime(options) => runtime::run(&options),
        Command::Lambda(options) => lambda::run(&options),
        Command::LinkUnwindTables(options) => lambda::unwind_tables::run(&options),
        Command::Validate => validate::run(),
        Command::Deploy(options) => deploy::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Sbom => sbom::command(),
        Command::CheckData(options) => check_data::run(&options),
        Command::Disposable(options) => disposable::run(&options),
        Command::KillRounds => check_data::kill_rounds(),
        Command::Doctor => doctor::run(),
    };
    match outcome {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("error: {}\nnext:  {}", problem.what, problem.next);
            ExitCode::FAILURE
        }
    }
}
