//! The same thing done to many users: asked for once, looked at while it goes on, stopped (behaviour 4.9, 4.12).
//!
//! The request that asks begins with it, so that a few are done in its answer; what is left the schedule does (`jobs`).

use super::{
    By, Listed, PageOf, invalid, not_found,
    users::{UserFilters, UserQuery, roles},
};
use crate::{jobs, tenant::Tenant};
use domain::{
    Change, JobId, RoleId, Timestamp, UserId,
    event::{Actor, EventKind},
    job::{Job, JobError, JobStatus, JobWork, MAX_NAMED, Targets, UserAction, Wanted},
    permission::Permission,
    text,
};
use protocol::error::{ErrorCode, Failure, FieldError};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::StoreError;

/// Jobs of an application that are not over.
const MAX_OPEN: usize = 5;
/// Newest jobs that are looked at to see which are not.
const LOOKED_AT: i32 = 20;
/// How often stopping a job is tried while it goes on.
const TRIES: usize = 8;

/// A job as the API shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Job"))]
pub struct JobView {
    /// `job_…`.
    pub id: JobId,
    /// What is done to each user.
    pub action: UserAction,
    /// With which role.
    pub role_id: Option<RoleId>,
    /// How far it is.
    pub status: JobStatus,
    /// Users it was done to, or who were so already.
    pub done: u64,
    /// Users it was done to in vain.
    pub failed: u64,
    /// How many there are; null while a filter is being gone through.
    pub total: Option<u64>,
    /// The first 20 of those in vain.
    pub errors: Vec<JobError>,
    /// Who asked.
    pub requested_by: Actor,
    /// When.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// +1 per change.
    pub version: u64,
}

fn shown(job: Job, now: Timestamp) -> JobView {
    JobView {
        status: job.status(now),
        id: job.id,
        action: job.action,
        role_id: job.role_id,
        done: job.done,
        failed: job.failed,
        total: job.total,
        errors: job.errors,
        requested_by: job.requested_by,
        created_at: job.created_at,
        finished_at: job.finished_at,
        version: job.version,
    }
}

/// A body of `POST /api/users/bulk`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct BulkWish {
    /// What is done to each user.
    action: Option<UserAction>,
    /// To these, at most 1000; or to those of `filter`.
    user_ids: Option<Vec<UserId>>,
    /// To everybody a list with these filters shows; at least one.
    filter: Option<UserFilters>,
    /// Which role `add_role` gives and `remove_role` takes.
    role_id: Option<RoleId>,
    /// Why `disable` switches them off; goes into the audit of each.
    reason: Option<String>,
}

/// What the routes for one user ask of their callers.
fn allowed(by: &By<'_>, action: UserAction) -> Result<(), Failure> {
    by.needs(match action {
        UserAction::Disable | UserAction::Enable => Permission::UsersWrite,
        UserAction::Delete | UserAction::Restore => Permission::UsersDelete,
        UserAction::AddRole | UserAction::RemoveRole => Permission::RolesAssign,
        UserAction::EndSessions => Permission::SessionsRevoke,
    })
}

/// Asks for it, and begins.
pub async fn ask(tenant: &Tenant, by: &By<'_>, body: BulkWish) -> Result<JobView, Failure> {
    let id = JobId::generate(tenant.born_at(), tenant.entropy());
    if tenant.is_repeated()
        && let Some(made) = tenant.store().job(tenant.id(), &id, tenant.now()).await?
    {
        return go_on(tenant, made).await;
    }
    let (wanted, targets) = judged(by, body)?;
    if let Some(role) = &wanted.role_id {
        roles::may_assign(tenant, by, &[*role]).await?;
    }
    let open = open(tenant).await?;
    if open >= MAX_OPEN {
        return Err(super::limit_exceeded("jobs that are not over", MAX_OPEN, open));
    }
    let job = Job::asked(id, wanted, &targets, tenant.now());
    let event = by
        .event(tenant, EventKind::JobStarted)
        .on("job", job.id)
        .with("action", job.action.as_str())
        .with("users", job.total);
    let work = JobWork {
        job_id: job.id,
        targets,
        permissions: by.permissions.names(),
        origin: by.origin.clone(),
        expires_at: job.deadline(),
    };
    let asked = Change::because(job.clone(), event);
    tenant.store().create_job(tenant.id(), &asked, &work).await?;
    if open > 0 {
        // One at a time: the schedule comes to it.
        return Ok(shown(job, tenant.now()));
    }
    go_on(tenant, job).await
}

/// Works on it for a moment. Whatever goes wrong the schedule tries again: the job is there.
async fn go_on(tenant: &Tenant, job: Job) -> Result<JobView, Failure> {
    if let Err(failure) = Box::pin(jobs::work(&tenant.apart(), &job.id, jobs::MOMENT)).await {
        tracing::warn!(
            code = failure.code.as_str(),
            "a job was not begun; the schedule comes to it"
        );
    }
    let found = tenant.store().job(tenant.id(), &job.id, tenant.now()).await;
    Ok(shown(found.ok().flatten().unwrap_or(job), tenant.now()))
}

/// How many jobs are not over, of the newest.
async fn open(tenant: &Tenant) -> Result<usize, Failure> {
    let now = tenant.now();
    let newest = tenant.store().jobs(tenant.id(), LOOKED_AT, None, now).await?;
    Ok(newest.items.iter().filter(|job| job.is_open(now)).count())
}

fn judged(by: &By<'_>, body: BulkWish) -> Result<(Wanted, Targets), Failure> {
    let mut problems: Vec<FieldError> = Vec::new();
    let action = body.action.unwrap_or_else(|| {
        problems.push(invalid("action", "This field is required."));
        UserAction::EndSessions
    });
    if body.action.is_some() {
        allowed(by, action)?;
    }
    match (action.takes_role(), body.role_id) {
        (true, None) => problems.push(invalid("role_id", "Say which role.")),
        (false, Some(_)) => problems.push(invalid("role_id", "This action takes no role.")),
        _ => {}
    }
    let mut reason = None;
    match body.reason.as_deref().map(|reason| text::line(reason, 500)) {
        Some(Ok(_)) if action != UserAction::Disable => {
            problems.push(invalid("reason", "Only disable takes a reason."));
        }
        Some(Ok(line)) => reason = Some(line),
        Some(Err(error)) => problems.push(invalid("reason", error.to_string())),
        None => {}
    }
    let targets = targets(body.user_ids, body.filter, &mut problems);
    super::all_good(problems)?;
    let wanted = Wanted {
        action,
        role_id: body.role_id,
        reason,
        requested_by: by.actor.clone(),
    };
    Ok((wanted, targets))
}

fn targets(ids: Option<Vec<UserId>>, filter: Option<UserFilters>, problems: &mut Vec<FieldError>) -> Targets {
    match (ids, filter) {
        (Some(ids), None) => {
            if ids.is_empty() || ids.len() > MAX_NAMED {
                let detail = format!("Name 1 to {MAX_NAMED} users; these are {}.", ids.len());
                problems.push(invalid("user_ids", detail));
            }
            let mut seen = HashSet::new();
            Targets::Users(ids.into_iter().filter(|id| seen.insert(*id)).collect())
        }
        (None, Some(filter)) => {
            if filter == UserFilters::default() {
                problems.push(invalid(
                    "filter",
                    "Filter by something: everybody is not meant by mistake.",
                ));
            }
            if let Err(failure) = UserQuery::read(&filter) {
                problems.push(invalid("filter", failure.detail));
            }
            Targets::Filter(serde_json::to_value(filter).unwrap_or_default())
        }
        _ => {
            problems.push(invalid("user_ids", "Name users, or a filter, and not both."));
            Targets::Users(Vec::new())
        }
    }
}

/// A job.
pub async fn get(tenant: &Tenant, id: &JobId) -> Result<JobView, Failure> {
    Ok(shown(known(tenant, id).await?, tenant.now()))
}

async fn known(tenant: &Tenant, id: &JobId) -> Result<Job, Failure> {
    let found = tenant.store().job(tenant.id(), id, tenant.now()).await?;
    found.ok_or_else(|| not_found("job"))
}

/// A page of the jobs of the last week, newest first.
pub async fn list(tenant: &Tenant, page: PageOf) -> Result<Listed<JobView>, Failure> {
    let now = tenant.now();
    let found = tenant.store().jobs(tenant.id(), page.limit, page.start, now).await?;
    Ok(Listed {
        data: found.items.into_iter().map(|job| shown(job, now)).collect(),
        next: found.next,
        examined: None,
        filtered_after: Vec::new(),
    })
}

/// Stops a job. What was done stays done; one that is over stays as it ended.
pub async fn cancel(tenant: &Tenant, by: &By<'_>, id: &JobId) -> Result<JobView, Failure> {
    let now = tenant.now();
    for attempt in 0..TRIES {
        let job = known(tenant, id).await?;
        allowed(by, job.action)?;
        if !job.is_open(now) {
            return Ok(shown(job, now));
        }
        let event = by
            .event(tenant, EventKind::JobCancelled)
            .on("job", job.id)
            .with("action", job.action.as_str())
            .with("done", job.done)
            .with("failed", job.failed);
        let stopped = job.cancelled(now);
        match tenant
            .store()
            .end_job(tenant.id(), &Change::because(stopped.clone(), event))
            .await
        {
            Ok(()) => return Ok(shown(stopped, now)),
            // It went on meanwhile.
            Err(StoreError::Conflict) if attempt + 1 < TRIES => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(Failure::new(
        ErrorCode::Unavailable,
        "The job goes on too fast. Try again.",
    ))
}
