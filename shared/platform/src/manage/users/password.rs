//! An admin has a new password set: by the user themselves, through their mailbox (behaviour 4.9). Nobody else ever learns it.

use super::get;
use crate::{manage::By, password_reset, tenant::Tenant};
use domain::{Change, UserId, event::EventKind, user::User};
use protocol::error::Failure;
use serde::Deserialize;

/// A body of `POST /api/users/{id}/password-reset`.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ResetWish {
    /// The present password stops working at once, and everything signed in with it ends.
    require_change: bool,
}

/// Mails a reset; with `require_change` the present password is gone first.
pub async fn reset(tenant: &Tenant, by: &By<'_>, id: &UserId, wish: &ResetWish) -> Result<User, Failure> {
    let user = get(tenant, id).await?;
    // The mail first: whoever loses the password has been told how to set another.
    password_reset::request_for(tenant, by, &user).await?;
    if !wish.require_change || !user.has_password {
        return Ok(user);
    }
    let event = by.event(tenant, EventKind::UserPasswordRemoved).on("user", user.id);
    let mut after = user.revoke_all(tenant.now());
    after.has_password = false;
    let change = Change::because(after.clone(), event);
    tenant.store().remove_password(tenant.id(), &change).await?;
    Ok(after)
}
