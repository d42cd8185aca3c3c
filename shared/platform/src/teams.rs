//! A developer's team: an organization of the dashboard, made at the first sign-in, so that *create application* is the next click (behaviour 2.5).

use crate::tenant::Tenant;
use domain::{
    Change, Event, OrganizationId,
    event::{Actor, ActorKind, EventKind, Origin},
    organization::{Member, Organization},
    permission::TeamRole,
    user::User,
};
use protocol::error::Failure;

/// Makes sure that a developer has a team.
pub(crate) async fn ensure(tenant: &Tenant, user: &User, origin: &Origin) -> Result<OrganizationId, Failure> {
    let existing = tenant.store().memberships(tenant.id(), &user.id).await?;
    if let Some(member) = existing.first() {
        return Ok(member.org_id);
    }
    let now = tenant.now();
    let id = OrganizationId::generate(now, tenant.entropy());
    let whose = user.name.clone().or_else(|| {
        user.email
            .as_ref()
            .map(|email| email.as_str().split('@').next().unwrap_or("").to_owned())
    });
    let name = whose.map_or_else(|| "My team".to_owned(), |whose| format!("{whose}’s team"));
    let team = Organization {
        id,
        name,
        created_by: user.id,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let member = Member {
        org_id: id,
        user_id: user.id,
        role: TeamRole::Admin,
        joined_at: now,
    };
    let event = Event::new(
        EventKind::OrgCreated,
        Actor::new(ActorKind::User, user.id),
        now,
        tenant.entropy(),
    )
    .on("organization", id)
    .from(origin);
    tenant
        .store()
        .create_organization(tenant.id(), Change::because(team, event), &member)
        .await?;
    Ok(id)
}

/// The teams of a developer.
pub async fn of(tenant: &Tenant, user: &User) -> Result<Vec<Member>, Failure> {
    Ok(tenant.store().memberships(tenant.id(), &user.id).await?)
}
