//! `aero2-check`: looks for broken invariants in a data directory or an export. Started by `cargo xtask check-data`.

use check::{Moment, source};
use clap::Parser;
use domain::Timestamp;
use std::{io::Write, path::PathBuf, process::ExitCode};

/// Looks for broken invariants in what is kept; prints what was looked at, and type and key of what is wrong
#[derive(Parser)]
#[command(version)]
struct Options {
    /// The data directory of a local process
    #[arg(long, default_value = ".aero2", value_name = "DIR")]
    data_dir: PathBuf,
    /// Instead: a DynamoDB export to S3 (DynamoDB JSON), copied to this folder
    #[arg(long, value_name = "DIR")]
    export: Option<PathBuf>,
    /// The moment that decides what is over (RFC 3339); by default the export's, or now
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Seconds that recorder and mailer may be behind; by default 0 for a data directory, 900 for an export
    #[arg(long, value_name = "SECONDS")]
    lag: Option<i64>,
}

fn main() -> ExitCode {
    match run(&Options::parse()) {
        Ok((text, clean)) => {
            let _nobody_reads = writeln!(std::io::stdout(), "{text}");
            if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(why) => {
            let _nobody_reads = writeln!(std::io::stderr(), "aero2-check: {why}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> Result<(String, bool), String> {
    let said = match &options.at {
        Some(text) => Some(Timestamp::parse(text).ok_or_else(|| format!("--at {text} is not a time"))?),
        None => None,
    };
    let (items, now, lag) = match &options.export {
        Some(dir) => (
            source::of_export(dir).map_err(|error| error.to_string())?,
            said.or_else(|| source::export_time(dir)).unwrap_or_else(system_time),
            options.lag.unwrap_or(900),
        ),
        None => (
            source::of_data_dir(&options.data_dir).map_err(|error| error.to_string())?,
            said.unwrap_or_else(|| {
                let offset = source::clock_offset(&options.data_dir);
                Timestamp::from_millis(system_time().millis().saturating_add(offset))
            }),
            options.lag.unwrap_or(0),
        ),
    };
    let moment = if lag == 0 {
        Moment::drained(now)
    } else {
        Moment::behind(now, lag)
    };
    let report = check::check(&items, moment);
    Ok((report.to_string(), report.is_clean()))
}

#[expect(
    clippy::disallowed_methods,
    reason = "a command line tool at the edge of the product asks what time it is"
)]
fn system_time() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map_or(0, |since| since.as_millis());
    Timestamp::from_millis(i64::try_from(millis).unwrap_or(i64::MAX))
}
