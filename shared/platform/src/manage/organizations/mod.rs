//! Organizations of the dashboard, which are the teams of developers: listing one's own, making, reading, renaming (behaviour 4.11).
//!
//! Who may do what in a team was decided before (`caller`); a team that the caller is not in was answered like one that does not exist.

pub mod invitations;
pub mod members;

use super::{By, expect_version, limit_exceeded, refused, required, retry};
use crate::{teams, tenant::Tenant};
use domain::{
    Change, OrganizationId, Timestamp, UserId,
    event::EventKind,
    organization::{MAX_TEAMS, Member, MemberSource, NAME_LENGTH, Organization},
    permission::TeamRole,
    text,
    user::User,
};
use protocol::error::Failure;
use serde::{Deserialize, Serialize};

/// An organization as one of its members sees it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Organization"))]
pub struct OrganizationView {
    /// `org_…`.
    pub id: OrganizationId,
    /// What people call it.
    pub name: String,
    /// The caller's role in it.
    pub role: TeamRole,
    /// Who made it.
    pub created_by: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The `ETag`.
    pub version: u64,
}

fn shown(organization: Organization, role: TeamRole) -> OrganizationView {
    OrganizationView {
        role,
        id: organization.id,
        name: organization.name,
        created_by: organization.created_by,
        created_at: organization.created_at,
        updated_at: organization.updated_at,
        version: organization.version,
    }
}

/// The organizations of a person, the newest first.
pub async fn list(dashboard: &Tenant, user: &User) -> Result<Vec<OrganizationView>, Failure> {
    let own = teams::of(dashboard, user).await?;
    let ids: Vec<_> = own.iter().map(|member| member.org_id).collect();
    let mut found = dashboard.store().organizations_of(dashboard.id(), &ids).await?;
    found.sort_by_key(|organization| std::cmp::Reverse(organization.id));
    let with_role = |organization: Organization| {
        let member = own.iter().find(|member| member.org_id == organization.id)?;
        Some(shown(organization, member.role))
    };
    Ok(found.into_iter().filter_map(with_role).collect())
}

/// The organization of a member.
pub async fn get(dashboard: &Tenant, member: &Member) -> Result<OrganizationView, Failure> {
    Ok(shown(teams::named(dashboard, &member.org_id).await?, member.role))
}

/// A body of `POST` and `PATCH /api/organizations`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct OrganizationBody {
    name: Option<String>,
}

impl OrganizationBody {
    fn name(&self) -> Result<String, Failure> {
        let name = self.name.as_deref().ok_or_else(|| required("name"))?;
        text::line(name, NAME_LENGTH).map_err(|error| refused("name", error.to_string()))
    }
}

/// Makes an organization; whoever makes it is its admin.
pub async fn create(
    dashboard: &Tenant,
    by: &By<'_>,
    user: &User,
    body: &OrganizationBody,
) -> Result<OrganizationView, Failure> {
    let name = body.name()?;
    let id = OrganizationId::generate(dashboard.born_at(), dashboard.entropy());
    let own = teams::of(dashboard, user).await?;
    if dashboard.is_repeated()
        && let Some(made) = own.iter().find(|member| member.org_id == id)
    {
        return get(dashboard, made).await;
    }
    let made = own.iter().filter(|member| member.source == MemberSource::Creator);
    let made = made.count();
    if made >= MAX_TEAMS {
        return Err(limit_exceeded("organizations that you made", MAX_TEAMS, made));
    }
    let event = by.event(dashboard, EventKind::OrgCreated);
    let (organization, member) = teams::make(dashboard, id, name, user, event).await?;
    Ok(shown(organization, member.role))
}

/// Renames an organization.
pub async fn update(
    dashboard: &Tenant,
    by: &By<'_>,
    member: &Member,
    body: &OrganizationBody,
    if_match: Option<u64>,
) -> Result<OrganizationView, Failure> {
    let name = body.name()?;
    let mut attempt = 0;
    loop {
        let before = teams::named(dashboard, &member.org_id).await?;
        expect_version(if_match, before.version)?;
        if before.name == name {
            return Ok(shown(before, member.role));
        }
        let after = Organization {
            name: name.clone(),
            ..before.clone()
        };
        let after = after.touched(dashboard.now());
        let event = by
            .event(dashboard, EventKind::OrgUpdated)
            .on("organization", before.id)
            .with("changes", super::diff::changes(&before, &after));
        let change = Change::because(after.clone(), event);
        match dashboard.store().save_organization(dashboard.id(), change).await {
            Ok(()) => return Ok(shown(after, member.role)),
            Err(error) => retry(error, if_match, attempt)?,
        }
        attempt += 1;
    }
}
