//! Members of an organization: listing, giving another role, removing, leaving. An admin always remains (behaviour 3.12: `last_admin`).
//!
//! Whether another admin remains is a condition of the write, not a look before it: that admin is written again as they were read, so of two admins
//! who stop being one at the same moment only one does.

use super::super::{By, Listed, PageOf, expect_version, not_found, required, retry};
use crate::{caller, teams, tenant::Tenant};
use domain::{
    Change, Email, Timestamp, UserId,
    event::{Event, EventKind},
    organization::{Member, MemberSource},
    permission::{OrgPermission, TeamRole},
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};

/// A member as the others see them.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Member"))]
pub struct MemberView {
    /// `usr_…`.
    pub user_id: UserId,
    /// Their address.
    pub email: Option<Email>,
    /// Their name.
    pub name: Option<String>,
    /// Their role.
    pub role: TeamRole,
    /// How they came.
    pub source: MemberSource,
    /// Since when.
    pub joined_at: Timestamp,
    /// The `ETag`.
    pub version: u64,
}

fn shown(member: Member, user: Option<&User>) -> MemberView {
    MemberView {
        user_id: member.user_id,
        email: user.and_then(|user| user.email.clone()),
        name: user.and_then(|user| user.name.clone()),
        role: member.role,
        source: member.source,
        joined_at: member.joined_at,
        version: member.version,
    }
}

/// A page of members, the newest accounts first.
pub async fn list(dashboard: &Tenant, own: &Member, page: PageOf) -> Result<Listed<MemberView>, Failure> {
    let store = dashboard.store();
    let found = store
        .member_page(dashboard.id(), &own.org_id, page.limit, page.start)
        .await?;
    let ids: Vec<UserId> = found.items.iter().map(|member| member.user_id).collect();
    let users = store.users_of(dashboard.id(), &ids).await?;
    let with_user = |member: Member| {
        let user = users.iter().find(|user| user.id == member.user_id);
        shown(member, user)
    };
    Ok(Listed {
        data: found.items.into_iter().map(with_user).collect(),
        next: found.next,
        examined: None,
        filtered_after: Vec::new(),
    })
}

async fn known(dashboard: &Tenant, own: &Member, user: &UserId) -> Result<Member, Failure> {
    let found = dashboard.store().member(dashboard.id(), &own.org_id, user).await?;
    found.ok_or_else(|| not_found("member"))
}

/// Another admin, who could act: without one, nobody may stop being one.
async fn other_admin(dashboard: &Tenant, member: &Member) -> Result<Member, Failure> {
    let members = dashboard.store().members(dashboard.id(), &member.org_id).await?;
    let others = members
        .into_iter()
        .filter(|other| other.role == TeamRole::Admin && other.user_id != member.user_id);
    for other in others {
        let user = dashboard.store().user(dashboard.id(), &other.user_id).await?;
        if user.is_some_and(|user| user.is_active()) {
            return Ok(other);
        }
    }
    Err(Failure::new(
        ErrorCode::LastAdmin,
        "The only admin stays one. Make somebody else an admin first.",
    ))
}

async fn witness(dashboard: &Tenant, member: &Member, next: Option<TeamRole>) -> Result<Option<Member>, Failure> {
    if member.leaves_admins(next) {
        return other_admin(dashboard, member).await.map(Some);
    }
    Ok(None)
}

fn event(dashboard: &Tenant, by: &By<'_>, kind: EventKind, member: &Member) -> Event {
    by.event(dashboard, kind)
        .on("organization", member.org_id)
        .with("user_id", member.user_id.to_string())
}

/// A body of `PATCH …/members/{user_id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct MemberPatch {
    role: Option<TeamRole>,
}

/// Gives a member another role.
pub async fn set_role(
    dashboard: &Tenant,
    by: &By<'_>,
    own: &Member,
    (user, body): (&UserId, &MemberPatch),
    if_match: Option<u64>,
) -> Result<MemberView, Failure> {
    let Some(role) = body.role else {
        return Err(required("role"));
    };
    let mut attempt = 0;
    loop {
        let before = known(dashboard, own, user).await?;
        expect_version(if_match, before.version)?;
        if before.role == role {
            return view(dashboard, before).await;
        }
        let other = witness(dashboard, &before, Some(role)).await?;
        let event = event(dashboard, by, EventKind::MemberRoleChanged, &before)
            .with("old", before.role.as_str())
            .with("role", role.as_str());
        let after = before.promoted(role);
        let change = Change::because(after.clone(), event);
        let saved = dashboard.store().save_member(dashboard.id(), change, other.as_ref());
        match saved.await {
            Ok(()) => return view(dashboard, after).await,
            Err(error) => retry(error, if_match, attempt)?,
        }
        attempt += 1;
    }
}

async fn view(dashboard: &Tenant, member: Member) -> Result<MemberView, Failure> {
    let user = dashboard.store().user(dashboard.id(), &member.user_id).await?;
    Ok(shown(member, user.as_ref()))
}

/// Removes a member, or leaves: every member may go. What they could do with the organization's applications ends with it.
pub async fn remove(dashboard: &Tenant, by: &By<'_>, own: &Member, user: &UserId) -> Result<(), Failure> {
    let write = OrgPermission::MembersWrite.as_str();
    if *user != own.user_id && !by.permissions.holds_name(write) {
        return Err(caller::forbidden(write));
    }
    let mut attempt = 0;
    loop {
        let member = known(dashboard, own, user).await?;
        let other = witness(dashboard, &member, None).await?;
        let organization = teams::named(dashboard, &member.org_id).await?;
        let event = event(dashboard, by, EventKind::MemberRemoved, &member);
        let change = Change::because(organization.touched(dashboard.now()), event);
        let removed = dashboard
            .store()
            .remove_member(dashboard.id(), &member, &change, other.as_ref());
        match removed.await {
            Ok(()) => return Ok(()),
            Err(error) => retry(error, None, attempt)?,
        }
        attempt += 1;
    }
}
