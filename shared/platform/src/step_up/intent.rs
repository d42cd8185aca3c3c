//! What somebody typed into a guarded form before they had to prove themself again: sealed for them and its page, so that the form has it when they
//! come back. Nothing secret is kept.

use crate::tenant::Tenant;
use domain::{Timestamp, UserId, user::User};
use keys::Purpose;
use protocol::error::Failure;
use serde::{Deserialize, Serialize};

/// How long it is kept, in seconds: as long as a sign-in may take.
const LIFE_SECS: i64 = 1800;
/// The longest of our fields, an address.
const MOST: usize = 254;

#[derive(Serialize, Deserialize)]
struct Intent {
    #[serde(rename = "u")]
    user: UserId,
    #[serde(rename = "p")]
    page: String,
    #[serde(rename = "t")]
    typed: String,
    #[serde(rename = "e")]
    until: Timestamp,
}

/// Seals what was typed on a page; nothing where nothing was, or more than fits.
pub async fn keep(tenant: &Tenant, user: &User, page: &str, typed: &str) -> Result<Option<String>, Failure> {
    if typed.is_empty() || typed.len() > MOST {
        return Ok(None);
    }
    let intent = Intent {
        user: user.id,
        page: page.to_owned(),
        typed: typed.to_owned(),
        until: tenant.now().plus_secs(LIFE_SECS),
    };
    let vault = tenant.vault().await?;
    Ok(Some(vault.seal_json(tenant.id(), Purpose::FormIntent, &intent)))
}

/// What this person typed on this page.
pub async fn kept(tenant: &Tenant, user: &User, page: &str, sealed: Option<&str>) -> Result<String, Failure> {
    let Some(sealed) = sealed else { return Ok(String::new()) };
    let vault = tenant.vault().await?;
    let opened: Option<Intent> = vault.open_json(tenant.id(), Purpose::FormIntent, sealed);
    let theirs = |intent: &Intent| intent.user == user.id && intent.page == page && !intent.until.is_past(tenant.now());
    Ok(opened.filter(theirs).map(|intent| intent.typed).unwrap_or_default())
}
