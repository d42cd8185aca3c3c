//! What is told about a person: from scopes and claims asked by name to values (OIDC Core §5.1, §5.4, §5.5; behaviour 6.4).

mod custom;

pub(crate) use custom::{About, custom, filled};

use crate::tenant::Tenant;
use domain::{
    UserId,
    client::{Client, SubjectType},
    user::User,
};
use protocol::error::Failure;
use serde_json::{Map, Value};

/// The subject identifier a client sees: the user's id, or for a pairwise client one of its own (OIDC Core §8).
pub async fn subject(tenant: &Tenant, client: &Client, user: &UserId) -> Result<String, Failure> {
    match (client.subject_type, &client.sector) {
        (SubjectType::Pairwise, Some(sector)) => Ok(tenant.vault().await?.pairwise_subject(tenant.id(), sector, user)),
        _ => Ok(user.to_string()),
    }
}

/// The user a client's subject identifier stands for.
pub async fn user_of(tenant: &Tenant, client: &Client, subject: &str) -> Result<Option<UserId>, Failure> {
    match (client.subject_type, &client.sector) {
        (SubjectType::Pairwise, Some(sector)) => {
            Ok(tenant
                .vault()
                .await?
                .open_pairwise_subject(tenant.id(), sector, subject))
        }
        _ => Ok(subject.parse().ok()),
    }
}

/// The values of the named claims; empty ones are left out.
pub async fn values<'a>(
    tenant: &Tenant,
    user: &User,
    names: impl IntoIterator<Item = &'a str>,
) -> Result<Map<String, Value>, Failure> {
    let mut found = Map::new();
    for name in names {
        let value = match name {
            "roles" => Some(Value::from(role_names(tenant, user).await?)),
            "permissions" => Some(Value::from(permissions(tenant, user).await?)),
            other => plain(user, other),
        };
        if let Some(value) = value {
            found.insert(name.to_owned(), value);
        }
    }
    Ok(found)
}

fn plain(user: &User, name: &str) -> Option<Value> {
    let text = |value: &Option<String>| value.clone().map(Value::from);
    match name {
        "name" => text(&user.name),
        "given_name" => text(&user.given_name),
        "family_name" => text(&user.family_name),
        "picture" => text(&user.picture),
        "locale" => text(&user.locale),
        "zoneinfo" => text(&user.zoneinfo),
        "updated_at" => Some(Value::from(user.updated_at.secs())),
        "email" => user.email.as_ref().map(|email| Value::from(email.as_str())),
        "email_verified" => user.email.as_ref().map(|_| Value::from(user.email_verified)),
        _ => None,
    }
}

/// The names of a user's application roles.
pub async fn role_names(tenant: &Tenant, user: &User) -> Result<Vec<String>, Failure> {
    let roles = tenant.roles().await?;
    Ok(roles
        .iter()
        .filter(|role| user.roles.contains(&role.id))
        .map(|role| role.name.clone())
        .collect())
}

async fn permissions(tenant: &Tenant, user: &User) -> Result<Vec<String>, Failure> {
    let roles = tenant.roles().await?;
    let mut names: Vec<String> = roles
        .iter()
        .filter(|role| user.roles.contains(&role.id))
        .flat_map(|role| role.permissions.clone())
        .collect();
    names.sort_unstable();
    names.dedup();
    Ok(names)
}
