//! What a job does to one user: the use case of the route for one, unless the user is so already.

use crate::{
    manage::{
        By, TRIES,
        users::{self, Reasoned, roles},
    },
    sessions,
    tenant::Tenant,
};
use domain::{
    RoleId, UserId,
    job::{Job, UserAction},
    user::UserStatus,
};
use protocol::error::{ErrorCode, Failure};
use store::StoreError;

/// Does it. Somebody else's change of the same user meanwhile is gone after.
pub(super) async fn to(tenant: &Tenant, by: &By<'_>, job: &Job, id: &UserId) -> Result<(), Failure> {
    let lost = Failure::from(StoreError::Conflict).code;
    let mut attempt = 1;
    loop {
        match Box::pin(once(tenant, by, job, id)).await {
            Err(failure) if failure.code == lost && attempt < TRIES => attempt += 1,
            outcome => return outcome,
        }
    }
}

async fn once(tenant: &Tenant, by: &By<'_>, job: &Job, id: &UserId) -> Result<(), Failure> {
    match job.action {
        UserAction::Disable => {
            let why = Reasoned {
                reason: job.reason.clone(),
            };
            users::disable(tenant, by, id, &why).await.map(drop)
        }
        UserAction::Enable => users::enable(tenant, by, id).await.map(drop),
        UserAction::Delete => match users::delete(tenant, by, id, false, None).await {
            // Erased by the try before this one, where the application grants no grace.
            Err(failure) if failure.code == ErrorCode::NotFound && is_erased(tenant, id).await? => Ok(()),
            outcome => outcome.map(drop),
        },
        UserAction::Restore => match users::get(tenant, id).await?.status {
            UserStatus::DeletionScheduled => users::restore(tenant, by, id).await.map(drop),
            _ => Ok(()),
        },
        UserAction::AddRole => roles::add(tenant, by, id, &role(job)?).await.map(drop),
        UserAction::RemoveRole => {
            let role = role(job)?;
            if users::get(tenant, id).await?.roles.contains(&role) {
                roles::remove(tenant, by, id, &role).await.map(drop)
            } else {
                Ok(())
            }
        }
        UserAction::EndSessions => {
            let user = users::get(tenant, id).await?;
            sessions::revoke_everything(tenant, user, by.actor, by.origin)
                .await
                .map(drop)
        }
    }
}

async fn is_erased(tenant: &Tenant, id: &UserId) -> Result<bool, Failure> {
    let found = tenant.store().user(tenant.id(), id).await?;
    Ok(found.is_some_and(|user| user.status == UserStatus::Deleted))
}

fn role(job: &Job) -> Result<RoleId, Failure> {
    job.role_id
        .ok_or_else(|| Failure::new(ErrorCode::InternalError, "The job does not say which role."))
}
