//! Who authorised a client, and taking all of it back at once.

use super::{get, save};
use crate::{
    manage::{By, Listed, PageOf},
    tenant::Tenant,
};
use domain::{Change, ClientId, Timestamp, UserId, event::EventKind};
use protocol::{error::Failure, scope::ScopeSet};
use serde::Serialize;

/// One user's authorisation.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(
    feature = "openapi",
    derive(schemars::JsonSchema),
    schemars(rename = "Authorisation")
)]
pub struct AuthorisationView {
    /// Who.
    pub user_id: UserId,
    /// To what.
    pub scope: ScopeSet,
    /// Since when.
    pub updated_at: Timestamp,
}

/// The users who agreed to a client, newest first. A first-party client asks nobody, so it lists nobody.
pub async fn list(tenant: &Tenant, id: &ClientId, page: PageOf) -> Result<Listed<AuthorisationView>, Failure> {
    let client = get(tenant, id).await?;
    let found = tenant
        .store()
        .client_consents(tenant.id(), &client.id, page.limit, page.start)
        .await?;
    let data = found
        .items
        .into_iter()
        .map(|consent| AuthorisationView {
            user_id: consent.user_id,
            scope: consent.scope,
            updated_at: consent.updated_at,
        })
        .collect();
    Ok(Listed {
        data,
        next: found.next,
        examined: None,
        filtered_after: Vec::new(),
    })
}

/// Ends everything issued to a client: one write of its epoch, then the consents. Answers how many consents were withdrawn.
pub async fn revoke_all(tenant: &Tenant, by: &By<'_>, id: &ClientId) -> Result<usize, Failure> {
    let before = get(tenant, id).await?;
    let event = by.event(tenant, EventKind::GrantRevokedAll).on("client", before.id);
    let after = before.clone().revoke_all(tenant.now());
    save(tenant, Some(&before), Change::because(after, event), None).await?;
    let mut withdrawn = 0;
    loop {
        let page = tenant.store().client_consents(tenant.id(), id, 100, None).await?;
        if page.items.is_empty() {
            return Ok(withdrawn);
        }
        for consent in page.items {
            tenant
                .store()
                .delete_consent(tenant.id(), Change::silent(consent))
                .await?;
            withdrawn += 1;
        }
    }
}
