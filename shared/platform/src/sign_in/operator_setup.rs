//! The first operator, and later ones: an invitation's link, a button, the mailbox proven by code, then the role (behaviour 2.5).
//!
//! GET of the link changes nothing (OT-01). There is no default password and no "first visitor becomes admin".

use super::{Ending, Loaded, Passed, Visitor, finish, mail_code, store_new, visitor, wrong_state};
use crate::{
    breached, factors,
    invitations::{self, Door, over},
    mailed::{self, NewCode},
    mails::MailKind,
    manage::operators,
    passkeys,
    password::{self, Personal},
    sign_up,
    tenant::Tenant,
};
use domain::{
    Change, Event, InvitationId, Secret, UserId,
    credential::PasswordCredential,
    event::{Actor, ActorKind, EventKind},
    invitation::Invitation,
    mailbox::{CodePurpose, MailedCode, PendingSignUp, PhcString},
    sign_in::{Method, Target, Transaction},
    user::User,
};
use protocol::error::Failure;
use store::{FactorWrites, InvitationWrite, NewPerson};

/// The operator's invitation behind a link's token.
pub async fn invitation(tenant: &Tenant, presented: &str) -> Result<Invitation, Failure> {
    if !tenant.application().is_dashboard {
        return Err(over());
    }
    invitations::look(tenant, presented, Door::Operators).await
}

/// The button was pressed, with a first password: a code goes to the invited mailbox.
pub async fn begin(
    tenant: &Tenant,
    presented: &str,
    browser: &str,
    new_password: Secret<String>,
    visitor: &Visitor,
) -> Result<Loaded, Failure> {
    let invitation = invitation(tenant, presented).await?;
    let personal = Personal {
        words: vec![invitation.email.as_str().to_owned(), tenant.application().name.clone()],
    };
    let least = tenant.settings().password_min_length;
    let weak = password::weaknesses(new_password.expose(), least, &personal);
    if !weak.is_empty() {
        return Err(password::refused(&weak, least));
    }
    breached::judge(tenant, &new_password).await?;
    let phc = tenant.services().passwords.hash(new_password, tenant.entropy()).await?;
    let target = Target::ReturnTo("/".to_owned());
    let transaction = Transaction::begin(browser.to_owned(), target, tenant.now())
        .identify(invitation.email.clone())
        .map_err(|_| wrong_state())?;
    let mut loaded = store_new(tenant, transaction).await?;
    let email_hash = mailed::email_hash(tenant, &invitation.email).await?;
    let counted = visitor.counted_as(tenant, &visitor::nobody(&email_hash)).await?;
    let sign_up = PendingSignUp {
        name: Some(invitation.id.to_string()),
        password: Some(PhcString(phc)),
        ..PendingSignUp::default()
    };
    let new = NewCode {
        purpose: CodePurpose::OperatorSetup,
        mail: Some(MailKind::OperatorCode),
        works: true,
        digits: true,
        user_id: None,
        sign_up: Some(sign_up),
        link: None,
    };
    mail_code(tenant, &mut loaded, new, &counted, visitor).await?;
    Ok(loaded)
}

/// The mailbox was proven: the person gets the role, in the transaction that signs them in.
pub(crate) async fn complete(
    tenant: &Tenant,
    loaded: &Loaded,
    code: &MailedCode,
    user: Option<UserId>,
    visitor: &Visitor,
    ending: Ending,
) -> Result<Passed, Failure> {
    let pending = code.sign_up.clone().ok_or_else(over)?;
    let now = tenant.now();
    let invitation = named(tenant, &pending).await?;
    let operator = operators::role(tenant).await?.id;
    let password = pending.password.map(|phc| PasswordCredential {
        phc: phc.0,
        changed_at: now,
        version: now.millis().unsigned_abs(),
    });
    let existing = match user {
        Some(id) => tenant.store().user(tenant.id(), &id).await?,
        None => None,
    };
    let is_new = existing.is_none();
    let ended_passkeys = passkeys::of_maybe_unproven(tenant, existing.as_ref()).await?;
    let (factors, mut events) = unproven(tenant, existing.as_ref(), visitor);
    events.extend(ending.events);
    let mut person = match existing {
        // What was signed in before must not become an operator's (SS-01).
        Some(user) if user.email_verified => user.revoke_all(now),
        Some(user) => user.prove_mailbox(now),
        None => sign_up::new_user(tenant, invitation.email.clone(), None).await?,
    };
    if !person.roles.contains(&operator) {
        person.roles.push(operator);
    }
    person.has_password |= password.is_some();
    let ending = Ending {
        invitation: Some(accepted(tenant, invitation, &person, visitor).await?),
        factors,
        ended_passkeys,
        events,
        ..ending
    };
    let change = Change::silent(person.clone());
    let ending = if is_new {
        let email_hash = super::codes::mailbox_hash(tenant, loaded).await?;
        Ending {
            person: Some(NewPerson::new(change, email_hash, password)),
            ..ending
        }
    } else {
        Ending {
            user: Some(change),
            password,
            ..ending
        }
    };
    finish(tenant, loaded, &person, Method::EmailCode, visitor, ending).await
}

/// The factors that end with the first proof of the mailbox (AH-01), and what is said of them.
fn unproven(tenant: &Tenant, user: Option<&User>, visitor: &Visitor) -> (FactorWrites, Vec<Event>) {
    let user = user.filter(|user| !user.email_verified);
    let ended = |user| {
        (
            FactorWrites::ended(user),
            factors::ended_unproven(tenant, user, visitor),
        )
    };
    user.map(ended).unwrap_or_default()
}

/// The invitation that a pending set-up names, if it still stands.
async fn named(tenant: &Tenant, pending: &PendingSignUp) -> Result<Invitation, Failure> {
    let id: Option<InvitationId> = pending.name.as_deref().and_then(|id| id.parse().ok());
    invitations::pending(tenant, &id.ok_or_else(over)?, Door::Operators).await
}

async fn accepted(
    tenant: &Tenant,
    invitation: Invitation,
    person: &User,
    visitor: &Visitor,
) -> Result<InvitationWrite, Failure> {
    let actor = Actor::new(ActorKind::Operator, person.id);
    let event = Event::new(EventKind::PlatformOperatorAdded, actor, tenant.now(), tenant.entropy());
    let event = event.on("user", person.id).from(&visitor.origin);
    invitations::accepted(tenant, invitation, person.id, event).await
}
