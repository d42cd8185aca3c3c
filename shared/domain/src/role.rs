//! A role: permissions under a name, given to users (behaviour 3.11). System roles cannot be changed.

use crate::{RoleId, Timestamp};
use serde::{Deserialize, Serialize};

/// Custom roles an application may have.
pub const MAX_CUSTOM_ROLES: usize = 100;
/// Permissions a role may have.
pub const MAX_PERMISSIONS: usize = 200;

/// The stored role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Role {
    /// Its identifier.
    pub id: RoleId,
    /// Unique in the application.
    pub name: String,
    /// For people.
    pub description: String,
    /// Names of permissions, or `*`.
    pub permissions: Vec<String>,
    /// Made by the platform; cannot be changed or deleted.
    pub system: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// +1 per change.
    pub version: u64,
}

impl Role {
    /// `^[a-z][a-z0-9_-]{1,62}$`
    pub fn is_name(text: &str) -> bool {
        (2..=63).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
    }

    /// Notes a change.
    #[must_use]
    pub fn touched(mut self, now: Timestamp) -> Self {
        self.version = self.version.saturating_add(1);
        self.updated_at = now;
        self
    }
}

/// Names of the system roles.
pub mod system {
    /// All permissions.
    pub const ADMIN: &str = "admin";
    /// None.
    pub const USER: &str = "user";
    /// Dashboard only: runs the deployment.
    pub const OPERATOR: &str = "operator";
}
