//! `aero2 export`: asks for everybody of an application page by page and appends each page to a file; one that was interrupted goes on where it was.

mod fetch;
mod state;

use crate::{Problem, import::progress::number};
use clap::Args;
use fetch::Fetcher;
use state::State;
use std::{
    fs,
    io::{IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

/// What the command line says.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// The file to write; without --resume it must not be there yet
    pub file: PathBuf,
    /// The application's own address
    #[arg(
        long,
        help = "The application's address, such as https://login.example.com; its secret key (export:read) is taken from AERO2_SECRET_KEY"
    )]
    pub of: String,
    /// An RSA public key in PEM: what is written opens with its private half only
    #[arg(long)]
    pub key: Option<PathBuf>,
    /// With password hashes; needs --key, and a secret key that names export:credentials
    #[arg(long, requires = "key")]
    pub passwords: bool,
    /// Go on where an interrupted export into this file was
    #[arg(long)]
    pub resume: bool,
    /// Users of a request
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u16).range(1..=500))]
    pub page: u16,
}

fn stopped(why: impl ToString, way_out: &str) -> Problem {
    Problem::new("The export stopped", why.to_string(), way_out)
}

/// Writes the file.
pub fn run(arguments: &Arguments, secret_key: Option<String>) -> Result<ExitCode, Problem> {
    let secret_key = secret_key.ok_or_else(|| {
        Problem::new(
            "Nothing was exported",
            "The environment has no AERO2_SECRET_KEY",
            "make a secret key with the permission export:read in the application, and set AERO2_SECRET_KEY to it",
        )
    })?;
    let public_key = arguments.key.as_ref().map(fs::read_to_string).transpose();
    let public_key = public_key.map_err(|error| {
        let why = format!("--key: {error}");
        Problem::new("Nothing was exported", why, "give a file with an RSA public key in PEM")
    })?;
    let fetcher = Fetcher::new(arguments, secret_key, public_key)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Problem::new("The command could not start", error.to_string(), "try again"))?;
    runtime.block_on(written(arguments, &fetcher))
}

async fn written(arguments: &Arguments, fetcher: &Fetcher) -> Result<ExitCode, Problem> {
    let (mut state, mut file) = State::begin(arguments)?;
    let full = |error: std::io::Error| stopped(error, "make room, then run the same command with --resume");
    loop {
        let page = match fetcher.page(state.cursor.as_deref()).await {
            Ok(page) => page,
            Err(problem) => {
                state.leave(&arguments.file);
                return Err(problem);
            }
        };
        file.write_all(page.body.as_bytes()).map_err(full)?;
        // On the disk before it is noted as done.
        file.sync_data().map_err(full)?;
        let goes_on = page.next_cursor.is_some();
        state.add(&page);
        show(&state, goes_on);
        if !goes_on {
            state.forget();
            return Ok(ExitCode::SUCCESS);
        }
        state.save()?;
    }
}

/// One line that is written over, or where nobody watches the sum at the end.
fn show(state: &State, goes_on: bool) {
    let over = std::io::stderr().is_terminal();
    let (start, end) = match (over, goes_on) {
        (true, true) => ("\r\u{1b}[K", ""),
        (true, false) => ("\r\u{1b}[K", "\n"),
        (false, false) => ("", "\n"),
        (false, true) => return,
    };
    // Progress that nobody can see is none.
    let _unseen = write!(
        std::io::stderr().lock(),
        "{start}{} users written{end}",
        number(state.users)
    );
}
