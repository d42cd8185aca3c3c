//! `aero2`: what a developer does from a terminal. It speaks the public API, and knows nothing of the platform that is not documented.

pub mod decrypt;
pub mod export;
pub mod import;
mod problem;
mod wire;

use clap::{Parser, Subcommand};
use std::{io::Write as _, process::ExitCode};

pub use problem::Problem;

#[derive(Debug, Parser)]
#[command(name = "aero2", version, about = "Aero2 from a terminal")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
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
    let done = match command {
        Command::Import(arguments) => import::run(&arguments, secret_key()),
        Command::Export(arguments) => export::run(&arguments, secret_key()),
        Command::Decrypt(arguments) => decrypt::run(&arguments),
    };
    match done {
        Ok(code) => code,
        Err(problem) => {
            // Nobody is left to be told when the terminal is gone.
            let _gone = writeln!(std::io::stderr().lock(), "{problem}");
            ExitCode::FAILURE
        }
    }
}

/// From the environment alone: what stands on a command line can be read by everybody on the machine.
fn secret_key() -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the command is no part of the platform, and this is its configuration"
    )]
    let found = std::env::var("AERO2_SECRET_KEY");
    found.ok().filter(|key| !key.is_empty())
}
