//! Work that outlasts its request: asked for once, done part by part, told about while it goes on (behaviour 3.17, 4.12).
//!
//! Life: queued → running → succeeded, failed or cancelled. Whoever works on it holds a lease; when that is over, anybody goes on from where it is.

use crate::{
    JobId, RoleId, Timestamp, UserId,
    event::{Actor, Origin},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How long a job may take, in seconds: the rights it was asked for with are not good for ever.
pub const LIFE_SECS: i64 = 86_400;
/// How long it can be looked at, in seconds.
const KEPT_SECS: i64 = 7 * 86_400;
/// How long somebody may work on it before another does, in seconds.
const LEASE_SECS: i64 = 60;
/// Failures that are told of one by one.
const TOLD: usize = 20;
/// Users that may be named.
pub const MAX_NAMED: usize = 1000;

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum JobStatus {
    /// Nobody has begun.
    Queued,
    /// Some of it is done.
    Running,
    /// It went through; `failed` says for how many in vain.
    Succeeded,
    /// It went through and changed nobody, or took longer than a day.
    Failed,
    /// It was stopped; what was done stays done.
    Cancelled,
}

/// What is done to each user: what the route for one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum UserAction {
    /// Switched off.
    Disable,
    /// Switched on.
    Enable,
    /// Deletion is scheduled, or done at once where the application grants no grace.
    Delete,
    /// A scheduled deletion is taken back.
    Restore,
    /// A role is given.
    AddRole,
    /// A role is taken.
    RemoveRole,
    /// Sessions and grants end.
    EndSessions,
}

impl UserAction {
    /// As the API spells it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Disable => "disable",
            Self::Enable => "enable",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::AddRole => "add_role",
            Self::RemoveRole => "remove_role",
            Self::EndSessions => "end_sessions",
        }
    }

    /// Does it say which role?
    pub const fn takes_role(self) -> bool {
        matches!(self, Self::AddRole | Self::RemoveRole)
    }
}

/// One user it was done to in vain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct JobError {
    /// Who.
    pub user_id: UserId,
    /// Why, for programs.
    pub code: String,
    /// Why, for people.
    pub detail: String,
}

/// The stored job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Its identifier.
    pub id: JobId,
    /// What is done to each.
    pub action: UserAction,
    /// With which role.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role_id: Option<RoleId>,
    /// Why; goes into the audit of each.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
    /// How far it is, unless its day is over: see [`Job::status`].
    pub status: JobStatus,
    /// Users it was done to, or who were so already.
    pub done: u64,
    /// Users it was done to in vain.
    pub failed: u64,
    /// How many there are; of a filter nobody knows before the end.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub total: Option<u64>,
    /// The first of those in vain.
    pub errors: Vec<JobError>,
    /// Who asked.
    pub requested_by: Actor,
    /// When.
    pub created_at: Timestamp,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub finished_at: Option<Timestamp>,
    /// Where the filter's list goes on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub position: Option<String>,
    /// Until when somebody works on it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub leased_until: Option<Timestamp>,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

/// Who it is done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Targets {
    /// These, in this order.
    Users(Vec<UserId>),
    /// Whoever a list filtered like this shows.
    Filter(Value),
}

/// What working on it takes, beside the job and only as long as it goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobWork {
    /// Of which job.
    pub job_id: JobId,
    /// To whom.
    pub targets: Targets,
    /// What the asker might do when they asked.
    pub permissions: Vec<String>,
    /// From where they asked.
    pub origin: Origin,
    /// When it may no longer be worked on.
    pub expires_at: Timestamp,
}

/// What is done, when somebody asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What is done to each.
    pub action: UserAction,
    /// With which role.
    pub role_id: Option<RoleId>,
    /// Why.
    pub reason: Option<String>,
    /// Who asked.
    pub requested_by: Actor,
}

impl Job {
    /// Asked for at `now`.
    pub fn asked(id: JobId, wanted: Wanted, targets: &Targets, now: Timestamp) -> Self {
        let total = match targets {
            Targets::Users(users) => u64::try_from(users.len()).ok(),
            Targets::Filter(_) => None,
        };
        Self {
            id,
            action: wanted.action,
            role_id: wanted.role_id,
            reason: wanted.reason,
            status: JobStatus::Queued,
            done: 0,
            failed: 0,
            total,
            errors: Vec::new(),
            requested_by: wanted.requested_by,
            created_at: now,
            finished_at: None,
            position: None,
            leased_until: None,
            expires_at: now.plus_secs(KEPT_SECS),
            version: 1,
        }
    }

    /// When it must be done.
    pub const fn deadline(&self) -> Timestamp {
        self.created_at.plus_secs(LIFE_SECS)
    }

    /// How far it is: one whose day is over has failed, whether or not anybody was there to say so (FA-15).
    pub fn status(&self, now: Timestamp) -> JobStatus {
        match self.status {
            JobStatus::Queued | JobStatus::Running if self.deadline().is_past(now) => JobStatus::Failed,
            status => status,
        }
    }

    /// Is there something left to do?
    pub fn is_open(&self, now: Timestamp) -> bool {
        matches!(self.status(now), JobStatus::Queued | JobStatus::Running)
    }

    /// Does somebody work on it?
    pub fn is_leased(&self, now: Timestamp) -> bool {
        self.is_open(now) && self.leased_until.is_some_and(|until| !until.is_past(now))
    }

    /// How many were come to: where the named ones go on.
    pub const fn passed(&self) -> u64 {
        self.done.saturating_add(self.failed)
    }

    fn changed(mut self) -> Self {
        self.version = self.version.saturating_add(1);
        self
    }

    /// Somebody works on it, or goes on to.
    #[must_use]
    pub fn leased(mut self, now: Timestamp) -> Self {
        self.status = JobStatus::Running;
        self.leased_until = Some(now.plus_secs(LEASE_SECS));
        self.changed()
    }

    /// Nobody works on it for now.
    #[must_use]
    pub fn left(mut self) -> Self {
        self.leased_until = None;
        self.changed()
    }

    /// Some more users were come to, and the list goes on at `position`. Not a change by itself: it is saved with what follows.
    #[must_use]
    pub fn counting(mut self, done: u64, failed: Vec<JobError>, position: Option<String>) -> Self {
        self.done = self.done.saturating_add(done);
        self.failed = self
            .failed
            .saturating_add(u64::try_from(failed.len()).unwrap_or(u64::MAX));
        let room = TOLD.saturating_sub(self.errors.len());
        self.errors.extend(failed.into_iter().take(room));
        self.position = position;
        self
    }

    /// There is nobody left.
    #[must_use]
    pub fn finished(mut self, now: Timestamp) -> Self {
        let in_vain = self.done == 0 && self.failed > 0;
        self.status = if in_vain {
            JobStatus::Failed
        } else {
            JobStatus::Succeeded
        };
        self.total = Some(self.passed());
        self.over(now)
    }

    /// Its day is over.
    #[must_use]
    pub fn given_up(mut self, now: Timestamp) -> Self {
        self.status = JobStatus::Failed;
        self.over(now)
    }

    /// Somebody stopped it.
    #[must_use]
    pub fn cancelled(mut self, now: Timestamp) -> Self {
        self.status = JobStatus::Cancelled;
        self.over(now)
    }

    fn over(mut self, now: Timestamp) -> Self {
        self.finished_at = Some(now);
        self.leased_until = None;
        self.position = None;
        self.changed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Job {
        let wanted = Wanted {
            action: UserAction::Disable,
            role_id: None,
            reason: None,
            requested_by: Actor::system(),
        };
        let targets = Targets::Users(vec![UserId::from_bytes([1; 16]); 3]);
        Job::asked(JobId::from_bytes([2; 16]), wanted, &targets, Timestamp::from_secs(1000))
    }

    fn error() -> JobError {
        JobError {
            user_id: UserId::from_bytes([1; 16]),
            code: "not_found".to_owned(),
            detail: String::new(),
        }
    }

    #[test]
    fn a_job_counts_and_ends() {
        let now = Timestamp::from_secs(1001);
        let going = job().leased(now).counting(2, vec![error()], None);
        assert_eq!((going.passed(), going.total, going.version), (3, Some(3), 2));
        let over = going.finished(now);
        assert_eq!((over.status, over.version), (JobStatus::Succeeded, 3));
        let in_vain = job().counting(0, vec![error(); 30], None).finished(now);
        assert_eq!(
            (in_vain.status, in_vain.failed, in_vain.errors.len()),
            (JobStatus::Failed, 30, 20)
        );
    }

    #[test]
    fn fa_15_a_day_is_the_most_whether_or_not_anybody_says_so() {
        let job = job().leased(Timestamp::from_secs(1000));
        let at = |secs: i64| Timestamp::from_secs(1000 + secs);
        assert!(job.is_leased(at(59)) && !job.is_leased(at(60)));
        assert_eq!(job.status(at(LIFE_SECS - 1)), JobStatus::Running);
        assert_eq!(job.status(at(LIFE_SECS)), JobStatus::Failed);
        assert!(!job.is_open(at(LIFE_SECS)));
    }
}
