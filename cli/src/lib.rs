//! `aero2`: what a developer does from a terminal. It speaks the public API, and knows nothing of the platform that is not documented.

mod account;
mod api;
mod config;
pub mod decrypt;
pub mod export;
pub mod import;
mod manage;
mod problem;
mod random;
mod table;
mod target;
mod terminal;
mod wire;

use clap::{Parser, Subcommand};
use std::{ffi::OsString, future::Future, io::Write as _, process::ExitCode};

pub use problem::Problem;
pub use terminal::Terminal;

#[derive(Debug, Parser)]
#[command(name = "aero2", version, about = "Aero2 from a terminal")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Signs in at a dashboard by the browser, or keeps a secret key
    Login(account::Login),
    /// Ends the login and forgets what is kept
    Logout(account::Logout),
    /// Applications: list, create, show
    #[command(subcommand)]
    Apps(manage::Apps),
    /// Clients of an application: list, create, show, delete
    #[command(subcommand)]
    Clients(manage::Clients),
    /// Users of an application: list, show, invite
    #[command(subcommand)]
    Users(manage::Users),
    /// An application's configuration as a file: export, plan, apply, rollback, drift
    #[command(subcommand)]
    Config(config::Config),
    /// Moves users in, from a file that another provider exported
    Import(import::Arguments),
    /// Writes everybody of an application into a file, with password hashes where a key to encrypt them to is given
    Export(export::Arguments),
    /// Opens an encrypted export with the private half of its key
    Decrypt(decrypt::Arguments),
}

/// Runs what the command line says.
pub fn main() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    match done(command, &mut Terminal::real()) {
        Ok(code) => code,
        Err(problem) => {
            // Nobody is left to be told when the terminal is gone.
            let _gone = writeln!(std::io::stderr().lock(), "{problem}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a command line at a terminal of one's own.
pub fn run<Word: Into<OsString> + Clone>(
    line: impl IntoIterator<Item = Word>,
    terminal: &mut Terminal,
) -> Result<ExitCode, Problem> {
    let parsed = Arguments::try_parse_from(line);
    let parsed = parsed.map_err(|error| Problem::new("Nothing was done", error.to_string(), "see --help"))?;
    done(parsed.command, terminal)
}

fn done(command: Command, terminal: &mut Terminal) -> Result<ExitCode, Problem> {
    let secret_key = terminal.variable("AERO2_SECRET_KEY");
    match command {
        Command::Login(arguments) => account::login(&arguments, terminal),
        Command::Logout(arguments) => account::logout(&arguments, terminal),
        Command::Apps(command) => block_on(manage::apps(&command, terminal))?.map(|()| ExitCode::SUCCESS),
        Command::Clients(command) => block_on(manage::clients(&command, terminal))?.map(|()| ExitCode::SUCCESS),
        Command::Users(command) => block_on(manage::users(&command, terminal))?.map(|()| ExitCode::SUCCESS),
        Command::Config(command) => block_on(config::run(&command, terminal))?,
        Command::Import(arguments) => import::run(&arguments, secret_key),
        Command::Export(arguments) => export::run(&arguments, secret_key),
        Command::Decrypt(arguments) => decrypt::run(&arguments),
    }
}

/// Waits for what the platform answers, on this thread.
fn block_on<T>(work: impl Future<Output = T>) -> Result<T, Problem> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Problem::new("The command could not start", error.to_string(), "try again"))?;
    Ok(runtime.block_on(work))
}
