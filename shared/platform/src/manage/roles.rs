//! Roles and permissions (behaviour 3.11, 3.14). Nobody can grant what they do not hold; system roles stay as they are.

use super::{By, all_good, diff, expect_version, invalid, limit_exceeded, not_found};
use crate::tenant::Tenant;
use domain::{
    Change, RoleId,
    event::EventKind,
    permission::Permission,
    role::{MAX_CUSTOM_ROLES, MAX_PERMISSIONS, Role},
    user::User,
};
use protocol::error::{ErrorCode, Failure, FieldError};
use serde::{Deserialize, Serialize};
use store::StoreError;

/// All roles, system roles first, then by name.
pub async fn list(tenant: &Tenant) -> Result<Vec<Role>, Failure> {
    let mut roles = tenant.store().roles(tenant.id()).await?;
    roles.sort_by(|a, b| b.system.cmp(&a.system).then_with(|| a.name.cmp(&b.name)));
    Ok(roles)
}

/// One role.
pub async fn get(tenant: &Tenant, id: &RoleId) -> Result<Role, Failure> {
    let found = tenant
        .store()
        .roles(tenant.id())
        .await?
        .into_iter()
        .find(|role| role.id == *id);
    found.ok_or_else(|| not_found("role"))
}

/// A body of `POST /api/roles`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct NewRole {
    /// Unique in the application.
    pub name: String,
    /// For people.
    #[serde(default)]
    pub description: String,
    /// Names of permissions.
    #[serde(default)]
    pub permissions: Vec<String>,
}

/// A body of `PATCH /api/roles/{id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct RolePatch {
    name: Option<String>,
    description: Option<String>,
    permissions: Option<Vec<String>>,
}

fn problems(role: &Role) -> Vec<FieldError> {
    let mut found = Vec::new();
    if !Role::is_name(&role.name) {
        found.push(invalid(
            "name",
            "Use 2 to 63 of a-z, 0-9, _ and -, beginning with a letter.",
        ));
    }
    if role.description.chars().count() > 255 || role.description.chars().any(char::is_control) {
        found.push(invalid("description", "Use at most 255 characters on one line."));
    }
    if role.permissions.len() > MAX_PERMISSIONS {
        found.push(invalid(
            "permissions",
            format!("Use at most {MAX_PERMISSIONS} permissions."),
        ));
    }
    if let Some(unknown) = role.permissions.iter().find(|name| Permission::parse(name).is_none()) {
        let shown: String = unknown.chars().take(80).collect();
        found.push(FieldError {
            field: "permissions".into(),
            code: ErrorCode::PermissionUnknown,
            detail: format!("There is no permission {shown}."),
        });
    }
    found
}

fn tidy(mut names: Vec<String>) -> Vec<String> {
    names.sort_unstable();
    names.dedup();
    names
}

fn name_taken(error: StoreError) -> Failure {
    match error {
        StoreError::Conflict => Failure::new(
            ErrorCode::NameTaken,
            "Another role has that name, or this one was changed meanwhile.",
        ),
        other => other.into(),
    }
}

/// Makes a role.
pub async fn create(tenant: &Tenant, by: &By<'_>, body: NewRole) -> Result<Role, Failure> {
    let now = tenant.now();
    let role = Role {
        id: RoleId::generate(tenant.born_at(), tenant.entropy()),
        name: body.name,
        description: body.description,
        permissions: tidy(body.permissions),
        system: false,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    all_good(problems(&role))?;
    by.may_grant(role.permissions.iter().map(String::as_str))?;
    let known = tenant.store().roles(tenant.id()).await?;
    if let Some(made) = known.iter().find(|known| known.id == role.id) {
        // An earlier try of this request made it.
        return Ok(made.clone());
    }
    let custom = known.iter().filter(|role| !role.system).count();
    if custom >= MAX_CUSTOM_ROLES {
        return Err(limit_exceeded("custom roles", MAX_CUSTOM_ROLES, custom));
    }
    let event = by
        .event(tenant, EventKind::RoleCreated)
        .on("role", role.id)
        .with("name", role.name.clone())
        .with("permissions", role.permissions.clone());
    tenant
        .store()
        .save_role(tenant.id(), Change::because(role.clone(), event), None)
        .await
        .map_err(name_taken)?;
    tenant.forget_roles();
    Ok(role)
}

async fn changeable(tenant: &Tenant, id: &RoleId) -> Result<Role, Failure> {
    let role = get(tenant, id).await?;
    if role.system {
        Err(Failure::new(
            ErrorCode::RoleSystem,
            "A system role cannot be changed or deleted.",
        ))
    } else {
        Ok(role)
    }
}

/// Changes a role.
pub async fn update(
    tenant: &Tenant,
    by: &By<'_>,
    id: &RoleId,
    body: RolePatch,
    if_match: Option<u64>,
) -> Result<Role, Failure> {
    let before = changeable(tenant, id).await?;
    expect_version(if_match, before.version)?;
    let mut after = before.clone();
    super::patch::set(&mut after.name, body.name);
    super::patch::set(&mut after.description, body.description);
    super::patch::set(&mut after.permissions, body.permissions.map(tidy));
    save(tenant, by, before, after).await
}

async fn save(tenant: &Tenant, by: &By<'_>, before: Role, after: Role) -> Result<Role, Failure> {
    all_good(problems(&after))?;
    if after == before {
        return Ok(before);
    }
    let added = after
        .permissions
        .iter()
        .filter(|name| !before.permissions.contains(name))
        .map(String::as_str);
    by.may_grant(added)?;
    let event = by
        .event(tenant, EventKind::RoleUpdated)
        .on("role", before.id)
        .with("changes", diff::changes(&before, &after));
    let after = after.touched(tenant.now());
    tenant
        .store()
        .save_role(tenant.id(), Change::because(after.clone(), event), Some(&before.name))
        .await
        .map_err(name_taken)?;
    tenant.forget_roles();
    Ok(after)
}

/// A body of `POST /api/roles/{id}/permissions`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct AddPermission {
    /// Its name.
    pub permission: String,
}

/// Adds one permission to a role.
pub async fn add_permission(tenant: &Tenant, by: &By<'_>, id: &RoleId, permission: &str) -> Result<Role, Failure> {
    let before = changeable(tenant, id).await?;
    let mut after = before.clone();
    after.permissions.push(permission.to_owned());
    after.permissions = tidy(after.permissions);
    if after.permissions == before.permissions {
        return Ok(before);
    }
    save(tenant, by, before, after).await
}

/// Takes one permission from a role.
pub async fn remove_permission(tenant: &Tenant, by: &By<'_>, id: &RoleId, permission: &str) -> Result<Role, Failure> {
    let before = changeable(tenant, id).await?;
    if !before.permissions.iter().any(|name| name == permission) {
        return Err(not_found("permission in this role"));
    }
    let mut after = before.clone();
    after.permissions.retain(|name| name != permission);
    save(tenant, by, before, after).await
}

/// Deletes a role; one in use only with `force`, and then it is taken from its holders.
pub async fn delete(
    tenant: &Tenant,
    by: &By<'_>,
    id: &RoleId,
    force: bool,
    if_match: Option<u64>,
) -> Result<(), Failure> {
    let role = changeable(tenant, id).await?;
    expect_version(if_match, role.version)?;
    let holders = holders(tenant, id).await?;
    if !holders.is_empty() && !force {
        let detail = format!(
            "{} people have this role. Delete it with ?force=true to take it from them.",
            holders.len()
        );
        return Err(Failure::new(ErrorCode::RoleInUse, detail).member("count", holders.len()));
    }
    for user in holders {
        super::users::roles::take(tenant, by, user, &role).await?;
    }
    let event = by
        .event(tenant, EventKind::RoleDeleted)
        .on("role", role.id)
        .with("name", role.name.clone());
    tenant
        .store()
        .delete_role(tenant.id(), Change::because(role, event))
        .await?;
    tenant.forget_roles();
    Ok(())
}

async fn holders(tenant: &Tenant, id: &RoleId) -> Result<Vec<User>, Failure> {
    let (mut found, mut start) = (Vec::new(), None);
    loop {
        let page = tenant.store().users(tenant.id(), 100, start).await?;
        found.extend(page.items.into_iter().filter(|user| user.roles.contains(id)));
        match page.next {
            Some(next) => start = Some(next),
            None => return Ok(found),
        }
    }
}

/// A permission as the API lists it.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Permission"))]
pub struct PermissionView {
    /// `resource:action`.
    pub name: &'static str,
    /// What it lets somebody do.
    pub description: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

/// Every permission there is.
pub fn permissions() -> Vec<PermissionView> {
    Permission::ALL
        .iter()
        .map(|known| PermissionView {
            name: known.as_str(),
            description: known.description(),
            source: "built_in",
        })
        .collect()
}
