//! A forgotten password: code and link by mail, then a new one in one write that ends everything older (behaviour 5.4; RS-01, RS-03).
//!
//! Asking is answered alike for every address (EN-01). A reset never signs in and never removes a factor.

use crate::{
    breached, factors,
    mailed::{self, Addressed, NewCode, Proven},
    mails::{self, MailKind},
    manage::By,
    passkeys,
    password::{self, Personal},
    sign_in::{self, Visitor},
    tenant::Tenant,
};
use domain::{
    Change, Email, Event, Secret, UserId,
    credential::PasswordCredential,
    event::{Actor, ActorKind, EventKind},
    mailbox::{CodePurpose, SourceKind},
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use store::{FactorWrites, NewPassword, StoreError};

/// The page that the mailed link opens.
const PAGE: &str = "/reset";
/// A reset's code stands alone: it works wherever the mailbox's owner types it.
const BOUND_TO: &str = "password-reset";

/// Whether passwords are used here at all.
pub fn is_offered(tenant: &Tenant) -> Result<(), Failure> {
    if tenant.settings().auth_methods.password {
        return Ok(());
    }
    Err(Failure::new(
        ErrorCode::MethodDisabled,
        "Passwords are switched off here. Sign in with a code by e-mail.",
    ))
}

/// What proves that somebody reads the mailbox.
#[derive(Clone, Debug)]
pub enum Proof {
    /// The token of the mailed link.
    Link(String),
    /// The digits of the mail, and whose mail it is.
    Code(Email, String),
}

/// Mails code and link to a user; to an address without one, nothing. The answer and the work are the same.
pub async fn request(tenant: &Tenant, email: &Email, visitor: &Visitor) -> Result<(), Failure> {
    is_offered(tenant)?;
    let hash = mailed::email_hash(tenant, email).await?;
    let user_id = tenant.store().user_id_by_email(tenant.id(), &hash).await?;
    let id = user_id.unwrap_or_else(|| sign_in::nobody(&hash));
    let counted = visitor.counted_as(tenant, &id).await?;
    let user = tenant.store().user(tenant.id(), &id).await?;
    let known = user.is_some_and(|user| user.may_prove_mailbox(tenant.now()));
    let new = NewCode {
        purpose: CodePurpose::PasswordReset,
        mail: known.then_some(MailKind::ResetPassword),
        works: known,
        digits: true,
        user_id: user_id.filter(|_| known),
        sign_up: None,
        link: Some(PAGE),
    };
    let to = Addressed {
        email,
        hash: &hash,
        bound_to: BOUND_TO,
        tx: None,
    };
    mailed::issue(tenant, to, new, &counted, visitor).await.map(|_| ())
}

/// Mails code and link to a user at the wish of somebody who manages the application (behaviour 4.9).
pub(crate) async fn request_for(tenant: &Tenant, by: &By<'_>, user: &User) -> Result<(), Failure> {
    is_offered(tenant)?;
    let unavailable = |why: &str| Failure::new(ErrorCode::MethodUnavailable, why);
    let email = user.email.as_ref();
    let email = email.ok_or_else(|| unavailable("This user has no address to mail to."))?;
    if !user.may_prove_mailbox(tenant.now()) {
        return Err(unavailable("This user is switched off."));
    }
    let hash = mailed::email_hash(tenant, email).await?;
    let new = NewCode {
        purpose: CodePurpose::PasswordReset,
        mail: Some(MailKind::ResetPassword),
        works: true,
        digits: true,
        user_id: Some(user.id),
        sign_up: None,
        link: Some(PAGE),
    };
    let to = Addressed {
        email,
        hash: &hash,
        bound_to: BOUND_TO,
        tx: None,
    };
    // Whoever asks is not who reads.
    let tenant = &tenant.read_by_user(user);
    mailed::issue_for(tenant, to, new, by).await.map(|_| ())
}

/// Whether a link still works; looking at it changes nothing (OT-01). Answers the masked address.
pub async fn look(tenant: &Tenant, token: &str) -> Result<Email, Failure> {
    is_offered(tenant)?;
    let proven = mailed::follow(tenant, token, CodePurpose::PasswordReset).await?;
    let user = user_of(tenant, &proven).await?;
    user.email.ok_or_else(mailed::dead_link)
}

async fn user_of(tenant: &Tenant, proven: &Proven) -> Result<User, Failure> {
    let id: UserId = proven.code.user_id.ok_or_else(mailed::dead_link)?;
    let (user, password) = tenant.store().user_and_password(tenant.id(), &id).await?;
    // What was mailed before the password was changed is of no use any more (RS-03).
    let is_newest = password.is_none_or(|password| password.changed_at <= proven.code.sent_at);
    let user = user.filter(|user| is_newest && user.may_prove_mailbox(tenant.now()));
    let user = user.ok_or_else(mailed::dead_link)?;
    // The mail went to the address the user had then.
    if let Some(email) = &user.email
        && mailed::email_hash(tenant, email).await? != proven.mailbox.0
    {
        return Err(mailed::dead_link());
    }
    Ok(user)
}

/// Sets the new password: code or link used up, every session, refresh family and other token dead, in one write.
pub async fn complete(tenant: &Tenant, proof: &Proof, new: Secret<String>, visitor: &Visitor) -> Result<(), Failure> {
    is_offered(tenant)?;
    // What is wrong for everybody costs no try.
    judge(tenant, &new, None)?;
    let proven = prove(tenant, proof, visitor).await?;
    let user = user_of(tenant, &proven).await?;
    judge(tenant, &new, Some(&user))?;
    breached::judge(tenant, &new).await?;
    let phc = tenant.services().passwords.hash(new, tenant.entropy()).await?;
    let write = written(tenant, &user, phc, proven, visitor).await?;
    match tenant.store().set_password(tenant.id(), write, tenant.now()).await {
        Ok(()) => {}
        Err(StoreError::Conflict) => return Err(mailed::dead_link()),
        Err(error) => return Err(error.into()),
    }
    if let Err(failure) = forgive(tenant, &user, visitor).await {
        tracing::warn!(
            code = failure.code.as_str(),
            "the failures before a reset are still counted"
        );
    }
    Ok(())
}

async fn prove(tenant: &Tenant, proof: &Proof, visitor: &Visitor) -> Result<Proven, Failure> {
    let (email, digits) = match proof {
        Proof::Link(token) => return mailed::follow(tenant, token, CodePurpose::PasswordReset).await,
        Proof::Code(email, digits) => (email, digits),
    };
    let hash = mailed::email_hash(tenant, email).await?;
    let user_id = tenant.store().user_id_by_email(tenant.id(), &hash).await?;
    let counted = visitor
        .counted_as(tenant, &user_id.unwrap_or_else(|| sign_in::nobody(&hash)))
        .await?;
    let to = Addressed {
        email,
        hash: &hash,
        bound_to: BOUND_TO,
        tx: None,
    };
    mailed::prove(tenant, to, CodePurpose::PasswordReset, digits, &counted).await
}

/// Refuses a weak password; without a user, only by what holds for everybody.
fn judge(tenant: &Tenant, new: &Secret<String>, user: Option<&User>) -> Result<(), Failure> {
    password::judge(tenant, new, &Personal::of(tenant, user))
}

async fn written(
    tenant: &Tenant,
    user: &User,
    phc: Secret<String>,
    proven: Proven,
    visitor: &Visitor,
) -> Result<NewPassword, Failure> {
    let now = tenant.now();
    let actor = Actor::new(ActorKind::User, user.id);
    let mut event = Event::new(EventKind::UserPasswordReset, actor, now, tenant.entropy())
        .on("user", user.id)
        .from(&visitor.origin);
    if let Some(mail) = mails::tell(tenant, user, MailKind::PasswordChanged, None, PAGE).await? {
        event = event.mailing(mail);
    }
    // What was linked or enrolled before the first proof of the mailbox ends with it (AH-01, AH-02). Nothing else takes a factor away.
    let (ended_identities, factors) = if user.is_proven() {
        (Vec::new(), FactorWrites::default())
    } else {
        let linked = tenant.store().identities(tenant.id(), &user.id).await?;
        (linked, FactorWrites::ended(user))
    };
    let ended_passkeys = passkeys::of_unproven(tenant, user).await?;
    // The mailbox is proven by it; and whatever was signed in before ends, proven or not.
    let before = user.version;
    let proven_user = user.clone().prove_mailbox(now).revoke_all(now);
    let changed = User {
        has_password: true,
        version: before.saturating_add(1),
        ..proven_user
    };
    let ended = factors::ended_unproven(tenant, user, visitor);
    Ok(NewPassword {
        user: ended.into_iter().fold(Change::because(changed, event), Change::and),
        password: PasswordCredential {
            phc,
            changed_at: now,
            version: now.millis().unsigned_abs(),
        },
        mailbox: Some(proven.mailbox),
        session: None,
        ended_identities,
        factors,
        ended_passkeys,
    })
}

/// Whoever proved the mailbox on a device of theirs starts anew; strangers' failures stay counted.
async fn forgive(tenant: &Tenant, user: &User, visitor: &Visitor) -> Result<(), Failure> {
    let counted = visitor.counted_as(tenant, &user.id).await?;
    let Some(email) = user.email.as_ref().filter(|_| counted.kind == SourceKind::Known) else {
        return Ok(());
    };
    let account = sign_in::password::account(tenant, email).await?;
    tenant
        .store()
        .clear_attempts(tenant.id(), &account, &counted.hash)
        .await
        .map_err(Failure::from)
}
