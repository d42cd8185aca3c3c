//! What EventBridge starts on AWS: keys that are due are rotated, domains looked at, accounts erased. Here once an hour, and when asked.

use crate::{Local, aws::recorder};
use functions::events::{check_domains, erase_accounts, rotate_keys, run_jobs};
use platform::token_counts;
use protocol::error::Failure;
use serde::Serialize;
use std::{sync::Arc, time::Duration};

/// How often.
const PERIOD: Duration = Duration::from_hours(1);
/// How often jobs are taken further: nobody who tries something waits a minute.
const JOBS_PERIOD: Duration = Duration::from_secs(2);

/// What the schedules did.
#[derive(Debug, Serialize)]
pub struct Done {
    /// Signing keys that were rotated.
    keys_rotated: usize,
    /// Custom domains that were looked at.
    domains: check_domains::Checked,
    /// Accounts on their way out.
    accounts: erase_accounts::Visited,
    /// Jobs that were not over.
    jobs: run_jobs::Worked,
}

/// Runs all of them once.
pub async fn run(local: &Local) -> Result<Done, Failure> {
    let services = &local.services;
    let keys_rotated = recorder::acting("rotate-keys", rotate_keys::handle(services)).await?;
    let domains = Box::pin(recorder::acting("check-domains", check_domains::handle(services))).await?;
    let accounts = recorder::acting("erase-accounts", erase_accounts::handle(services)).await?;
    let jobs = Box::pin(recorder::acting("run-jobs", run_jobs::handle(services))).await?;
    local.drain().await;
    Ok(Done {
        keys_rotated,
        domains,
        accounts,
        jobs,
    })
}

/// Runs them every hour, for as long as the process lives.
pub async fn hourly(local: Arc<Local>) {
    let mut ticks = tokio::time::interval(PERIOD);
    ticks.tick().await;
    loop {
        ticks.tick().await;
        if let Err(failure) = Box::pin(run(&local)).await {
            tracing::warn!(
                code = failure.code.as_str(),
                "the schedules did not run; they do in an hour"
            );
        }
    }
}

/// Takes jobs further and tells what was counted, for as long as the process lives. A laptop has one instance, and nobody waits for its end.
pub async fn jobs(local: Arc<Local>) {
    let mut ticks = tokio::time::interval(JOBS_PERIOD);
    loop {
        ticks.tick().await;
        if recorder::acting("token", token_counts::tell_all(&local.services)).await > 0 {
            local.drain().await;
        }
        match Box::pin(recorder::acting("run-jobs", run_jobs::handle(&local.services))).await {
            Ok(worked) if worked.looked_at == 0 => {}
            Ok(_) => local.drain().await,
            Err(failure) => tracing::warn!(
                code = failure.code.as_str(),
                "jobs did not go on; they do in two seconds"
            ),
        }
    }
}
