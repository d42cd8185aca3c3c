//! Users of an application, as its developers manage them (behaviour 3.7, 4.9).

mod create;
pub mod factors;
pub mod grants;
mod list;
pub mod password;
mod profile;
mod query;
pub mod roles;
pub(super) mod shadows;

pub(crate) use crate::mailed::email_hash;
pub use create::{NewUser, create};
pub(super) use create::{filled, kept};
pub(crate) use list::find;
pub use list::list;
pub use profile::Profile;
pub use query::{UserFilters, UserQuery};

use super::{By, all_good, diff, expect_version, not_found, operators, patch};
use crate::{
    departures::{self, Ending},
    sign_in,
    tenant::Tenant,
};
use domain::{
    Change, Email, UserId,
    event::EventKind,
    text,
    user::{User, UserStatus},
};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use store::StoreError;

/// A user as the API shows it: without what is between us, and with every member that may be null.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct UserView(pub(crate) Map<String, Value>);

impl UserView {
    /// One of its members.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }
}

/// The view of a user.
pub fn shown(user: &User) -> Result<UserView, Failure> {
    let internal = |error: serde_json::Error| Failure::new(ErrorCode::InternalError, error.to_string());
    let mut whole: Map<String, Value> = match serde_json::to_value(user).map_err(internal)? {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    whole.insert("mfa_enabled".to_owned(), user.has_second_factor().into());
    whole.insert("phone_verified".to_owned(), user.phone.is_some().into());
    for internal in ["token_epoch", "status_before"] {
        whole.remove(internal);
    }
    for name in [
        "name",
        "given_name",
        "family_name",
        "picture",
        "phone",
        "locale",
        "zoneinfo",
        "external_id",
        "terms_accepted_at",
        "terms_version",
        "deletion_at",
    ] {
        whole.entry(name).or_insert(Value::Null);
    }
    Ok(UserView(whole))
}

/// A user as the API shows them alone: with what they have to prove themself.
pub async fn shown_whole(tenant: &Tenant, user: &User) -> Result<UserView, Failure> {
    let internal = |error: serde_json::Error| Failure::new(ErrorCode::InternalError, error.to_string());
    let summary = factors::summary(tenant, user).await?;
    let mut whole = shown(user)?;
    whole
        .0
        .insert("mfa".to_owned(), serde_json::to_value(summary).map_err(internal)?);
    Ok(whole)
}

/// A user who was not deleted.
pub async fn get(tenant: &Tenant, id: &UserId) -> Result<User, Failure> {
    let found = tenant.store().user(tenant.id(), id).await?;
    found
        .filter(|user| user.status != UserStatus::Deleted)
        .ok_or_else(|| not_found("user"))
}

/// A body of `PATCH /api/users/{id}`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct UserPatch {
    email: Option<Email>,
    email_verified: Option<bool>,
    #[serde(flatten)]
    profile: Profile,
}

/// Changes a user.
pub async fn update(
    tenant: &Tenant,
    by: &By<'_>,
    id: &UserId,
    body: UserPatch,
    if_match: Option<u64>,
) -> Result<User, Failure> {
    let before = get(tenant, id).await?;
    expect_version(if_match, before.version)?;
    let mut after = before.clone();
    all_good(body.profile.apply(&mut after))?;
    let moved = body
        .email
        .as_ref()
        .is_some_and(|email| before.email.as_ref().is_none_or(|old| old.as_str() != email.as_str()));
    if let Some(email) = body.email {
        // A new address is unproven until somebody proves it or the admin vouches for it.
        after.email_verified = if moved { false } else { after.email_verified };
        after.email = Some(email);
    }
    patch::set(&mut after.email_verified, body.email_verified);
    if moved || after.email_verified != before.email_verified {
        // Who decides about the mailbox can sign in as its owner.
        roles::may_assign(tenant, by, &before.roles).await?;
    }
    if after.email_verified && after.status == UserStatus::Pending {
        after.status = UserStatus::Active;
    }
    if after == before {
        return Ok(before);
    }
    let event = by
        .event(tenant, EventKind::UserUpdated)
        .on("user", before.id)
        .with("changes", diff::changes(&before, &after));
    let after = after.touched(tenant.now());
    let change = Change::because(after.clone(), event);
    let (Some(new), true) = (&after.email, moved) else {
        tenant.store().save_user(tenant.id(), change).await?;
        return Ok(after);
    };
    let old_hash = match &before.email {
        Some(old) => Some(email_hash(tenant, old).await?),
        None => None,
    };
    let new_hash = email_hash(tenant, new).await?;
    tenant
        .store()
        .save_user_email(tenant.id(), change, old_hash.as_deref(), &new_hash)
        .await
        .map_err(taken)?;
    Ok(after)
}

pub(super) fn taken(error: StoreError) -> Failure {
    match error {
        StoreError::Conflict => Failure::new(
            ErrorCode::EmailTaken,
            "Another user of this application has that address.",
        ),
        other => other.into(),
    }
}

/// A body of `POST /api/users/{id}/disable`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct Reasoned {
    /// Why; goes into the audit.
    pub reason: Option<String>,
}

/// Switches a user off: sessions, refresh families and access tokens die in the same write.
pub async fn disable(tenant: &Tenant, by: &By<'_>, id: &UserId, body: &Reasoned) -> Result<User, Failure> {
    let before = get(tenant, id).await?;
    if before.is_disabled() {
        return Ok(before);
    }
    let reason = body
        .reason
        .as_deref()
        .map(|reason| text::line(reason, 500))
        .transpose()
        .map_err(|error| {
            Failure::new(ErrorCode::ValidationError, error.to_string()).field(
                "reason",
                ErrorCode::ValidationError,
                error.to_string(),
            )
        })?;
    let event = by
        .event(tenant, EventKind::UserDisabled)
        .on("user", before.id)
        .with("reason", reason);
    operators::keep_one(tenant, &before).await?;
    let after = before.disable(tenant.now());
    tenant
        .store()
        .save_user(tenant.id(), Change::because(after.clone(), event))
        .await?;
    Ok(after)
}

/// Switches a user on again.
pub async fn enable(tenant: &Tenant, by: &By<'_>, id: &UserId) -> Result<User, Failure> {
    let before = get(tenant, id).await?;
    if !before.is_disabled() {
        return Ok(before);
    }
    let event = by.event(tenant, EventKind::UserEnabled).on("user", before.id);
    let after = before.enable(tenant.now());
    tenant
        .store()
        .save_user(tenant.id(), Change::because(after.clone(), event))
        .await?;
    Ok(after)
}

/// Clears the lockout counters of a user.
pub async fn unlock(tenant: &Tenant, by: &By<'_>, id: &UserId) -> Result<User, Failure> {
    let user = get(tenant, id).await?;
    if let Some(email) = &user.email {
        let account = sign_in::password::account(tenant, email).await?;
        tenant.store().clear_all_attempts(tenant.id(), &account).await?;
    }
    tenant
        .record(by.event(tenant, EventKind::UserUnlocked).on("user", user.id))
        .await?;
    Ok(user)
}

/// Schedules the end of a user, or erases them: a tombstone with the id stays, the address is free again. Answers when it is, or was, done.
pub async fn delete(
    tenant: &Tenant,
    by: &By<'_>,
    id: &UserId,
    immediately: bool,
    if_match: Option<u64>,
) -> Result<Ending, Failure> {
    let before = get(tenant, id).await?;
    expect_version(if_match, before.version)?;
    let event = |kind| by.event(tenant, kind).on("user", *id);
    if immediately {
        return departures::erase_at_once(tenant, before, &event).await;
    }
    departures::leave(tenant, before, &event).await
}

/// Takes a scheduled deletion back, within its grace.
pub async fn restore(tenant: &Tenant, by: &By<'_>, id: &UserId) -> Result<User, Failure> {
    let before = get(tenant, id).await?;
    if !before.may_be_kept(tenant.now()) {
        return Err(not_found("scheduled deletion"));
    }
    let event = by.event(tenant, EventKind::UserDeletionCancelled).on("user", *id);
    let after = before.keep(tenant.now());
    tenant
        .store()
        .keep_user(tenant.id(), Change::because(after.clone(), event))
        .await?;
    Ok(after)
}
