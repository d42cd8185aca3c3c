//! What follows from a provider's word, by the one table of behaviour 5.6: signed in, signed up, linked, or something to be proven first.
//!
//! Every sign-in here ends in the one `finish` there is; the first proof of an account goes through the steps of everybody (FE-01, AH-01).

use super::{Errand, Reason, Round, Tested, kept, marker};
use crate::{
    identities, limits,
    mailed::{self, NewCode},
    mails::MailKind,
    sign_in::{self, Ending, Loaded, Passed, Visitor, finish, magic_link, mail_code},
    sign_up,
    tenant::Tenant,
};
use domain::{
    Change, Event, IdentityId, UserId,
    event::{Actor, ActorKind, EventKind},
    identity::{self, Asserted, Decision, Kept},
    identity_provider::IdentityProvider,
    mailbox::CodePurpose,
    rate::Limit,
    settings::SignupMode,
    sign_in::{Method, State, Target},
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use store::{IdentityWrite, NewPerson};

/// Users that providers may make, per source: as many as sign-up does.
const PER_SOURCE: Limit = Limit::per(10, 3600);

/// Where a round trip ends.
#[derive(Clone, Debug)]
pub enum Landing {
    /// The person is known: signed in, or asked what they have still to say.
    Passed(Passed),
    /// The mailbox or the account is to be proven: the transaction's id.
    Confirm(String),
    /// Linked to the signed-in user; a path of ours.
    Linked(String),
    /// Back, with a reason in the address.
    Back(String),
    /// A test is over: nobody is signed in.
    Tested(Box<Tested>),
}

/// Applies the table.
pub(super) async fn land(
    tenant: &Tenant,
    round: &Round,
    provider: &IdentityProvider,
    said: Asserted,
    visitor: &Visitor,
) -> Result<Landing, Failure> {
    let marker = marker(tenant, &said.idp_id, &said.issuer, &said.subject).await?;
    let known = tenant.store().identity_holder(tenant.id(), &marker).await?;
    let refused = async |reason: Reason| round.back(tenant, reason).await.map(Landing::Back);
    if let Errand::Link { user_id, return_to } = &round.errand {
        let outcome = identities::link(tenant, *user_id, known, (marker, said), provider, visitor).await?;
        return match outcome {
            Ok(()) => Ok(Landing::Linked(return_to.clone())),
            Err(reason) => refused(reason).await,
        };
    }
    if let Some((user_id, identity_id)) = known {
        return returning(tenant, round, provider, (user_id, identity_id), &said, visitor).await;
    }
    let holder = holder(tenant, &said).await?;
    let linking = tenant.settings().account_linking;
    match (
        identity::decide(&said, false, holder.as_ref(), linking, provider.allow_linking),
        holder,
    ) {
        (Decision::Link, Some(user)) => automatic(tenant, round, provider, user, (marker, said), visitor).await,
        (Decision::SignUp, _) => newcomer(tenant, round, provider, (marker, said), visitor).await,
        (Decision::Refuse, _) => refused(Reason::AccountExists).await,
        _ => confirm(tenant, round, said).await.map(Landing::Confirm),
    }
}

async fn holder(tenant: &Tenant, said: &Asserted) -> Result<Option<User>, Failure> {
    let Some(email) = &said.email else { return Ok(None) };
    let hash = mailed::email_hash(tenant, email).await?;
    match tenant.store().user_id_by_email(tenant.id(), &hash).await? {
        Some(id) => Ok(tenant.store().user(tenant.id(), &id).await?),
        None => Ok(None),
    }
}

/// The transaction of a round: the one it was begun in, or one that is first written with its end.
async fn transaction(tenant: &Tenant, round: &Round) -> Result<Loaded, Failure> {
    let loaded = match &round.errand {
        Errand::Transaction(id) => sign_in::load(tenant, id, &round.browser).await?,
        Errand::SignIn(target) => sign_in::unwritten(tenant, &round.browser, target.clone()).await?,
        Errand::Link { return_to, .. } => {
            sign_in::unwritten(tenant, &round.browser, Target::ReturnTo(return_to.clone())).await?
        }
        Errand::Test => return Err(sign_in::wrong_state()),
    };
    let transaction = loaded
        .transaction
        .clone()
        .federated()
        .map_err(|_| sign_in::wrong_state())?;
    Ok(Loaded { transaction, ..loaded })
}

/// The identity is known: its user signs in. Where a refresh token is kept, another sign-in may have written the identity at the same moment.
async fn returning(
    tenant: &Tenant,
    round: &Round,
    provider: &IdentityProvider,
    known: (UserId, IdentityId),
    said: &Asserted,
    visitor: &Visitor,
) -> Result<Landing, Failure> {
    let kept = kept(tenant, provider, &known.1, said).await?;
    let once = || returned(tenant, round, &known, (said, kept.clone()), visitor);
    match Box::pin(once()).await {
        Err(failure) if failure.code == ErrorCode::WrongState && provider.keep_refresh_token => Box::pin(once()).await,
        done => done,
    }
}

async fn returned(
    tenant: &Tenant,
    round: &Round,
    (user_id, identity_id): &(UserId, IdentityId),
    (said, kept): (&Asserted, Kept),
    visitor: &Visitor,
) -> Result<Landing, Failure> {
    let found = tenant
        .store()
        .user_and_identity(tenant.id(), user_id, identity_id)
        .await?;
    let (Some(user), Some(identity)) = found else {
        return round.back(tenant, Reason::Again).await.map(Landing::Back);
    };
    if !user.may_sign_in(tenant.now()) {
        return round.back(tenant, Reason::Refused).await.map(Landing::Back);
    }
    let noted = identity.used(said, kept, tenant.now()).map(|identity| IdentityWrite {
        identity: Change::silent(identity),
        is_new: false,
    });
    let ending = Ending {
        identities: noted.into_iter().collect(),
        idp_id: Some(said.idp_id),
        idp_mfa: said.mfa,
        ..Ending::default()
    };
    let loaded = transaction(tenant, round).await?;
    let done = finish(tenant, &loaded, &user, Method::Federated, visitor, ending).await?;
    Ok(Landing::Passed(done))
}

/// Proven there and here: linked, and the owner is told.
async fn automatic(
    tenant: &Tenant,
    round: &Round,
    provider: &IdentityProvider,
    user: User,
    (marker, said): (String, Asserted),
    visitor: &Visitor,
) -> Result<Landing, Failure> {
    let (idp_id, idp_mfa) = (said.idp_id, said.mfa);
    identities::room_for_one(tenant, &user.id).await?;
    let profile = said.profile.clone();
    let write = identities::linking(tenant, &user, provider, (marker, said), "automatic", &visitor.origin).await?;
    let write = identities::told(tenant, &user, write, provider).await?;
    let mut user = user.touched(tenant.now());
    profile.fill(&mut user);
    let ending = Ending {
        user: Some(Change::silent(user.clone())),
        identities: vec![write],
        idp_id: Some(idp_id),
        idp_mfa,
        ..Ending::default()
    };
    let loaded = transaction(tenant, round).await?;
    let done = finish(tenant, &loaded, &user, Method::Federated, visitor, ending).await?;
    Ok(Landing::Passed(done))
}

/// Nobody has the address: a user is made, by the rules of sign-up (behaviour 5.2).
async fn newcomer(
    tenant: &Tenant,
    round: &Round,
    provider: &IdentityProvider,
    (marker, said): (String, Asserted),
    visitor: &Visitor,
) -> Result<Landing, Failure> {
    let closed = |code| Failure::new(code, "New accounts are not open to this one.");
    match (&said.email, tenant.settings().signup_mode) {
        _ if !provider.allow_signup => return Err(closed(ErrorCode::SignupClosed)),
        (Some(email), _) => sign_up::is_open_to(tenant, email)?,
        (None, SignupMode::Open) => {}
        (None, SignupMode::InviteOnly) => return Err(closed(ErrorCode::SignupClosed)),
        (None, SignupMode::Restricted) => return Err(closed(ErrorCode::SignupDomainNotAllowed)),
    }
    limits::count(tenant, "sign_up", visitor.source.key(), PER_SOURCE, &visitor.source).await?;
    let email_hash = match &said.email {
        Some(email) => mailed::email_hash(tenant, email).await?,
        None => String::new(),
    };
    let mut user = sign_up::new_user(tenant, said.email.clone(), None).await?;
    said.profile.fill(&mut user);
    let actor = Actor::new(ActorKind::User, user.id);
    let event = Event::new(EventKind::UserCreated, actor, tenant.now(), tenant.entropy())
        .on("user", user.id)
        .with("via", "federation")
        .with("idp", said.idp_id.to_string())
        .from(&visitor.origin);
    let (idp_id, idp_mfa) = (said.idp_id, said.mfa);
    let write = identities::linking(tenant, &user, provider, (marker, said), "automatic", &visitor.origin).await?;
    let ending = Ending {
        person: Some(NewPerson {
            user: Change::because(user.clone(), event),
            email_hash,
            password: None,
            totp: None,
        }),
        identities: vec![write],
        idp_id: Some(idp_id),
        idp_mfa,
        ..Ending::default()
    };
    let loaded = transaction(tenant, round).await?;
    let done = finish(tenant, &loaded, &user, Method::Federated, visitor, ending).await?;
    Ok(Landing::Passed(done))
}

/// The mailbox, or the account that has its address, is to be proven first; the same for an address that nobody has (EN-01).
async fn confirm(tenant: &Tenant, round: &Round, said: Asserted) -> Result<String, Failure> {
    let mut loaded = transaction(tenant, round).await?;
    let next = loaded
        .transaction
        .clone()
        .confirm_link(said)
        .map_err(|_| sign_in::wrong_state())?;
    if let Errand::Transaction(_) = round.errand {
        loaded.save(tenant, next).await?;
        return Ok(loaded.id);
    }
    sign_in::store_new(tenant, next).await.map(|stored| stored.id)
}

/// `/login/connect`, "mail me a code": proves the mailbox, whatever it belongs to. Where signing in with codes is off, the code can only make a new
/// user, and somebody who has an account is told so by mail.
pub async fn send_code(tenant: &Tenant, loaded: &mut Loaded, visitor: &Visitor) -> Result<(), Failure> {
    let transaction = &loaded.transaction;
    if !matches!(
        transaction.state,
        State::NeedsLinkConfirmation | State::NeedsVerification
    ) {
        return Err(sign_in::wrong_state());
    }
    if tenant.settings().auth_methods.by_mail() {
        return sign_in::email_code::send(tenant, loaded, visitor).await;
    }
    let email = transaction.email.clone().ok_or_else(sign_in::wrong_state)?;
    sign_up::is_open_to(tenant, &email)?;
    let hash = mailed::email_hash(tenant, &email).await?;
    let existing = tenant.store().user_id_by_email(tenant.id(), &hash).await?;
    let counted = visitor
        .counted_as(tenant, &existing.unwrap_or_else(|| sign_in::nobody(&hash)))
        .await?;
    let new = NewCode {
        purpose: CodePurpose::SignUp,
        mail: Some(if existing.is_some() {
            MailKind::AlreadyRegistered
        } else {
            MailKind::SignUpCode
        }),
        works: existing.is_none(),
        digits: true,
        user_id: existing,
        sign_up: None,
        link: Some(magic_link::CONFIRM),
    };
    mail_code(tenant, loaded, new, &counted, visitor).await
}
