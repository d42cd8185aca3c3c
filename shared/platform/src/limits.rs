//! Limits that guard guesses, mail and money: one strongly consistent conditional write each (behaviour 7.3).

use crate::{source::Source, tenant::Tenant};
use domain::rate::{Limit, Limited};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};

/// Counts one event of `policy` against `key`, before what it protects. A source that is exempt is not counted.
pub async fn count(tenant: &Tenant, policy: &str, key: &str, limit: Limit, source: &Source) -> Result<(), Failure> {
    if source.is_exempt() {
        return Ok(());
    }
    count_always(tenant, policy, key, limit).await
}

/// The same for limits that are not of a source.
pub async fn count_always(tenant: &Tenant, policy: &str, key: &str, limit: Limit) -> Result<(), Failure> {
    let bucket = tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Rate, format!("{policy} {key}").as_bytes());
    match tenant.store().count(tenant.id(), &bucket, limit, tenant.now()).await? {
        Ok(()) => Ok(()),
        Err(limited) => Err(exceeded(limited)),
    }
}

/// The refusal of a limit.
pub fn exceeded(limited: Limited) -> Failure {
    Failure::new(
        ErrorCode::RateLimited,
        "That was too often. Wait a moment, then try again.",
    )
    .retry_after(limited.retry_after)
}
