//! A sign-in that begins before an address is known, as callers of `/api/auth` begin it; and one that is given up (behaviour 4.5).

use super::{Loaded, store_new, wrong_state};
use crate::{
    authorize::{self, Next},
    sessions::LiveSession,
    tenant::Tenant,
};
use domain::{
    Email,
    sign_in::{Target, Transaction},
};
use protocol::error::{ErrorCode, Failure};

/// Begins a sign-in that asks for the address first.
pub async fn open(tenant: &Tenant, browser: &str, target: Target) -> Result<Loaded, Failure> {
    store_new(tenant, Transaction::begin(browser.to_owned(), target, tenant.now())).await
}

/// Begins one after its proof: the session is good enough, and something else still stands before the target (behaviour 5.3).
pub async fn open_signed_in(
    tenant: &Tenant,
    browser: &str,
    target: Target,
    live: &LiveSession,
) -> Result<Loaded, Failure> {
    let transaction = Transaction::begin(browser.to_owned(), target, tenant.now())
        .recognise(live.session.user_id, live.session.epochs.user)
        .map_err(|_| wrong_state())?;
    store_new(tenant, transaction).await
}

/// The person said who they are, or says it again.
pub async fn identify(tenant: &Tenant, loaded: &mut Loaded, email: Email) -> Result<(), Failure> {
    let next = loaded.transaction.clone().identify(email).map_err(|_| wrong_state())?;
    loaded.save(tenant, next).await
}

/// Gives a sign-in up. Answers what its client is told; `None` when no client waits.
pub async fn abandon(tenant: &Tenant, mut loaded: Loaded) -> Result<Option<Next>, Failure> {
    let next = loaded.transaction.clone().abandon(tenant.now());
    loaded.save(tenant, next).await?;
    Ok(match &loaded.transaction.target {
        Target::ReturnTo(_) => None,
        Target::Client(request) => Some(authorize::refuse(
            tenant,
            &request.authorization,
            ErrorCode::AccessDenied,
            "The person gave up signing in.",
        )),
    })
}
