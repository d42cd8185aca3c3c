//! What clients hold for a user, and taking it back.

use super::get;
use crate::{
    manage::{By, not_found},
    tenant::Tenant,
};
use domain::{
    ClientId, GrantId, SessionId, Timestamp, UserId,
    event::EventKind,
    grant::{Grant, RevokedReason},
};
use protocol::{error::Failure, scope::ScopeSet};
use serde::Serialize;

/// A grant as the API shows it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Grant"))]
pub struct GrantView {
    /// `grt_…`.
    pub id: GrantId,
    /// To whom.
    pub client_id: ClientId,
    /// What.
    pub scope: ScopeSet,
    /// The session it came from.
    pub session_id: SessionId,
    /// Outlives that session.
    pub offline: bool,
    /// When the person authenticated.
    pub auth_time: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// Its absolute end.
    pub expires_at: Timestamp,
}

fn shown(grant: Grant) -> GrantView {
    GrantView {
        id: grant.id,
        client_id: grant.client_id,
        scope: grant.scope,
        session_id: grant.session_id,
        offline: grant.offline,
        auth_time: grant.auth_time,
        created_at: grant.created_at,
        expires_at: grant.expires_at,
    }
}

/// The live grants of a user, newest first.
pub async fn list(tenant: &Tenant, id: &UserId) -> Result<Vec<GrantView>, Failure> {
    let user = get(tenant, id).await?;
    let now = tenant.now();
    let grants = tenant.store().grants(tenant.id(), &user.id, now).await?;
    let live = grants
        .into_iter()
        .filter(|grant| grant.is_live(now) && grant.epochs.user >= user.token_epoch);
    let mut found: Vec<GrantView> = live.map(shown).collect();
    found.sort_by_key(|grant| std::cmp::Reverse(grant.id));
    Ok(found)
}

/// Ends one grant.
pub async fn revoke(tenant: &Tenant, by: &By<'_>, id: &UserId, grant: &GrantId) -> Result<(), Failure> {
    let user = get(tenant, id).await?;
    let event = by
        .event(tenant, EventKind::GrantRevoked)
        .on("grant", grant)
        .with("user_id", user.id.to_string());
    let done = tenant
        .store()
        .revoke_grant(tenant.id(), (&user.id, grant), None, RevokedReason::Admin, &[event])
        .await?;
    if done { Ok(()) } else { Err(not_found("grant")) }
}
