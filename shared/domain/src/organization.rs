//! A B2B group of users. In this phase only the dashboard's: a developer's team, made at the first sign-in, which owns applications.

use crate::{OrganizationId, Timestamp, UserId, permission::TeamRole};
use serde::{Deserialize, Serialize};

/// Applications a team may own.
pub const MAX_APPLICATIONS: usize = 50;

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

/// One user's membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// In what.
    pub org_id: OrganizationId,
    /// Who.
    pub user_id: UserId,
    /// As what.
    pub role: TeamRole,
    /// Since when.
    pub joined_at: Timestamp,
}
