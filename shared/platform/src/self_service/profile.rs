//! A person's own profile: what they may see and write of it (behaviour 3.7, column *who*).

use super::Person;
use crate::{
    manage::{
        all_good, diff, expect_version,
        users::{self, Profile},
    },
    tenant::Tenant,
};
use domain::{Change, event::EventKind, user::User};
use protocol::error::{ErrorCode, Failure};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A user as they see themselves.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct OwnUserView(Map<String, Value>);

/// The view of oneself: the application's own key for its user is not told.
pub fn shown(user: &User) -> Result<OwnUserView, Failure> {
    let mut whole = users::shown(user)?.0;
    whole.remove("external_id");
    Ok(OwnUserView(whole))
}

/// A body of `PATCH /api/users/me`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct OwnPatch {
    #[serde(flatten)]
    profile: Profile,
}

impl OwnPatch {
    /// A patch that sets these fields.
    pub const fn new(profile: Profile) -> Self {
        Self { profile }
    }
}

/// Changes the profile.
pub async fn update(tenant: &Tenant, by: &Person, body: OwnPatch, if_match: Option<u64>) -> Result<User, Failure> {
    let before = &by.user;
    expect_version(if_match, before.version)?;
    if body.profile.names_external_id() {
        let detail = "external_id is the application’s to set.";
        return Err(Failure::new(ErrorCode::UnknownField, detail).field(
            "external_id",
            ErrorCode::UnknownField,
            detail,
        ));
    }
    let mut after = before.clone();
    all_good(body.profile.apply(&mut after))?;
    if after == *before {
        return Ok(after);
    }
    let event = by
        .did(tenant, EventKind::UserUpdated)
        .with("changes", diff::changes(before, &after));
    let after = after.touched(tenant.now());
    tenant
        .store()
        .save_user(tenant.id(), Change::because(after.clone(), event))
        .await?;
    Ok(after)
}
