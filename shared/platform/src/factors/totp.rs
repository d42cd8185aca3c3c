//! The codes of an authenticator app: counted, compared, and then the step is spent (OT-05).

use super::{TRIES, crowded, limited};
use crate::tenant::Tenant;
use domain::{
    ApplicationId, Secret, Timestamp, UserId,
    factor::{TotpCredential, Tries},
    mailbox::SourceKind,
    sign_in::SecondFactor,
    user::User,
};
use keys::{Purpose, Vault, totp};
use protocol::error::{ErrorCode, Failure};
use std::collections::HashMap;
use store::StoreError;

pub(super) fn wrong() -> Failure {
    Failure::new(
        ErrorCode::CodeInvalid,
        "That code is not right, or was used already. Wait for the next one.",
    )
}

/// Proves a code of the user's app.
pub(super) async fn prove(
    tenant: &Tenant,
    user: &User,
    typed: &str,
    source: SourceKind,
) -> Result<SecondFactor, Failure> {
    let counted = count_try(tenant, user, source).await?;
    let secret = opened(tenant, &user.id, &counted.sealed_secret).await?;
    let step = totp::matching_step(&secret, typed, tenant.now()).ok_or_else(wrong)?;
    accept(tenant, user, counted, step, source).await?;
    Ok(SecondFactor::Totp)
}

/// Counts a try, and answers the app as it is then.
async fn count_try(tenant: &Tenant, user: &User, source: SourceKind) -> Result<TotpCredential, Failure> {
    for _ in 0..TRIES {
        let found = tenant.store().totp(tenant.id(), &user.id).await?.ok_or_else(wrong)?;
        let next = found.count_try(source, tenant.now()).map_err(limited)?;
        match tenant.store().save_totp(tenant.id(), &user.id, &next).await {
            Ok(()) => return Ok(next),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(crowded())
}

/// Spends the step of a right code. Other tries may be counted meanwhile; of two with the same code one is too late.
async fn accept(
    tenant: &Tenant,
    user: &User,
    counted: TotpCredential,
    step: u64,
    source: SourceKind,
) -> Result<(), Failure> {
    let (mut present, secret) = (counted.clone(), counted.sealed_secret);
    for _ in 0..TRIES {
        let next = present.accept(step, source).ok_or_else(wrong)?;
        match tenant.store().save_totp(tenant.id(), &user.id, &next).await {
            Ok(()) => return Ok(()),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
        let found = tenant.store().totp(tenant.id(), &user.id).await?;
        // Another app was enrolled meanwhile: the code was of the one before.
        present = found.filter(|found| found.sealed_secret == secret).ok_or_else(wrong)?;
    }
    Err(crowded())
}

/// An app that came along with its person: its secret, sealed for them here.
pub(crate) fn imported(
    vault: &Vault,
    app: &ApplicationId,
    user: &UserId,
    secret: &Secret<Vec<u8>>,
    now: Timestamp,
) -> TotpCredential {
    TotpCredential {
        sealed_secret: vault.seal_within(app, Purpose::TotpSecret, &user.to_string(), secret.expose()),
        enrolled_at: now,
        last_step: 0,
        tries: Tries::default(),
        version: now.millis().unsigned_abs(),
    }
}

/// The secrets of these users' apps in base32, for whoever takes them along.
pub(crate) async fn exported(tenant: &Tenant, users: &[UserId]) -> Result<HashMap<UserId, Secret<String>>, Failure> {
    let mut all = HashMap::new();
    for (user, totp) in tenant.store().totps(tenant.id(), users).await? {
        let secret = opened(tenant, &user, &totp.sealed_secret).await?;
        all.insert(user, totp::written(&secret));
    }
    Ok(all)
}

/// Opens the secret of a user's app.
pub(super) async fn opened(tenant: &Tenant, user: &UserId, sealed: &str) -> Result<Secret<Vec<u8>>, Failure> {
    let opened = tenant
        .vault()
        .await?
        .open_within(tenant.id(), Purpose::TotpSecret, &user.to_string(), sealed);
    opened
        .map(Secret::new)
        .ok_or_else(|| Failure::new(ErrorCode::InternalError, "The app's secret cannot be read."))
}
