//! The mailed code of who has nothing stronger: bound to the session, so that it works in this browser only (OT-03).

use crate::{
    mailed::{self, Addressed, NewCode, Proven},
    mails::MailKind,
    sessions::LiveSession,
    sign_in::Visitor,
    tenant::Tenant,
};
use domain::{Timestamp, mailbox::CodePurpose, step_up::Way, user::User};
use protocol::error::Failure;

/// Mails a code; answers when it ends. An earlier code of the mailbox dies.
pub async fn send_code(
    tenant: &Tenant,
    live: &LiveSession,
    user: &User,
    visitor: &Visitor,
) -> Result<Timestamp, Failure> {
    super::prove::expect(tenant, user, live, Way::EmailCode).await?;
    let email = user.email.as_ref().ok_or_else(super::prove::unavailable)?;
    let hash = mailed::email_hash(tenant, email).await?;
    let counted = visitor.counted_as(tenant, &user.id).await?;
    let new = NewCode {
        purpose: CodePurpose::StepUp,
        mail: Some(MailKind::StepUpCode),
        works: true,
        digits: true,
        user_id: Some(user.id),
        sign_up: None,
        link: None,
    };
    let to = Addressed {
        email,
        hash: &hash,
        bound_to: &live.session.id.to_string(),
        tx: None,
    };
    mailed::issue(tenant, to, new, &counted, visitor).await
}

/// Counts a try, then compares.
pub(super) async fn prove(
    tenant: &Tenant,
    live: &LiveSession,
    user: &User,
    typed: &str,
    visitor: &Visitor,
) -> Result<Proven, Failure> {
    let email = user.email.as_ref().ok_or_else(super::prove::unavailable)?;
    let hash = mailed::email_hash(tenant, email).await?;
    let counted = visitor.counted_as(tenant, &user.id).await?;
    let to = Addressed {
        email,
        hash: &hash,
        bound_to: &live.session.id.to_string(),
        tx: None,
    };
    mailed::prove(tenant, to, CodePurpose::StepUp, typed, &counted).await
}
