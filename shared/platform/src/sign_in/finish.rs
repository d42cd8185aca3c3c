//! The end of every proof, whichever way it was given. Either something still stands before the session, and is asked next; or the sign-in ends:
//! transaction complete, session made, device remembered, in one transaction, and the browser's earlier session ends (SS-01).

use super::{
    Loaded, Visitor,
    demands::needs,
    devices::{self, Wish},
    wrong_state,
};
use crate::{
    identities,
    sessions::{self, LiveSession, NewSession, SessionCookie},
    teams,
    tenant::Tenant,
};
use domain::{
    Change, Event, IdentityProviderId, Timestamp,
    credential::PasswordCredential,
    device::Device,
    event::{Actor, ActorKind, EventKind},
    identity::Identity,
    mailbox::Mailbox,
    passkey::Passkey,
    session::Session,
    sign_in::{Authenticated, Method, State, Target, Transaction},
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use store::{Completion, FactorWrites, IdentityWrite, InvitationWrite, NewPerson, StoreError};

/// What a completed sign-in gives the browser.
#[derive(Clone, Debug)]
pub struct Completed {
    /// The session cookie.
    pub cookie: SessionCookie,
    /// A device cookie, when the browser had none that is known.
    pub device: Option<String>,
    /// The session, as the browser will show it.
    pub session: LiveSession,
    /// Where to go on.
    pub target: Target,
    /// The transaction that is complete by it.
    pub transaction_id: String,
    /// Whether the person has a passkey.
    pub has_passkey: bool,
}

/// Where a proof led.
#[derive(Clone, Debug)]
pub enum Passed {
    /// Signed in.
    Session(Box<Completed>),
    /// The person has still something to say: the transaction, which waits for it.
    Step(Box<Loaded>),
}

/// What is written besides transaction and session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ending {
    pub(crate) mailbox: Option<(String, Mailbox)>,
    pub(crate) person: Option<NewPerson>,
    pub(crate) user: Option<Change<User>>,
    /// Whether that user takes the deletion of their account back.
    pub(crate) is_kept: bool,
    pub(crate) password: Option<PasswordCredential>,
    pub(crate) invitation: Option<InvitationWrite>,
    /// The identity provider that took part.
    pub(crate) idp_id: Option<IdentityProviderId>,
    /// Whether it is believed to have asked for more than one factor.
    pub(crate) idp_mfa: bool,
    pub(crate) identities: Vec<IdentityWrite>,
    pub(crate) ended_identities: Vec<Identity>,
    /// What becomes of the person's factors.
    pub(crate) factors: FactorWrites,
    /// Until when no second factor is asked in this browser, where the person wants that.
    pub(crate) trust_until: Option<Timestamp>,
    /// What happened besides.
    pub(crate) events: Vec<Event>,
    /// The passkey it was done with, one use further.
    pub(crate) passkey: Option<Passkey>,
    /// A passkey that was made in it, as a second factor.
    pub(crate) new_passkey: Option<Passkey>,
    /// Passkeys that end with the first proof of the mailbox.
    pub(crate) ended_passkeys: Vec<Passkey>,
}

/// Ends the proof of `user`, who is as they will be after `ending` is written.
pub(crate) async fn finish(
    tenant: &Tenant,
    loaded: &Loaded,
    user: &User,
    method: Method,
    visitor: &Visitor,
    ending: Ending,
) -> Result<Passed, Failure> {
    // On the heap: most sign-ins have nothing to confirm, and need not carry its state.
    let confirmed = Box::pin(identities::confirmed(tenant, loaded, user, ending, &visitor.origin));
    let ending = confirmed.await?;
    let who = Authenticated {
        user_id: user.id,
        user_epoch: user.token_epoch,
        method,
        idp_id: ending.idp_id,
        idp_mfa: ending.idp_mfa && method == Method::Federated,
        at: tenant.now(),
        second: None,
    };
    let person = ending.after(user).clone();
    // On the heap, too: it looks at the device of the few who have a second factor.
    let needs = Box::pin(needs(tenant, &loaded.transaction.target, (&person, &who), visitor)).await?;
    let next = loaded
        .transaction
        .clone()
        .prove(&who, needs)
        .map_err(|_| wrong_state())?;
    Box::pin(conclude(tenant, loaded, next, (&person, &who), visitor, ending)).await
}

impl Ending {
    /// The person as they will be once this is written.
    fn after<'a>(&'a self, before: &'a User) -> &'a User {
        let made = self.person.as_ref().map(|person| &person.user);
        made.or(self.user.as_ref()).map_or(before, |change| &change.state)
    }
}

/// A session that is about to be written, and what the browser gets for it.
struct Earned {
    session: Change<Session>,
    device: Option<(String, Device)>,
    completed: Completed,
}

/// Takes a sign-in where it leads: `next` is written with all that `ending` holds, and with a session if nothing is left to be said.
pub(super) async fn conclude(
    tenant: &Tenant,
    loaded: &Loaded,
    next: Transaction,
    (person, who): (&User, &Authenticated),
    visitor: &Visitor,
    ending: Ending,
) -> Result<Passed, Failure> {
    let earned = if next.state == State::Complete {
        let wish = Wish {
            trust_until: ending.trust_until,
            is_new: ending.person.is_some(),
        };
        Some(Box::new(
            Box::pin(earn(tenant, loaded, (person, who), visitor, wish)).await?,
        ))
    } else {
        None
    };
    let completion = Completion {
        transaction: (loaded.hash.clone(), next.clone()),
        user_id: who.user_id,
        session: earned.as_ref().map(|earned| earned.session.clone()),
        device: earned.as_ref().and_then(|earned| earned.device.clone()),
        mailbox: ending.mailbox,
        person: ending.person,
        user: ending.user,
        is_kept: ending.is_kept,
        password: ending.password,
        invitation: ending.invitation,
        identities: ending.identities,
        ended_identities: ending.ended_identities,
        factors: ending.factors,
        events: ending.events,
        passkey: ending.passkey,
        new_passkey: ending.new_passkey,
        ended_passkeys: ending.ended_passkeys,
    };
    match tenant
        .store()
        .complete_sign_in(tenant.id(), completion, tenant.now())
        .await
    {
        Ok(()) => {}
        Err(StoreError::Conflict) => return Err(raced()),
        Err(error) => return Err(error.into()),
    }
    let Some(earned) = earned else {
        return Ok(Passed::Step(Box::new(Loaded {
            transaction: next,
            ..loaded.clone()
        })));
    };
    // The person is signed in: what follows may be late, but cannot take that back.
    if let Err(failure) = tidy(tenant, person, visitor, &earned.session.state).await {
        tracing::warn!(code = failure.code.as_str(), "a sign-in was not tidied up after");
    }
    Ok(Passed::Session(Box::new(earned.completed)))
}

async fn earn(
    tenant: &Tenant,
    loaded: &Loaded,
    (person, who): (&User, &Authenticated),
    visitor: &Visitor,
    wish: Wish,
) -> Result<Earned, Failure> {
    let seen = devices::remembered(tenant, who, visitor, wish).await?;
    let new = NewSession {
        who,
        origin: &visitor.origin,
        device_id: seen.device.as_ref().map(|(_, device)| device.id),
        client_id: client_of(&loaded.transaction.target),
    };
    let (mut session, cookie, live) = sessions::prepare(tenant, &new).await?;
    if seen.is_strange {
        devices::tell(tenant, person, visitor, &mut session).await?;
    }
    if let Some((_, device)) = seen.device.as_ref().filter(|_| wish.trust_until.is_some()) {
        session = session.and(devices::trusted(tenant, person, device, visitor));
    }
    Ok(Earned {
        session,
        device: seen.device,
        completed: Completed {
            cookie,
            device: seen.cookie,
            session: live,
            target: loaded.transaction.target.clone(),
            transaction_id: loaded.id.clone(),
            has_passkey: person.passkey_count > 0,
        },
    })
}

/// Who waits at the end, for the audit.
fn client_of(target: &Target) -> Option<String> {
    match target {
        Target::Client(request) => Some(request.authorization.client_id.clone()),
        Target::ReturnTo(_) => None,
    }
}

fn raced() -> Failure {
    Failure::new(
        ErrorCode::WrongState,
        "This step was done already, or the address was taken in the meantime. Sign in to go on.",
    )
}

/// What follows a sign-in and may fail without undoing it: the earlier session of this browser, sessions over the cap, a developer's team.
async fn tidy(tenant: &Tenant, user: &User, visitor: &Visitor, made: &Session) -> Result<(), Failure> {
    let actor = Actor::new(ActorKind::User, user.id);
    if let Some(earlier) = &visitor.current {
        sessions::end(
            tenant,
            &earlier.session,
            actor.clone(),
            EventKind::SessionEnded,
            &visitor.origin,
        )
        .await?;
    }
    sessions::keep_within_cap(tenant, user, made, &visitor.origin).await?;
    if tenant.application().is_dashboard {
        teams::ensure(tenant, user, &visitor.origin).await?;
    }
    Ok(())
}
