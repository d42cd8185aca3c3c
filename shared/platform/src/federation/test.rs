//! Trying a provider out: the round trip of everybody, at whose end a page shows what the provider said of the person, and nobody is signed in, made or linked
//! (behaviour 4.10).
//!
//! The link is the right to it: sealed, for ten minutes, and for a provider that is switched off too, so that it can be tried before people see it.

use super::{Reason, exchange::Fault};
use crate::{
    manage::{By, identity_providers},
    tenant::Tenant,
};
use domain::{
    IdentityProviderId, Timestamp, event::EventKind, identity::Asserted, identity_provider::IdentityProvider,
};
use keys::Purpose;
use protocol::error::Failure;
use serde::{Deserialize, Serialize};

/// How long a link works, in seconds.
const TICKET_SECS: i64 = 600;

/// Which provider, sealed.
#[derive(Serialize, Deserialize)]
struct Ticket {
    #[serde(rename = "p")]
    idp_id: IdentityProviderId,
    #[serde(rename = "a")]
    made_at: Timestamp,
}

/// Where a developer tries a provider out.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub struct ProviderTest {
    /// Opens in a browser; whoever has it may try.
    pub url: String,
    /// Until then.
    pub expires_at: Timestamp,
}

/// How it ended: what the provider said, as this application's mapping reads it, or at what it failed.
#[derive(Clone, Debug)]
pub struct Tested {
    /// On its button.
    pub provider: String,
    /// The person, or a cause for the developer.
    pub outcome: Result<Asserted, String>,
}

impl Tested {
    pub(super) fn failed(provider: &IdentityProvider, fault: Fault) -> Self {
        Self {
            provider: provider.display_name.clone(),
            outcome: Err(fault.cause),
        }
    }

    pub(super) fn said(provider: &IdentityProvider, said: Asserted) -> Self {
        Self {
            provider: provider.display_name.clone(),
            outcome: Ok(said),
        }
    }
}

/// A link to the test of a provider.
pub async fn link(tenant: &Tenant, by: &By<'_>, id: &IdentityProviderId) -> Result<ProviderTest, Failure> {
    let provider = identity_providers::get(tenant, id).await?;
    let ticket = Ticket {
        idp_id: provider.id,
        made_at: tenant.now(),
    };
    let sealed = tenant
        .vault()
        .await?
        .seal_json(tenant.id(), Purpose::ProviderTest, &ticket);
    let event = by
        .event(tenant, EventKind::IdpTested)
        .on("idp", provider.id)
        .with("name", provider.name);
    tenant.record(event).await?;
    Ok(ProviderTest {
        url: format!("{}/rp/authorize?test={sealed}", tenant.issuer()),
        expires_at: ticket.made_at.plus_secs(TICKET_SECS),
    })
}

/// The provider of a link, or why there is none.
pub(super) async fn wanted(tenant: &Tenant, sealed: &str) -> Result<Result<IdentityProvider, Reason>, Failure> {
    let vault = tenant.vault().await?;
    let opened: Option<Ticket> = vault.open_json(tenant.id(), Purpose::ProviderTest, sealed);
    let live = |ticket: &Ticket| !ticket.made_at.plus_secs(TICKET_SECS).is_past(tenant.now());
    let Some(ticket) = opened.filter(live) else {
        return Ok(Err(Reason::Expired));
    };
    let all = tenant.identity_providers().await?;
    let found = all.iter().find(|provider| provider.id == ticket.idp_id);
    Ok(found.cloned().ok_or(Reason::Unavailable))
}
