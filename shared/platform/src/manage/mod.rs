//! What developers and their programs change: applications, keys, domains, clients, users, roles; and what they read (behaviour 4.8-4.13).
//!
//! Who may call was decided before (`caller`). Every change takes a [`By`] and is written together with its event.

pub mod api_keys;
pub mod applications;
pub mod audit;
pub mod branding;
pub mod clients;
#[cfg(feature = "openapi")]
mod described;
pub(crate) mod diff;
pub mod domains;
pub mod email_templates;
pub mod exports;
pub mod identity_providers;
pub mod imports;
pub mod invitations;
pub mod jobs;
pub mod jwt_templates;
pub mod operators;
pub mod organizations;
pub mod parked;
pub mod patch;
pub mod platform;
pub mod roles;
pub mod signing_keys;
pub mod usage;
pub mod users;

use crate::{
    caller::{self, Caller},
    tenant::Tenant,
};
use domain::{
    Event, Timestamp,
    event::{Actor, EventKind, Origin},
    permission::{Permission, PermissionSet},
};
use protocol::error::{ErrorCode, Failure, FieldError};
use store::StoreError;

/// How often a change is made again when somebody else changed the same thing meanwhile.
pub(crate) const TRIES: usize = 3;

/// Who changes something, with what permissions, from where.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// For the audit.
    pub actor: &'a Actor,
    /// Nobody can grant what they do not hold.
    pub permissions: &'a PermissionSet,
    /// For the audit.
    pub origin: &'a Origin,
}

impl<'a> By<'a> {
    /// The caller of a request.
    pub const fn caller(caller: &'a Caller, origin: &'a Origin) -> Self {
        Self {
            actor: &caller.actor,
            permissions: &caller.permissions,
            origin,
        }
    }

    /// An event of this person's or program's doing.
    pub(crate) fn event(&self, tenant: &Tenant, kind: EventKind) -> Event {
        Event::new(kind, self.actor.clone(), tenant.now(), tenant.entropy()).from(self.origin)
    }

    /// Refuses what needs a permission of its own beyond the endpoint's.
    pub(crate) fn needs(&self, permission: Permission) -> Result<(), Failure> {
        if self.permissions.holds(permission) {
            Ok(())
        } else {
            Err(caller::forbidden(permission.as_str()))
        }
    }

    /// Refuses to hand on permissions that the caller does not hold.
    pub(crate) fn may_grant<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Result<(), Failure> {
        match self.permissions.first_missing(names) {
            None => Ok(()),
            Some(name) => {
                let detail = format!("You cannot give the permission {name}: you do not hold it yourself.");
                Err(Failure::new(ErrorCode::PermissionEscalation, detail).member("required", name))
            }
        }
    }
}

pub(crate) fn not_found(what: &str) -> Failure {
    Failure::new(ErrorCode::NotFound, format!("There is no such {what}."))
}

/// `If-Match`: the caller changes the version they saw, or nothing.
pub(crate) fn expect_version(if_match: Option<u64>, version: u64) -> Result<(), Failure> {
    match if_match {
        Some(wanted) if wanted != version => Err(changed_meanwhile(version)),
        _ => Ok(()),
    }
}

fn changed_meanwhile(version: u64) -> Failure {
    let detail = format!("It was changed meanwhile: its version is {version}. Load it again and repeat.");
    Failure::new(ErrorCode::VersionConflict, detail).member("version", version)
}

/// A lost race: without `If-Match` the change is made again on what is there now; with it the caller is told.
pub(crate) fn retry(error: StoreError, if_match: Option<u64>, attempt: usize) -> Result<(), Failure> {
    match error {
        StoreError::Conflict if if_match.is_none() && attempt + 1 < TRIES => Ok(()),
        other => Err(other.into()),
    }
}

/// A limit of behaviour 7.2.
pub(crate) fn limit_exceeded(what: &str, limit: usize, current: usize) -> Failure {
    let detail = format!("There are {current} {what} already, and {limit} is the most.");
    Failure::new(ErrorCode::LimitExceeded, detail)
        .member("limit", limit)
        .member("current", current)
}

/// One bad value.
pub(crate) fn invalid(field: &str, detail: impl Into<String>) -> FieldError {
    FieldError {
        field: field.to_owned(),
        code: ErrorCode::ValidationError,
        detail: detail.into(),
    }
}

/// The refusal of one bad value.
pub(crate) fn refused(field: &str, detail: impl Into<String>) -> Failure {
    let problem = invalid(field, detail);
    let said = problem.detail.clone();
    Failure::of_fields(vec![problem]).unwrap_or_else(|| Failure::new(ErrorCode::ValidationError, said))
}

/// The refusal of a body that leaves out what is needed.
pub(crate) fn required(field: &str) -> Failure {
    refused(field, "This field is required.")
}

/// All bad values at once, or none.
pub(crate) fn all_good(problems: Vec<FieldError>) -> Result<(), Failure> {
    Failure::of_fields(problems).map_or(Ok(()), Err)
}

/// An https URL of at most 2048 characters without user information and fragment.
pub(crate) fn is_https_url(text: &str) -> bool {
    let parsed = url::Url::parse(text).ok();
    let plain = parsed.is_some_and(|url| {
        url.scheme() == "https" && url.host().is_some() && url.username().is_empty() && url.password().is_none()
    });
    plain && text.len() <= 2048 && !text.contains('#')
}

/// A list as the API shows it, before its cursor is sealed.
#[derive(Clone, Debug)]
pub struct Listed<T> {
    /// The things.
    pub data: Vec<T>,
    /// Where to go on.
    pub next: Option<store::Cursor>,
    /// How many were looked at, where a filter worked after the read.
    pub examined: Option<usize>,
    /// By which filters.
    pub filtered_after: Vec<&'static str>,
}

/// Which page of a list.
#[derive(Clone, Debug)]
pub struct PageOf {
    /// 1-100.
    pub limit: i32,
    /// Where the last one ended.
    pub start: Option<store::Cursor>,
}

/// A moment in a query, or a complaint naming the parameter.
pub(crate) fn moment(name: &str, text: Option<&str>) -> Result<Option<Timestamp>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let bad = || {
        Failure::new(
            ErrorCode::InvalidParameter,
            format!("{name} is not a time like 2026-01-31T12:00:00Z."),
        )
    };
    Timestamp::parse(text).map(Some).ok_or_else(bad)
}
