//! Authorization requests on their way through our pages: sealed into the URL, kept when they are too long for it (decision 2).

use crate::tenant::Tenant;
use domain::{Timestamp, entropy, sign_in::SignInRequest};
use keys::{MacKind, Purpose};
use protocol::error::{ErrorCode, Failure};

/// Characters of a sealed request that still goes into a URL.
const MAX_IN_URL: usize = 2048;
/// Seconds a request lives on its way.
const LIFE_SECS: i64 = 1800;
/// How a handle of a kept request begins; a sealed value never holds this character.
const HANDLE: &str = "~";

/// Seals a request for a URL of ours.
pub(crate) async fn seal(tenant: &Tenant, purpose: Purpose, request: &SignInRequest) -> Result<String, Failure> {
    let sealed = tenant.vault().await?.seal_json(tenant.id(), purpose, request);
    keep_if_longer(tenant, sealed, MAX_IN_URL, request.received_at.plus_secs(LIFE_SECS)).await
}

/// Opens a request from a URL of ours; too old or not ours is over.
pub(crate) async fn open(tenant: &Tenant, purpose: Purpose, text: &str) -> Result<SignInRequest, Failure> {
    let over = || {
        Failure::new(
            ErrorCode::TxExpired,
            "This sign-in took too long or was changed. Go back to the application and start again.",
        )
    };
    let sealed = fetch(tenant, text).await?.ok_or_else(over)?;
    let request: SignInRequest = tenant
        .vault()
        .await?
        .open_json(tenant.id(), purpose, &sealed)
        .ok_or_else(over)?;
    if request.received_at.plus_secs(LIFE_SECS).is_past(tenant.now()) || request.issuer != tenant.issuer() {
        Err(over())
    } else {
        Ok(request)
    }
}

/// The text itself, or a handle under which it is kept.
pub(crate) async fn keep_if_longer(
    tenant: &Tenant,
    sealed: String,
    most: usize,
    until: Timestamp,
) -> Result<String, Failure> {
    if sealed.len() <= most {
        return Ok(sealed);
    }
    let handle = entropy::base62(tenant.entropy(), 43);
    let hash = tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Pushed, handle.as_bytes());
    tenant.store().push_request(tenant.id(), &hash, sealed, until).await?;
    Ok(format!("{HANDLE}{handle}"))
}

/// The sealed text behind a text or handle.
pub(crate) async fn fetch(tenant: &Tenant, text: &str) -> Result<Option<String>, Failure> {
    let Some(handle) = text.strip_prefix(HANDLE) else {
        return Ok(Some(text.to_owned()));
    };
    let hash = tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Pushed, handle.as_bytes());
    Ok(tenant.store().pushed_request(tenant.id(), &hash, tenant.now()).await?)
}
