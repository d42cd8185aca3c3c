//! Teams of developers: organizations of the dashboard. The first is made at the first sign-in, so that *create application* is the next click
//! (behaviour 2.5).

use crate::{invitations, manage::limit_exceeded, tenant::Tenant};
use domain::{
    Change, Event, OrganizationId, UserId,
    event::{Actor, ActorKind, EventKind, Origin},
    invitation::{Invitation, InvitedTo},
    organization::{MAX_MEMBERSHIPS, Member, MemberSource, Organization},
    permission::TeamRole,
    user::User,
};
use protocol::error::{ErrorCode, Failure};

/// A team that does not exist, or that the caller is not in.
pub(crate) fn missing() -> Failure {
    Failure::new(ErrorCode::NotFound, "There is no such organization.")
}

/// Makes sure that a developer has a team.
pub(crate) async fn ensure(tenant: &Tenant, user: &User, origin: &Origin) -> Result<OrganizationId, Failure> {
    let existing = tenant.store().memberships(tenant.id(), &user.id).await?;
    if let Some(member) = existing.first() {
        return Ok(member.org_id);
    }
    let id = OrganizationId::generate(tenant.now(), tenant.entropy());
    let whose = user.name.clone().or_else(|| {
        user.email
            .as_ref()
            .map(|email| email.as_str().split('@').next().unwrap_or("").to_owned())
    });
    let name = whose.map_or_else(|| "My team".to_owned(), |whose| format!("{whose}’s team"));
    let actor = Actor::new(ActorKind::User, user.id);
    let event = Event::new(EventKind::OrgCreated, actor, tenant.now(), tenant.entropy());
    make(tenant, id, name, user, event.from(origin)).await.map(|_| id)
}

/// Makes a team with its first member, who is its admin.
pub(crate) async fn make(
    tenant: &Tenant,
    id: OrganizationId,
    name: String,
    user: &User,
    event: Event,
) -> Result<(Organization, Member), Failure> {
    let now = tenant.now();
    let team = Organization {
        id,
        name,
        created_by: user.id,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let member = Member::new(id, user.id, TeamRole::Admin, MemberSource::Creator, now);
    let change = Change::because(team.clone(), event.on("organization", id));
    tenant.store().create_organization(tenant.id(), change, &member).await?;
    Ok((team, member))
}

/// The teams of a developer.
pub async fn of(tenant: &Tenant, user: &User) -> Result<Vec<Member>, Failure> {
    Ok(tenant.store().memberships(tenant.id(), &user.id).await?)
}

/// A team by its id.
pub(crate) async fn named(tenant: &Tenant, id: &OrganizationId) -> Result<Organization, Failure> {
    tenant.store().organization(tenant.id(), id).await?.ok_or_else(missing)
}

/// The membership that accepting an invitation makes; none where it is to no organization, or to one that the person is in already.
pub(crate) async fn joined(
    tenant: &Tenant,
    invitation: &Invitation,
    person: &UserId,
) -> Result<Option<Member>, Failure> {
    let InvitedTo::Team { org_id, role } = invitation.to else {
        return Ok(None);
    };
    let store = tenant.store();
    if store.organization(tenant.id(), &org_id).await?.is_none() {
        return Err(invitations::over());
    }
    let own = store.memberships(tenant.id(), person).await?;
    if own.iter().any(|member| member.org_id == org_id) {
        return Ok(None);
    }
    if own.len() >= MAX_MEMBERSHIPS {
        return Err(limit_exceeded(
            "organizations that you are in",
            MAX_MEMBERSHIPS,
            own.len(),
        ));
    }
    let source = MemberSource::Invitation;
    Ok(Some(Member::new(org_id, *person, role, source, tenant.now())))
}
