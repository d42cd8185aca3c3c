//! The end of every sign-in: transaction complete, session made, device remembered, in one transaction; the browser's earlier session ends (SS-01).

use super::{Loaded, Visitor, wrong_state};
use crate::{
    identities,
    sessions::{self, LiveSession, NewSession, SessionCookie},
    teams,
    tenant::Tenant,
};
use domain::{
    Change, DeviceId, IdentityProviderId,
    credential::PasswordCredential,
    device::{self, Device},
    entropy,
    event::{Actor, ActorKind, EventKind},
    identity::Identity,
    mailbox::Mailbox,
    session::Session,
    sign_in::{Authenticated, Method, Target},
    user::User,
};
use keys::MacKind;
use protocol::error::{ErrorCode, Failure};
use store::{Completion, IdentityWrite, InvitationWrite, NewPerson, StoreError};

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
}

/// What is written besides transaction and session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ending {
    pub(crate) mailbox: Option<(String, Mailbox)>,
    pub(crate) person: Option<NewPerson>,
    pub(crate) user: Option<Change<User>>,
    pub(crate) password: Option<PasswordCredential>,
    pub(crate) invitation: Option<InvitationWrite>,
    /// The identity provider that took part.
    pub(crate) idp_id: Option<IdentityProviderId>,
    pub(crate) identities: Vec<IdentityWrite>,
    pub(crate) ended_identities: Vec<Identity>,
}

/// Ends a sign-in of `user`, who is as they will be after `ending` is written.
pub(crate) async fn finish(
    tenant: &Tenant,
    loaded: &Loaded,
    user: &User,
    method: Method,
    visitor: &Visitor,
    ending: Ending,
) -> Result<Completed, Failure> {
    let now = tenant.now();
    // On the heap: most sign-ins have nothing to confirm, and need not carry its state.
    let confirmed = Box::pin(identities::confirmed(tenant, loaded, user, ending, &visitor.origin));
    let ending = confirmed.await?;
    let who = Authenticated {
        user_id: user.id,
        user_epoch: user.token_epoch,
        method,
        idp_id: ending.idp_id,
        at: now,
    };
    let transaction = loaded.transaction.clone().complete(&who).map_err(|_| wrong_state())?;
    let (device_cookie, device) = remembered(tenant, user, visitor).await?;
    let new = NewSession {
        who: &who,
        origin: &visitor.origin,
        device_id: device.as_ref().map(|(_, device)| device.id),
        client_id: client_of(&loaded.transaction.target),
    };
    let (session, cookie, live) = sessions::prepare(tenant, &new).await?;
    let made = session.state.clone();
    let completion = Completion {
        transaction: (loaded.hash.clone(), transaction),
        session,
        device,
        mailbox: ending.mailbox,
        person: ending.person,
        user: ending.user,
        password: ending.password,
        invitation: ending.invitation,
        identities: ending.identities,
        ended_identities: ending.ended_identities,
    };
    match tenant.store().complete_sign_in(tenant.id(), completion, now).await {
        Ok(()) => {}
        Err(StoreError::Conflict) => return Err(raced()),
        Err(error) => return Err(error.into()),
    }
    // The person is signed in: what follows may be late, but cannot take that back.
    if let Err(failure) = tidy(tenant, user, visitor, &made).await {
        tracing::warn!(code = failure.code.as_str(), "a sign-in was not tidied up after");
    }
    Ok(Completed {
        cookie,
        device: device_cookie,
        session: live,
        target: loaded.transaction.target.clone(),
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

/// The device to remember: the one that is known already stays as it is.
async fn remembered(
    tenant: &Tenant,
    user: &User,
    visitor: &Visitor,
) -> Result<(Option<String>, Option<(String, Device)>), Failure> {
    let now = tenant.now();
    if let Some(hash) = visitor.device_hash(tenant).await? {
        if tenant
            .store()
            .device(tenant.id(), &user.id, &hash, now)
            .await?
            .is_some()
        {
            return Ok((None, None));
        }
        return Ok((None, Some((hash, fresh(tenant)))));
    }
    let cookie = entropy::base62(tenant.entropy(), 43);
    let hash = tenant
        .vault()
        .await?
        .mac(tenant.id(), MacKind::Device, cookie.as_bytes());
    Ok((Some(cookie), Some((hash, fresh(tenant)))))
}

fn fresh(tenant: &Tenant) -> Device {
    let now = tenant.now();
    Device {
        id: DeviceId::generate(now, tenant.entropy()),
        created_at: now,
        expires_at: now.plus_secs(device::LIFE_SECS),
    }
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
