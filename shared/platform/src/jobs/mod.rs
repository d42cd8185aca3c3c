//! Jobs being worked on, a chunk at a time: by the request that asks, for a moment, and by the schedule until nothing is left.
//!
//! One at a time per application, under a lease. Each user goes through the use case of the route for one; asked for what is so already, it does
//! nothing, so a chunk that was done and not noted is done again without harm.

mod apply;

use crate::{
    manage::{
        By, PageOf,
        users::{self, UserFilters, UserQuery},
    },
    services::Services,
    tenant::Tenant,
};
use domain::{
    ApplicationId, Change, Event, JobId, UserId,
    application::ApplicationStatus,
    event::EventKind,
    job::{Job, JobError, JobWork, Targets},
    permission::PermissionSet,
};
use futures_util::{FutureExt, StreamExt, stream};
use protocol::error::{ErrorCode, Failure};
use serde::Serialize;
use std::{collections::HashSet, pin::pin, time::Duration};
use store::{Cursor, StoreError};

/// What a request spends on a job before it answers.
pub const MOMENT: Duration = Duration::from_secs(3);
/// What a run of the schedule spends on one.
const RUN: Duration = Duration::from_secs(40);
/// Users that are come to between two notes of how far it is.
const CHUNK: usize = 24;
/// Of them, how many at the same time. In the dashboard one after the other: who is the last operator depends on the one before.
const AT_ONCE: usize = 8;
/// Jobs that a run looks at.
const PAGE: i32 = 50;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Worked {
    /// Jobs that were taken further.
    pub looked_at: usize,
    /// Those of them that something went wrong with; each is in the log, and comes again.
    pub failed: usize,
}

/// Takes every job further that nobody works on, the oldest of each application.
pub async fn run(services: &Services) -> Result<Worked, Failure> {
    let mut worked = Worked::default();
    let mut late = pin!(tokio::time::sleep(RUN));
    let mut busy = HashSet::new();
    for (app, id) in services.store.due_jobs(PAGE).await? {
        if late.as_mut().now_or_never().is_some() {
            break;
        }
        if busy.contains(&app) {
            continue;
        }
        worked.looked_at += 1;
        match Box::pin(one(services, &app, &id)).await {
            Ok(true) => {}
            Ok(false) => {
                busy.insert(app);
            }
            Err(failure) => {
                worked.failed += 1;
                busy.insert(app);
                tracing::error!(code = failure.code.as_str(), detail = %failure.detail, "a job did not go on");
            }
        }
    }
    Ok(worked)
}

async fn one(services: &Services, app: &ApplicationId, id: &JobId) -> Result<bool, Failure> {
    let Some(application) = services.store.application(app).await? else {
        return Ok(true);
    };
    // Nothing is done in an application that is gone; restored within the day, it goes on.
    if application.status == ApplicationStatus::Deleted {
        return Ok(true);
    }
    work(&Tenant::of(services, application), id, RUN).await
}

/// Works on a job for some time. False: somebody else does, or there is more to do.
pub async fn work(tenant: &Tenant, id: &JobId, time: Duration) -> Result<bool, Failure> {
    match go_through(tenant, id, time).await {
        // Another was faster, or it was stopped: either way it is not ours.
        Err(failure) if failure.code == Failure::from(StoreError::Conflict).code => Ok(false),
        outcome => outcome,
    }
}

async fn go_through(tenant: &Tenant, id: &JobId, time: Duration) -> Result<bool, Failure> {
    let (store, app) = (tenant.store(), tenant.id());
    let Some((mut job, work)) = store.job_and_work(app, id, tenant.now()).await? else {
        return given_up(tenant, id).await;
    };
    if job.is_leased(tenant.now()) {
        return Ok(false);
    }
    job = job.leased(tenant.now());
    store.save_job(app, &job).await?;
    let mut late = pin!(tokio::time::sleep(time));
    loop {
        let step = match chunk(tenant, &job, &work).await {
            Ok(step) => step,
            Err(failure) => {
                // The lease is given back, so that the next one need not wait for its end.
                store.save_job(app, &job.left()).await?;
                return Err(failure);
            }
        };
        let counted = job.counting(step.done, step.failed, step.position);
        if step.is_last {
            return end(tenant, counted, &work).await;
        }
        if late.as_mut().now_or_never().is_some() {
            store.save_job(app, &counted.left()).await?;
            return Ok(false);
        }
        job = counted.leased(tenant.now());
        store.save_job(app, &job).await?;
    }
}

/// The day is over, and what the work took is gone or may not be used: what nobody said is said now.
async fn given_up(tenant: &Tenant, id: &JobId) -> Result<bool, Failure> {
    let now = tenant.now();
    let found = tenant.store().job(tenant.id(), id, now).await?;
    let Some(job) = found.filter(|job| job.finished_at.is_none() && !job.is_open(now)) else {
        return Ok(true);
    };
    let event = Event::new(EventKind::JobFinished, job.requested_by.clone(), now, tenant.entropy());
    let event = told(&job, event);
    let over = job.given_up(now);
    tenant
        .store()
        .end_job(tenant.id(), &Change::because(over, event.failed("late")))
        .await?;
    Ok(true)
}

/// Everybody was come to.
async fn end(tenant: &Tenant, job: Job, work: &JobWork) -> Result<bool, Failure> {
    let permissions = PermissionSet::of(&work.permissions);
    let event = asker(&job, work, &permissions).event(tenant, EventKind::JobFinished);
    let event = told(&job, event);
    let over = job.finished(tenant.now());
    tenant
        .store()
        .end_job(tenant.id(), &Change::because(over, event))
        .await?;
    Ok(true)
}

fn told(job: &Job, event: Event) -> Event {
    event
        .on("job", job.id)
        .with("action", job.action.as_str())
        .with("done", job.done)
        .with("failed", job.failed)
}

/// Who asked, with what they might do when they did.
const fn asker<'a>(job: &'a Job, work: &'a JobWork, permissions: &'a PermissionSet) -> By<'a> {
    By {
        actor: &job.requested_by,
        permissions,
        origin: &work.origin,
    }
}

/// What became of a chunk.
struct Step {
    done: u64,
    failed: Vec<JobError>,
    position: Option<String>,
    is_last: bool,
}

/// The next users, and what became of them.
async fn chunk(tenant: &Tenant, job: &Job, work: &JobWork) -> Result<Step, Failure> {
    let (ids, position, is_last) = match &work.targets {
        Targets::Users(ids) => {
            let passed = usize::try_from(job.passed()).unwrap_or(usize::MAX);
            let left = ids.get(passed..).unwrap_or_default();
            (left.iter().take(CHUNK).copied().collect(), None, left.len() <= CHUNK)
        }
        Targets::Filter(filter) => listed(tenant, job, filter.clone()).await?,
    };
    let permissions = PermissionSet::of(&work.permissions);
    let by = asker(job, work, &permissions);
    let at_once = if tenant.application().is_dashboard { 1 } else { AT_ONCE };
    let each = stream::iter(ids).map(|id: UserId| {
        let by = &by;
        async move { (id, apply::to(tenant, by, job, &id).await) }
    });
    let outcomes: Vec<(UserId, Result<(), Failure>)> = each.buffered(at_once).collect().await;
    let (mut done, mut failed) = (0, Vec::new());
    for (user_id, outcome) in outcomes {
        match outcome {
            Ok(()) => done += 1,
            Err(failure) if failure.status() >= 500 => return Err(failure),
            Err(failure) => failed.push(JobError {
                user_id,
                code: failure.code.as_str().to_owned(),
                detail: failure.detail,
            }),
        }
    }
    Ok(Step {
        done,
        failed,
        position,
        is_last,
    })
}

/// The next of a list.
async fn listed(
    tenant: &Tenant,
    job: &Job,
    filter: serde_json::Value,
) -> Result<(Vec<UserId>, Option<String>, bool), Failure> {
    let broken = |error: serde_json::Error| Failure::new(ErrorCode::InternalError, error.to_string());
    let filters: UserFilters = serde_json::from_value(filter).map_err(broken)?;
    let start: Option<Cursor> = job
        .position
        .as_deref()
        .map(serde_json::from_str)
        .transpose()
        .map_err(broken)?;
    let page = PageOf {
        limit: i32::try_from(CHUNK).unwrap_or(1),
        start,
    };
    let found = users::find(tenant, &UserQuery::read(&filters)?, page).await?;
    let ids = found.users.iter().map(|user| user.id).collect();
    let position = found
        .next
        .as_ref()
        .map(serde_json::to_string)
        .transpose()
        .map_err(broken)?;
    let is_last = position.is_none();
    Ok((ids, position, is_last))
}
