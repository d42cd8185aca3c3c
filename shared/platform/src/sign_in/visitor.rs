//! Who stands before a sign-in: where from, with which remembered device, signed in as whom.

use crate::{sessions::LiveSession, source::Source, tenant::Tenant};
use domain::{UserId, event::Origin, mailbox::SourceKind};
use keys::MacKind;
use protocol::error::Failure;

/// A browser in front of a sign-in.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// For the audit.
    pub origin: Origin,
    /// For limits.
    pub source: Source,
    /// The device cookie.
    pub device: Option<String>,
    /// The session the browser has, which a new sign-in ends.
    pub current: Option<LiveSession>,
}

/// Where a guess is counted: a known device of its own, or the network address.
#[derive(Clone, Debug)]
pub(crate) struct CountedAs {
    pub(crate) kind: SourceKind,
    pub(crate) hash: String,
}

impl Visitor {
    pub(crate) async fn device_hash(&self, tenant: &Tenant) -> Result<Option<String>, Failure> {
        match &self.device {
            Some(cookie) => Ok(Some(tenant.vault().await?.mac(
                tenant.id(),
                MacKind::Device,
                cookie.as_bytes(),
            ))),
            None => Ok(None),
        }
    }

    /// A device counts as known for a user who completed a sign-in with it. The same calls are made for nobody.
    pub(crate) async fn counted_as(&self, tenant: &Tenant, user: &UserId) -> Result<CountedAs, Failure> {
        let vault = tenant.vault().await?;
        if let Some(hash) = self.device_hash(tenant).await?
            && tenant
                .store()
                .device(tenant.id(), user, &hash, tenant.now())
                .await?
                .is_some()
        {
            return Ok(CountedAs {
                kind: SourceKind::Known,
                hash,
            });
        }
        Ok(CountedAs {
            kind: SourceKind::Unknown,
            hash: vault.mac(tenant.id(), MacKind::Source, self.source.key().as_bytes()),
        })
    }
}

/// A user who is not there: an address without an account costs the same reads as one with (EN-01).
pub(crate) fn nobody(email_hash: &str) -> UserId {
    let digest = keys::sha256(email_hash.as_bytes());
    digest
        .first_chunk::<16>()
        .map_or_else(|| UserId::from_bytes([0; 16]), |bytes| UserId::from_bytes(*bytes))
}
