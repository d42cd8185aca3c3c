//! Accepting an invitation to an application or to a team: its link proves the mailbox, so one write makes the account, its roles and the session (behaviour 5.13).
//!
//! An account that its owner has used already is not signed in by a link that lives for days: its owner signs in, then accepts.

use super::{Ending, Loaded, Passed, Visitor, finish, unwritten, wrong_state};
use crate::{
    breached, factors,
    invitations::{self, Door},
    mailed::email_hash,
    passkeys,
    sessions::{self, LiveSession},
    sign_up::{self, SignUpForm},
    teams,
    tenant::Tenant,
};
use domain::{
    Change, Event, InvitationId, Secret,
    credential::PasswordCredential,
    event::{Actor, ActorKind, EventKind, Origin},
    invitation::{Invitation, InvitedTo},
    mailbox::PendingSignUp,
    role::Role,
    sign_in::{Method, Target},
    user::{MAX_ROLES, User, UserStatus},
};
use protocol::error::{ErrorCode, Failure};
use store::{FactorWrites, InvitationWrite, NewPerson, StoreError};

/// What an invitation's page has to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// A first password, where passwords are on, and a name: nobody has used the account yet.
    Account,
    /// To sign in as the owner of the mailbox.
    SignIn,
    /// Whether to join: the owner of the mailbox is signed in.
    Consent,
}

/// The pending invitation that a link's token names.
pub async fn look(tenant: &Tenant, token: &str) -> Result<Invitation, Failure> {
    invitations::look(tenant, token, Door::People).await
}

/// The pending invitation of the person who is signed in: the session proves the mailbox, so no token is needed.
pub async fn of_session(tenant: &Tenant, id: &str, session: Option<&LiveSession>) -> Result<Invitation, Failure> {
    let id: InvitationId = id.parse().map_err(|_| invitations::over())?;
    let invitation = invitations::pending(tenant, &id, Door::People).await?;
    match asks(tenant, &invitation, session).await? {
        Asks::Consent => Ok(invitation),
        Asks::Account | Asks::SignIn => Err(invitations::over()),
    }
}

/// What stands between whoever follows the link and accepting. `invitation_wrong_email`: somebody else is signed in.
pub async fn asks(tenant: &Tenant, invitation: &Invitation, session: Option<&LiveSession>) -> Result<Asks, Failure> {
    let signed_in = match session {
        Some(session) => sessions::user_of(tenant, session).await?,
        None => None,
    };
    asks_of(tenant, invitation, signed_in.as_ref()).await
}

async fn asks_of(tenant: &Tenant, invitation: &Invitation, signed_in: Option<&User>) -> Result<Asks, Failure> {
    let account = account(tenant, invitation).await?;
    match (account.filter(is_used), signed_in) {
        (Some(owner), Some(user)) if owner.id == user.id => Ok(Asks::Consent),
        (_, Some(_)) => Err(wrong_person()),
        (Some(_), None) => Ok(Asks::SignIn),
        (None, None) => Ok(Asks::Account),
    }
}

/// What the page says somebody is invited to: a team by its name, or the application.
pub async fn invites_to(tenant: &Tenant, invitation: &Invitation) -> Result<String, Failure> {
    match invitation.to.team() {
        Some(org) => Ok(teams::named(tenant, &org).await?.name),
        None => Ok(tenant.application().name.clone()),
    }
}

fn wrong_person() -> Failure {
    Failure::new(
        ErrorCode::InvitationWrongEmail,
        "This invitation is for another address. Sign out here, then follow its link again.",
    )
}

/// Whether its owner has proven the mailbox and come in.
fn is_used(user: &User) -> bool {
    user.email_verified && user.is_active()
}

/// The account that has the invited address, if it may be accepted for.
async fn account(tenant: &Tenant, invitation: &Invitation) -> Result<Option<User>, Failure> {
    let hash = email_hash(tenant, &invitation.email).await?;
    let found = match tenant.store().user_id_by_email(tenant.id(), &hash).await? {
        Some(id) => tenant.store().user(tenant.id(), &id).await?,
        None => None,
    };
    let gone = invitation
        .user_id
        .is_some_and(|made| found.as_ref().is_none_or(|user| user.id != made));
    let shut = found
        .as_ref()
        .is_some_and(|user| !matches!(user.status, UserStatus::Active | UserStatus::Pending));
    if gone || shut {
        return Err(invitations::over());
    }
    Ok(found)
}

/// Accepts as a new person, or as one whose account was made beforehand: account, roles and session in one write.
pub async fn accept(
    tenant: &Tenant,
    invitation: Invitation,
    (browser, target): (&str, Target),
    form: SignUpForm,
    visitor: &Visitor,
) -> Result<(Loaded, Passed), Failure> {
    let (email, said, password) = form.invited(tenant)?;
    if !invitation.is_for(&email) {
        return Err(wrong_person());
    }
    sign_up::may_be_invited(tenant, &email)?;
    sign_up::count(tenant, visitor).await?;
    let existing = account(tenant, &invitation).await?;
    if existing.as_ref().is_some_and(is_used) {
        let detail = "You have an account already. Sign in, then accept the invitation.";
        return Err(Failure::new(ErrorCode::AlreadyExists, detail));
    }
    let password = hashed(tenant, password).await?;
    let begun = unwritten(tenant, browser, target).await?;
    let identified = begun.transaction.clone().identify(invitation.email.clone());
    let mut loaded = begun;
    loaded.transaction = identified.map_err(|_| wrong_state())?;
    // Nothing was written yet: what is kept at the end is its first version.
    loaded.transaction.version = 0;
    let (person, ending) = joining(tenant, invitation, (existing, said), password, visitor).await?;
    let done = finish(tenant, &loaded, &person, Method::EmailCode, visitor, ending).await?;
    Ok((loaded, done))
}

async fn hashed(tenant: &Tenant, password: Option<Secret<String>>) -> Result<Option<PasswordCredential>, Failure> {
    let Some(password) = password else { return Ok(None) };
    breached::judge(tenant, &password).await?;
    let now = tenant.now();
    Ok(Some(PasswordCredential {
        phc: tenant.services().passwords.hash(password, tenant.entropy()).await?,
        changed_at: now,
        version: now.millis().unsigned_abs(),
    }))
}

/// The person as accepting makes them, and what is written with their session.
async fn joining(
    tenant: &Tenant,
    invitation: Invitation,
    (existing, said): (Option<User>, PendingSignUp),
    password: Option<PasswordCredential>,
    visitor: &Visitor,
) -> Result<(User, Ending), Failure> {
    let now = tenant.now();
    let roles = tenant.store().roles(tenant.id()).await?;
    let mailbox = waiting_code(tenant, &invitation).await?;
    let made = existing.is_none();
    let ended = |user| factors::ended_unproven(tenant, user, visitor);
    let events = existing.as_ref().map(ended).unwrap_or_default();
    let (mut person, ended_identities, factors, ended_passkeys) = if let Some(user) = existing {
        // What was set up before the mailbox was proven ends with it (AH-01, AH-02).
        let linked = tenant.store().identities(tenant.id(), &user.id).await?;
        let factors = FactorWrites::ended(&user);
        let passkeys = passkeys::of_unproven(tenant, &user).await?;
        (user.prove_mailbox(now), linked, factors, passkeys)
    } else {
        let mut user = sign_up::new_user(tenant, invitation.email.clone(), None).await?;
        user.roles.clear();
        (user, Vec::new(), FactorWrites::default(), Vec::new())
    };
    said.describe(&mut person, now);
    give(&mut person, &invitation, &roles);
    person.has_password |= password.is_some();
    let actor = Actor::new(ActorKind::User, person.id);
    let event = |kind| Event::new(kind, actor.clone(), now, tenant.entropy()).from(&visitor.origin);
    let created = event(EventKind::UserCreated)
        .on("user", person.id)
        .with("via", "invitation");
    let accepted = acceptance(event(EventKind::InvitationAccepted), &invitation, &person);
    let email_hash = email_hash(tenant, &invitation.email).await?;
    let ending = Ending {
        mailbox,
        invitation: Some(invitations::accepted(tenant, invitation, person.id, accepted).await?),
        ended_identities,
        factors,
        ended_passkeys,
        events,
        ..Ending::default()
    };
    let ending = if made {
        let user = Change::because(person.clone(), created);
        let person = NewPerson::new(user, email_hash, password);
        Ending {
            person: Some(person),
            ..ending
        }
    } else {
        Ending {
            user: Some(Change::silent(person.clone())),
            password,
            ..ending
        }
    };
    Ok((person, ending))
}

/// A code or link that was mailed before dies with the change of the credential (RS-03).
async fn waiting_code(
    tenant: &Tenant,
    invitation: &Invitation,
) -> Result<Option<(String, domain::mailbox::Mailbox)>, Failure> {
    let hash = email_hash(tenant, &invitation.email).await?;
    let mailbox = tenant.store().mailbox(tenant.id(), &hash).await?;
    Ok(mailbox.code.is_some().then(|| (hash, mailbox.consume())))
}

/// Gives the roles of an invitation that there still are.
fn give(person: &mut User, invitation: &Invitation, roles: &[Role]) {
    for id in &invitation.roles {
        let known = roles.iter().any(|role| role.id == *id);
        if known && !person.roles.contains(id) && person.roles.len() < MAX_ROLES {
            person.roles.push(*id);
        }
    }
}

fn acceptance(event: Event, invitation: &Invitation, person: &User) -> Event {
    invitations::told(event, invitation).with("user_id", person.id.to_string())
}

/// Accepts as the person who is signed in and owns the mailbox: the roles or the membership, and the invitation used up, in one write.
pub async fn join(
    tenant: &Tenant,
    invitation: Invitation,
    session: &LiveSession,
    visitor: &Visitor,
) -> Result<(), Failure> {
    let user = sessions::user_of(tenant, session).await?.ok_or_else(wrong_person)?;
    join_as(tenant, invitation, user, &visitor.origin).await
}

/// The same for a person however they are signed in.
pub(crate) async fn join_as(
    tenant: &Tenant,
    invitation: Invitation,
    user: User,
    origin: &Origin,
) -> Result<(), Failure> {
    if asks_of(tenant, &invitation, Some(&user)).await? != Asks::Consent {
        return Err(invitations::over());
    }
    let before = user.clone();
    let mut person = user;
    // Who is invited to a team has the roles of the application that they have.
    if invitation.to == InvitedTo::Join {
        let roles = tenant.store().roles(tenant.id()).await?;
        give(&mut person, &invitation, &roles);
    }
    let changed = (person != before).then(|| Change::silent(person.clone().touched(tenant.now())));
    let actor = Actor::new(ActorKind::User, person.id);
    let event = Event::new(EventKind::InvitationAccepted, actor, tenant.now(), tenant.entropy());
    let event = acceptance(event.from(origin), &invitation, &person);
    let end: InvitationWrite = invitations::accepted(tenant, invitation, person.id, event).await?;
    match tenant.store().end_invitation(tenant.id(), &end, changed.as_ref()).await {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict) => Err(invitations::over()),
        Err(error) => Err(error.into()),
    }
}

/// Says no: whoever has the link may, as they could throw the mail away.
pub(crate) async fn decline(tenant: &Tenant, token: &str, origin: &Origin) -> Result<(), Failure> {
    let invitation = look(tenant, token).await?;
    let event = Event::new(
        EventKind::InvitationDeclined,
        Actor::anonymous(),
        tenant.now(),
        tenant.entropy(),
    );
    let event = invitations::told(event.from(origin), &invitation);
    let state = invitation.decline(tenant.now()).map_err(|_| invitations::over())?;
    let end = invitations::ended(tenant, state, event).await?;
    match tenant.store().end_invitation(tenant.id(), &end, None).await {
        Ok(()) => Ok(()),
        Err(StoreError::Conflict) => Err(invitations::over()),
        Err(error) => Err(error.into()),
    }
}
