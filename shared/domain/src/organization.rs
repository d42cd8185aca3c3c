//! A B2B group of users. In this phase only the dashboard's: teams of developers, which own applications. The first is made at the first sign-in.

use crate::{Event, OrganizationId, Timestamp, UserId, permission::TeamRole};
use serde::{Deserialize, Serialize};

/// Applications a team may own.
pub const MAX_APPLICATIONS: usize = 50;
/// Teams that one developer may make (behaviour 7.2).
pub const MAX_TEAMS: usize = 10;
/// Organizations that one person may be in (behaviour 7.2).
pub const MAX_MEMBERSHIPS: usize = 100;
/// The longest name.
pub const NAME_LENGTH: usize = 255;

/// The stored organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Its identifier.
    pub id: OrganizationId,
    /// What people call it.
    pub name: String,
    /// Who made it.
    pub created_by: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl Organization {
    /// Notes a change: version + 1.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}

/// How somebody became a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub enum MemberSource {
    /// Made the organization.
    #[default]
    Creator,
    /// Was invited.
    Invitation,
}

/// One user's membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// In what.
    pub org_id: OrganizationId,
    /// Who.
    pub user_id: UserId,
    /// As what.
    pub role: TeamRole,
    /// How they came.
    #[serde(default)]
    pub source: MemberSource,
    /// Since when.
    pub joined_at: Timestamp,
    /// +1 per change of the role.
    #[serde(default = "first")]
    pub version: u64,
}

const fn first() -> u64 {
    1
}

impl Member {
    /// Somebody who joins.
    pub const fn new(
        org_id: OrganizationId,
        user_id: UserId,
        role: TeamRole,
        source: MemberSource,
        now: Timestamp,
    ) -> Self {
        Self {
            org_id,
            user_id,
            role,
            source,
            joined_at: now,
            version: 1,
        }
    }

    /// With another role.
    #[must_use]
    pub fn promoted(mut self, role: TeamRole) -> Self {
        self.role = role;
        self.version = self.version.saturating_add(1);
        self
    }

    /// Whether an admin is lost when they have `next` instead; `None`: they go.
    pub fn leaves_admins(&self, next: Option<TeamRole>) -> bool {
        self.role == TeamRole::Admin && next != Some(TeamRole::Admin)
    }
}

impl Event {
    /// The organizations that it is about: the one it was done to, the one that somebody was invited to, the two that an application moved between.
    pub fn organizations(&self) -> impl Iterator<Item = OrganizationId> {
        let target = self.target.iter().filter(|target| target.kind == "organization");
        let named = ["org_id", "from", "to"]
            .into_iter()
            .filter_map(|name| self.data.get(name)?.as_str());
        target
            .map(|target| target.id.as_str())
            .chain(named)
            .filter_map(|id| id.parse().ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_that_was_stored_before_there_were_sources_made_the_team() {
        let (org, user) = (OrganizationId::from_bytes([1; 16]), UserId::from_bytes([2; 16]));
        let old = serde_json::json!({
            "org_id": org, "user_id": user, "role": "admin", "joined_at": "2026-05-04T09:30:00.000Z"
        });
        let read: Member = serde_json::from_value(old).unwrap_or_else(|_| unreachable!());
        assert_eq!((read.source, read.version), (MemberSource::Creator, 1));
        let next = read.promoted(TeamRole::Support);
        assert_eq!((next.role, next.version), (TeamRole::Support, 2));
    }

    #[test]
    fn only_an_admin_who_stops_being_one_is_missed() {
        let (org, user) = (OrganizationId::from_bytes([1; 16]), UserId::from_bytes([2; 16]));
        let member = |role| Member::new(org, user, role, MemberSource::Creator, Timestamp::from_secs(1));
        assert!(member(TeamRole::Admin).leaves_admins(None));
        assert!(member(TeamRole::Admin).leaves_admins(Some(TeamRole::Member)));
        assert!(!member(TeamRole::Admin).leaves_admins(Some(TeamRole::Admin)));
        assert!(!member(TeamRole::Developer).leaves_admins(None));
    }
}
