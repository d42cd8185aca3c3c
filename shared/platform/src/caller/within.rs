//! Where a developer stands: in an organization of the dashboard, or in the team of a mounted application (isolation rules I1-I3).
//!
//! The membership is read for every request, so that who was removed is a stranger at once.

use super::{Caller, Need, not_here, unauthenticated};
use crate::{teams, tenant::Tenant};
use domain::{
    ApplicationId, OrganizationId, UserId,
    application::ApplicationStatus,
    organization::Member,
    permission::{Permission, TeamRole},
};
use protocol::error::{ErrorCode, Failure};

fn developer(caller: &Caller) -> Result<UserId, Failure> {
    let user = caller.user.as_ref().map(|user| user.id);
    user.ok_or_else(|| unauthenticated("Sign in at the dashboard."))
}

/// The organization of the path, with the permissions of the caller's role in it in place of their own.
pub(super) async fn enter(host: &Tenant, id: Option<OrganizationId>, caller: &mut Caller) -> Result<(), Failure> {
    if !host.application().is_dashboard {
        return Err(not_here());
    }
    let user = developer(caller)?;
    let id = id.ok_or_else(teams::missing)?;
    let member = host.store().member(host.id(), &id, &user).await?;
    let member = member.ok_or_else(teams::missing)?;
    caller.permissions = member.role.inside();
    caller.member = Some(member);
    Ok(())
}

/// The caller's membership of the team whose application it is; of an offered one, also of the team that it is offered to.
async fn membership(host: &Tenant, managed: &Tenant, user: &UserId, need: Need) -> Result<Option<Member>, Failure> {
    let application = managed.application();
    let offered = application.offered(host.now()).map(|offer| offer.team);
    let teams = match need {
        Need::Party if offered.is_some() => [offered, application.owner_org_id],
        Need::Party => [None, None],
        _ => [application.owner_org_id, None],
    };
    let mut found = None;
    for team in teams.into_iter().flatten() {
        let member = host.store().member(host.id(), &team, user).await?;
        match member {
            Some(member) if member.role == TeamRole::Admin => return Ok(Some(member)),
            member => found = found.or(member),
        }
    }
    Ok(found)
}

/// The mounted application, with the permissions of the caller's team role in place of their own.
pub(super) async fn mount(
    host: &Tenant,
    id: &ApplicationId,
    caller: &mut Caller,
    need: Need,
) -> Result<Tenant, Failure> {
    let missing = || Failure::new(ErrorCode::NotFound, "There is no such application.");
    let user = developer(caller)?;
    let mut managed = host.mounted(id).await?.ok_or_else(missing)?;
    if need == Need::Party {
        // What was offered a moment ago, at another instance, counts.
        let fresh = host.store().application(id).await?.ok_or_else(missing)?;
        managed = Tenant::of(host.services(), fresh);
    }
    let member = membership(host, &managed, &user, need).await?.ok_or_else(missing)?;
    // A deleted application can only be restored; everything else of it is gone.
    let restores = matches!(
        need,
        Need::Permission {
            permission: Permission::AppsDelete,
            ..
        }
    );
    if managed.application().status == ApplicationStatus::Deleted && !restores {
        return Err(missing());
    }
    caller.permissions = member.role.permissions();
    caller.member = Some(member);
    Ok(managed)
}
