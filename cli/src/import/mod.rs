//! `aero2 import`: reads a file of another provider, sends its users in batches, several at a time, and reports what was refused.
//!
//! The file is never in memory as a whole. What was answered is noted beside the report, so that an import that was interrupted goes on where it was.

mod document;
mod line;
pub(crate) mod progress;
mod reader;
mod report;
mod send;
mod state;
mod table;
pub mod vendor;

pub use line::{Line, Note};
pub use reader::{Item, read};

use crate::Problem;
use clap::Args;
use futures_util::{StreamExt, stream};
use progress::Progress;
use reader::Batch;
use report::Report;
use send::{Answered, Sender};
use state::State;
use std::{path::PathBuf, process::ExitCode};
use tokio::sync::mpsc;
use vendor::Vendor;

/// Lines of a batch.
pub(crate) const BATCH: usize = 1_000;
/// Batches that were read and wait to be sent.
const WAITING: usize = 4;

/// What the command line says.
#[derive(Clone, Debug, Args)]
pub struct Arguments {
    /// The file that the other provider exported
    pub file: PathBuf,
    /// Who exported it
    #[arg(long, value_enum)]
    pub from: Vendor,
    /// The application's own address
    #[arg(
        long,
        help = "The application's address, such as https://login.example.com; its secret key (import:write) is taken from AERO2_SECRET_KEY"
    )]
    pub to: String,
    /// Say what would happen, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Go on where an interrupted import of this file was
    #[arg(long)]
    pub resume: bool,
    /// Where refused lines are listed [default: the file's name + .refused.ndjson]
    #[arg(long)]
    pub report: Option<PathBuf>,
    /// Firebase: the parameters of its hashes
    #[arg(
        long,
        help = "Firebase: a file with the hash_config that the console shows (Authentication, Users, ⋮, Password hash parameters)"
    )]
    pub firebase_hash_config: Option<PathBuf>,
    /// Leave password hashes out: everybody sets a new password, or signs in by a code
    #[arg(long)]
    pub without_passwords: bool,
    /// Batches on their way at the same time
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=16))]
    pub in_flight: u8,
}

/// Moves the users; the code says whether all of them could be.
pub fn run(arguments: &Arguments, secret_key: Option<String>) -> Result<ExitCode, Problem> {
    let secret_key = secret_key.ok_or_else(|| {
        Problem::new(
            "Nothing was imported",
            "The environment has no AERO2_SECRET_KEY",
            "make a secret key with the permission import:write in the application, and set AERO2_SECRET_KEY to it",
        )
    })?;
    let mapping = vendor::Mapping::new(arguments)?;
    let sender = Sender::new(&arguments.to, secret_key, arguments.dry_run)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime =
        runtime.map_err(|error| Problem::new("The command could not start", error.to_string(), "try again"))?;
    runtime.block_on(moved(arguments, mapping, &sender))
}

async fn moved(arguments: &Arguments, mapping: vendor::Mapping, sender: &Sender) -> Result<ExitCode, Problem> {
    let mut state = State::begin(arguments)?;
    let mut report = Report::open(arguments, &state)?;
    let mut progress = Progress::new(&state);
    let (batches, waiting) = mpsc::channel(WAITING);
    let (file, from, done) = (arguments.file.clone(), arguments.from, state.answered);
    let reading = tokio::task::spawn_blocking(move || reader::batches(&file, from, &mapping, done, &batches));
    let next = |mut waiting: mpsc::Receiver<Batch>| async { waiting.recv().await.map(|batch| (batch, waiting)) };
    // In order, so that what was answered is always the beginning of the file.
    let answers = stream::unfold(waiting, next)
        .map(|batch| sender.send(batch))
        .buffered(usize::from(arguments.in_flight));
    let mut answers = std::pin::pin!(answers);
    while let Some(answer) = answers.next().await {
        let answered: Answered = answer?;
        report.add(&answered)?;
        state.add(&answered);
        if !arguments.dry_run {
            state.save()?;
        }
        progress.show(&state);
    }
    let read = reading
        .await
        .map_err(|error| Problem::new("Reading the file failed", error.to_string(), "try again"))?;
    progress.end();
    read?;
    report.close(&state, arguments)
}
