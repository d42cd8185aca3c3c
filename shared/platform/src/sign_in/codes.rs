//! The mailed code of a sign-in: bound to its transaction, which then waits for it (OT-03).

use super::{Loaded, Visitor, visitor::CountedAs, wrong_state};
use crate::{
    mailed::{self, Addressed, NewCode, Proven},
    tenant::Tenant,
};
use protocol::error::Failure;

pub(crate) async fn mailbox_hash(tenant: &Tenant, loaded: &Loaded) -> Result<String, Failure> {
    mailed::email_hash(tenant, loaded.email().ok_or_else(wrong_state)?).await
}

/// Mails a code and takes the transaction to the step that asks for it.
pub(crate) async fn mail_code(
    tenant: &Tenant,
    loaded: &mut Loaded,
    new: NewCode,
    counted: &CountedAs,
    visitor: &Visitor,
) -> Result<(), Failure> {
    let purpose = new.purpose;
    let email = loaded.transaction.email.clone().ok_or_else(wrong_state)?;
    let hash = mailed::email_hash(tenant, &email).await?;
    let to = Addressed {
        email: &email,
        hash: &hash,
        bound_to: &loaded.hash,
        tx: Some(&loaded.id).filter(|id| !id.is_empty()).map(String::as_str),
    };
    let expires_at = mailed::issue(tenant, to, new, counted, visitor).await?;
    let next = loaded
        .transaction
        .clone()
        .await_code(purpose, expires_at)
        .map_err(|_| wrong_state())?;
    loaded.save(tenant, next).await
}

/// Counts a try, then compares.
pub(crate) async fn prove(
    tenant: &Tenant,
    loaded: &Loaded,
    typed: &str,
    counted: &CountedAs,
) -> Result<Proven, Failure> {
    let (email, purpose) = loaded.transaction.expects_code().map_err(|_| wrong_state())?;
    let hash = mailed::email_hash(tenant, email).await?;
    let to = Addressed {
        email,
        hash: &hash,
        bound_to: &loaded.hash,
        tx: Some(&loaded.id).filter(|id| !id.is_empty()).map(String::as_str),
    };
    mailed::prove(tenant, to, purpose, typed, counted).await
}
