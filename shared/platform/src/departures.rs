//! The end of an account: asked for by its person or an admin, taken back within the grace, then a tombstone (behaviour 5.14).
//!
//! Scheduling ends everything at once by the user's epoch. What is left of an erased account is looked for by the schedule, see [`due`].

pub mod due;

use crate::{
    mailed,
    mails::{self, MailKind, MailRequest},
    manage::operators,
    tenant::Tenant,
};
use domain::{
    Change, Event, OrganizationId, Timestamp,
    application::ApplicationStatus,
    departure::Departure,
    event::EventKind,
    permission::TeamRole,
    user::{User, UserStatus},
};
use protocol::error::{ErrorCode, Failure};

const DAY_SECS: i64 = 86_400;

/// What became of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is erased then, unless it is kept.
    Scheduled(Timestamp),
    /// It is an id and nothing else, since then.
    Erased(Timestamp),
}

impl Ending {
    /// When it is, or was, done.
    pub const fn at(self) -> Timestamp {
        match self {
            Self::Scheduled(at) | Self::Erased(at) => at,
        }
    }
}

/// Schedules the end of an account, or brings it at once where the application grants no grace. Asked for twice, it stays at the first day.
pub(crate) async fn leave(tenant: &Tenant, user: User, event: &impl Fn(EventKind) -> Event) -> Result<Ending, Failure> {
    let now = tenant.now();
    if let (UserStatus::DeletionScheduled, Some(at)) = (user.status, user.deletion_at) {
        return Ok(Ending::Scheduled(at));
    }
    let days = i64::from(tenant.settings().deletion_grace_days);
    if days == 0 {
        return erase_at_once(tenant, user, event).await;
    }
    hand_over_first(tenant, &user).await?;
    let at = now.plus_secs(days * DAY_SECS);
    let mut scheduled = event(EventKind::UserDeletionScheduled).with("deletion_at", at.to_string());
    if let Some(mail) = mails::tell(tenant, &user, MailKind::DeletionScheduled, Some(&day(at)), "/login").await? {
        scheduled = scheduled.mailing(mail);
    }
    let departure = Departure::scheduled(user.id, at);
    let change = Change::because(user.schedule_deletion(at, now), scheduled);
    tenant
        .store()
        .schedule_deletion(tenant.id(), change, &departure)
        .await?;
    Ok(Ending::Scheduled(at))
}

/// Makes the tombstone now.
pub(crate) async fn erase_at_once(
    tenant: &Tenant,
    user: User,
    event: &impl Fn(EventKind) -> Event,
) -> Result<Ending, Failure> {
    hand_over_first(tenant, &user).await?;
    erase(tenant, user, event(EventKind::UserDeleted)).await?;
    Ok(Ending::Erased(tenant.now()))
}

/// Makes the tombstone. What the event says of the person goes with them; the last mail to them is sealed in it.
async fn erase(tenant: &Tenant, user: User, mut event: Event) -> Result<(), Failure> {
    let now = tenant.now();
    event.forget(&user.id.to_string());
    let hash = match &user.email {
        Some(email) => {
            let request = MailRequest::to(MailKind::AccountDeleted, email);
            event = event.mailing(mails::seal(tenant, &request).await?);
            Some(mailed::email_hash(tenant, email).await?)
        }
        None => None,
    };
    let before = tenant.store().departure(tenant.id(), &user.id).await?;
    let departure = Departure::erased(before, user.id, now);
    let change = Change::because(user.erase(now), event);
    Ok(tenant
        .store()
        .erase_user(tenant.id(), change, hash.as_deref(), &departure)
        .await?)
}

/// The date of a moment, as people write it down.
pub(crate) fn day(at: Timestamp) -> String {
    at.to_string().get(..10).unwrap_or("").to_owned()
}

/// The last operator of the platform stays, and the only admin of a team that has members or applications hands them over first.
async fn hand_over_first(tenant: &Tenant, user: &User) -> Result<(), Failure> {
    if !tenant.application().is_dashboard {
        return Ok(());
    }
    operators::keep_one(tenant, user).await?;
    for own in tenant.store().memberships(tenant.id(), &user.id).await? {
        let members = tenant.store().members(tenant.id(), &own.org_id).await?;
        let of_others: Vec<TeamRole> = members
            .into_iter()
            .filter(|member| member.user_id != user.id)
            .map(|member| member.role)
            .collect();
        let is_alone = of_others.is_empty();
        let is_needed = own.role == TeamRole::Admin && !of_others.contains(&TeamRole::Admin);
        if is_needed && (!is_alone || owns_something(tenant, &own.org_id).await?) {
            return Err(Failure::new(
                ErrorCode::LastAdmin,
                "Delete the applications of your team, or make somebody else its admin, first.",
            ));
        }
    }
    Ok(())
}

async fn owns_something(tenant: &Tenant, team: &OrganizationId) -> Result<bool, Failure> {
    let owned = tenant.store().owned_applications(tenant.id(), team).await?;
    Ok(owned
        .iter()
        .any(|application| application.status != ApplicationStatus::Deleted))
}
