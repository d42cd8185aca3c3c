//! Hashes that other systems made, or we with other parameters: verified like ours, and replaced by ours at the first success (behaviour 5.16).

use crate::tenant::Tenant;
use domain::{Secret, UserId, credential::PasswordCredential};
use passwords::Stored;
use protocol::error::Failure;
use std::time::Duration;
use store::StoreError;

/// How long a person who is signed in waits for a new hash: their answer must be there before the request's deadline.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether `password` is the one behind `credential`; without one, an address does the work of some hash that the application has (EN-01).
pub(super) async fn proves(
    tenant: &Tenant,
    email_hash: &str,
    credential: Option<&PasswordCredential>,
    password: Secret<String>,
) -> Result<bool, Failure> {
    let verifier = &tenant.services().passwords;
    match (credential, shadow(tenant, email_hash)) {
        (Some(credential), _) => verifier.verify(Some(credential.phc.clone()), password).await,
        (None, Some(shadow)) => verifier.pretend(shadow, password).await,
        (None, None) => verifier.verify(None, password).await,
    }
}

/// One of the kinds of hashes that the application has, the same for an address each time; `None` is ours. A stranger who measures finds addresses
/// of every kind among those that are nobody's.
fn shadow(tenant: &Tenant, email_hash: &str) -> Option<String> {
    let kinds = &tenant.application().shadow_hashes;
    let sum = email_hash.bytes().fold(0_usize, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(usize::from(byte))
    });
    kinds.get(sum % kinds.len().saturating_add(1)).cloned()
}

/// Replaces a hash that is not as we would make it. The person is signed in already: what fails here is tried again at the next sign-in.
pub(super) async fn if_outdated(tenant: &Tenant, user: &UserId, before: PasswordCredential, password: Secret<String>) {
    if Stored::parse(before.phc.expose()).is_ok_and(|stored| stored.is_current()) {
        return;
    }
    match tokio::time::timeout(PATIENCE, replace(tenant, user, before, password)).await {
        Ok(Ok(true)) => tracing::info!("an imported password has a hash of ours now"),
        Ok(Ok(false)) => tracing::info!("a password changed while it was hashed anew, and stays as it is"),
        Ok(Err(failure)) => tracing::warn!(code = failure.code.as_str(), "a password could not be hashed anew"),
        Err(_late) => tracing::warn!("a password was not hashed anew: others wait to sign in"),
    }
}

async fn replace(
    tenant: &Tenant,
    user: &UserId,
    before: PasswordCredential,
    password: Secret<String>,
) -> Result<bool, Failure> {
    let phc = tenant.services().passwords.hash(password, tenant.entropy()).await?;
    let saved = tenant
        .store()
        .replace_password(tenant.id(), user, &before.rehashed(phc))
        .await;
    match saved {
        Ok(()) => Ok(true),
        Err(StoreError::Conflict) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
