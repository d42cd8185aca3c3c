//! `aero2-bench users`: a data directory with a million users of one application, and what it costs to find some of them.

use crate::Outcome;
use bench::people::{self, Asked, Plan};
use domain::{IdentityProviderId, Timestamp};
use local::{Local, aws::data_dir::DataDir, seed};
use serde_json::Value;
use std::{
    fs,
    path::PathBuf,
    time::{Duration, Instant},
};

/// The flags of `aero2-bench users`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many
    #[arg(long, default_value_t = 1_000_000)]
    count: u64,
    /// A directory that is made anew
    #[arg(long, default_value = "target/bench/people")]
    dir: PathBuf,
    /// Stop making them after so many seconds, and measure with those that are there
    #[arg(long, default_value_t = 900)]
    within: u64,
}

/// Between two lines about how far it is.
const TOLD: u64 = 10_000;

/// Makes them and asks.
pub(crate) fn run(options: &Options) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(measure(options))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures by the machine's clock")]
async fn measure(options: &Options) -> Outcome<()> {
    let _none_before = fs::remove_dir_all(&options.dir);
    let data = DataDir::open(&options.dir).map_err(|error| error.to_string())?;
    let local = Box::pin(Local::start(data, 8787))
        .await
        .map_err(|error| error.to_string())?;
    let seeded = Box::pin(seed::seed(&local))
        .await
        .map_err(|failure| failure.to_string())?;
    let acme = seeded.applications.first().ok_or("no application")?;
    let app = acme.id.parse().map_err(|_| "no application id")?;
    let roles = local
        .services
        .store
        .roles(&app)
        .await
        .map_err(|error| error.to_string())?;
    let plan = Plan {
        app,
        count: options.count,
        since: Timestamp::from_secs(1_700_000_000),
        role: roles.last().map(|role| role.id).ok_or("no role")?,
        provider: IdentityProviderId::from_bytes([9; 16]),
    };
    let began = Instant::now();
    let most = Duration::from_secs(options.within);
    let is_late = || began.elapsed() > most;
    let told = |made: u64| {
        if made.is_multiple_of(TOLD) {
            println!("{made} users after {} s", began.elapsed().as_secs());
        }
    };
    let count = plan.make(&local.services, is_late, told).await?;
    println!("{count} users in {} s", began.elapsed().as_secs());
    let plan = Plan { count, ..plan };
    let asked = people::ask_all(&local, ("acme.localhost:8787", &acme.secret_key), &plan).await?;
    println!("| asked | found | looked at | calls | rounds | read units | ms |\n|---|--:|--:|--:|--:|--:|--:|");
    asked.iter().for_each(row);
    local.close().await;
    Ok(())
}

fn row(asked: &Asked) {
    let found = asked
        .body
        .pointer("/data")
        .and_then(Value::as_array)
        .map_or(1, Vec::len);
    let looked_at = asked
        .body
        .pointer("/examined")
        .map_or_else(String::new, Value::to_string);
    println!(
        "| {} | {found} | {looked_at} | {} | {} | {} | {:.1} |",
        asked.what,
        asked.trace.operations.len(),
        asked.trace.rounds,
        asked.trace.rru,
        asked.millis
    );
}
