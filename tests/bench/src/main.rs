//! `aero2-bench`: what Aero2 costs, measured beside other servers. Started by `cargo xtask bench`, which builds what it needs.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool talks on its standard streams"
)]

mod all;
mod bars;
mod check;
mod clients;
mod clones;
mod crowd;
mod floor;
mod flow;
mod growth;
mod handlers;
mod http;
mod load;
mod ours;
mod peers;
mod postgres;
mod process;
mod report;
mod run;
mod server;
mod sign_in;
mod stage;
mod start;
mod tape;

use clap::{Parser, Subcommand};
use std::{io::Read, process::ExitCode};

/// What stopped a part, in one line.
pub(crate) type Outcome<T> = Result<T, String>;

#[derive(Parser)]
#[command(name = "aero2-bench")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure workloads and print, or write, the report
    Run(all::Options),
    /// Make a great many users of one application, and count what finding some of them costs
    Users(crowd::Options),
    /// Be the load generator: a job as JSON on standard input, the cell on standard output
    Load,
    /// Be the floor
    Floor {
        /// Loopback port
        #[arg(long)]
        port: u16,
    },
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Run(options) => all::run(&options),
        Command::Users(options) => crowd::run(&options),
        Command::Load => generate(),
        Command::Floor { port } => floor::serve(port),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("bench: {why}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Outcome<()> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| error.to_string())?;
    let job = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let cell = load::measure(&job)?;
    println!("{}", serde_json::to_string(&cell).map_err(|error| error.to_string())?);
    Ok(())
}
