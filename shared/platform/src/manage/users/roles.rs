//! Giving roles to users and taking them. Nobody can give a role with permissions they do not hold.

use super::get;
use crate::{
    manage::{By, not_found},
    tenant::Tenant,
};
use domain::{
    Change, RoleId, UserId,
    event::EventKind,
    role::{Role, system},
    user::{MAX_ROLES, User},
};
use protocol::error::{ErrorCode, Failure};
use serde::Deserialize;

/// A body of `POST /api/users/{id}/roles`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct AddRole {
    /// `rol_…`.
    pub role_id: RoleId,
}

/// The roles of a user.
pub async fn list(tenant: &Tenant, id: &UserId) -> Result<Vec<Role>, Failure> {
    let user = get(tenant, id).await?;
    let roles = tenant.store().roles(tenant.id()).await?;
    Ok(roles.into_iter().filter(|role| user.roles.contains(&role.id)).collect())
}

/// Whether the caller may give these roles: they exist, and hold nothing that the caller lacks.
pub(in crate::manage) async fn may_assign(tenant: &Tenant, by: &By<'_>, ids: &[RoleId]) -> Result<(), Failure> {
    let roles = tenant.store().roles(tenant.id()).await?;
    if ids.len() > MAX_ROLES {
        return Err(super::super::limit_exceeded("roles of a user", MAX_ROLES, ids.len()));
    }
    for id in ids {
        let role = roles
            .iter()
            .find(|role| role.id == *id)
            .ok_or_else(|| not_found("role"))?;
        may_give(by, role)?;
    }
    Ok(())
}

fn may_give(by: &By<'_>, role: &Role) -> Result<(), Failure> {
    if role.system && role.name == system::OPERATOR {
        return Err(Failure::new(
            ErrorCode::PermissionEscalation,
            "Operators are invited at /api/platform/operators.",
        ));
    }
    by.may_grant(role.permissions.iter().map(String::as_str))
}

/// Gives a role.
pub async fn add(tenant: &Tenant, by: &By<'_>, id: &UserId, role_id: &RoleId) -> Result<User, Failure> {
    may_assign(tenant, by, &[*role_id]).await?;
    let user = get(tenant, id).await?;
    if user.roles.contains(role_id) {
        return Ok(user);
    }
    if user.roles.len() >= MAX_ROLES {
        return Err(super::super::limit_exceeded(
            "roles of this user",
            MAX_ROLES,
            user.roles.len(),
        ));
    }
    let mut after = user;
    after.roles.push(*role_id);
    let event = by
        .event(tenant, EventKind::UserRoleAdded)
        .on("user", after.id)
        .with("role_id", role_id.to_string());
    let after = after.touched(tenant.now());
    tenant
        .store()
        .save_user(tenant.id(), Change::because(after.clone(), event))
        .await?;
    Ok(after)
}

/// Takes a role.
pub async fn remove(tenant: &Tenant, by: &By<'_>, id: &UserId, role_id: &RoleId) -> Result<User, Failure> {
    let user = get(tenant, id).await?;
    let roles = tenant.store().roles(tenant.id()).await?;
    let role = roles
        .iter()
        .find(|role| role.id == *role_id && user.roles.contains(role_id))
        .ok_or_else(|| not_found("role of this user"))?;
    may_give(by, role)?;
    take(tenant, by, user, role).await
}

/// Takes a role from somebody who has it.
pub(crate) async fn take(tenant: &Tenant, by: &By<'_>, user: User, role: &Role) -> Result<User, Failure> {
    take_as(tenant, by, user, role, EventKind::UserRoleRemoved).await
}

/// The same under another event.
pub(crate) async fn take_as(
    tenant: &Tenant,
    by: &By<'_>,
    mut user: User,
    role: &Role,
    kind: EventKind,
) -> Result<User, Failure> {
    user.roles.retain(|held| *held != role.id);
    let event = by
        .event(tenant, kind)
        .on("user", user.id)
        .with("role_id", role.id.to_string())
        .with("role", role.name.clone());
    let after = user.touched(tenant.now());
    tenant
        .store()
        .save_user(tenant.id(), Change::because(after.clone(), event))
        .await?;
    Ok(after)
}
