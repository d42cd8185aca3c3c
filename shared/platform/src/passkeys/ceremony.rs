//! The challenge of a ceremony: a sealed value, so that nothing is kept. It says which ceremony, for whom and until when, and works once (WA-01).

use super::late;
use crate::tenant::Tenant;
use domain::{Timestamp, entropy};
use keys::{MacKind, Purpose};
use protocol::error::Failure;
use serde::{Deserialize, Serialize};

/// A challenge lives this long.
const LIFE_SECS: i64 = 300;
/// Characters of chance in it: 131 bits.
const CHANCE: usize = 22;

/// The two ceremonies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    /// A passkey is made.
    #[serde(rename = "create")]
    Create,
    /// A passkey proves its person.
    #[serde(rename = "get")]
    Get,
}

#[derive(Serialize, Deserialize)]
struct Challenge {
    #[serde(rename = "k")]
    kind: Kind,
    /// To which browser, transaction or session it belongs.
    #[serde(rename = "b")]
    binding: String,
    #[serde(rename = "c")]
    chance: String,
    #[serde(rename = "u")]
    until: Timestamp,
}

/// A new challenge, as the options and the client data spell it. `binding` names what it belongs to; nothing else may answer it.
pub(super) async fn challenge(tenant: &Tenant, kind: Kind, binding: &str) -> Result<String, Failure> {
    let challenge = Challenge {
        kind,
        binding: binding.to_owned(),
        chance: entropy::base62(tenant.entropy(), CHANCE),
        until: tenant.now().plus_secs(LIFE_SECS),
    };
    let vault = tenant.vault().await?;
    Ok(vault.seal_json(tenant.id(), Purpose::PasskeyChallenge, &challenge))
}

/// Uses a challenge up, before anything that answers it is believed.
pub(super) async fn consume(tenant: &Tenant, kind: Kind, binding: &str, answered: &str) -> Result<(), Failure> {
    let vault = tenant.vault().await?;
    let opened: Option<Challenge> = vault.open_json(tenant.id(), Purpose::PasskeyChallenge, answered);
    let now = tenant.now();
    let is_this = |known: &Challenge| known.kind == kind && known.binding == binding && !known.until.is_past(now);
    let challenge = opened.filter(is_this).ok_or_else(late)?;
    let spent = vault.mac(
        tenant.id(),
        MacKind::Spent,
        format!("webauthn {}", challenge.chance).as_bytes(),
    );
    let is_first = tenant.store().spend(tenant.id(), &spent, challenge.until, now).await?;
    if is_first { Ok(()) } else { Err(late()) }
}
