//! The proof of somebody who is signed in. Tries are counted as at a sign-in, before anything is compared; what was used once is used up together
//! with the session's old secret, in one write.

use super::mail;
use crate::{
    factors::{self, Kind},
    sessions::{self, LiveSession, SessionCookie},
    sign_in::{self, Visitor},
    tenant::Tenant,
};
use domain::{
    Change, Event, Secret, credential,
    event::{Actor, ActorKind, EventKind},
    mailbox::Mailbox,
    sign_in::Method,
    step_up::{Again, Way},
    user::User,
};
use protocol::error::{ErrorCode, Failure};
use store::StoreError;

/// What the person gave.
#[derive(Debug)]
pub enum Given {
    /// A second factor.
    Factor(factors::Given),
    /// Their password.
    Password(Secret<String>),
    /// The code that was mailed.
    EmailCode(String),
}

impl Given {
    const fn way(&self) -> Way {
        match self {
            Self::Factor(given) => match given.kind() {
                Kind::Passkey => Way::Passkey,
                Kind::Totp => Way::Totp,
                Kind::RecoveryCode => Way::RecoveryCode,
            },
            Self::Password(_) => Way::Password,
            Self::EmailCode(_) => Way::EmailCode,
        }
    }
}

/// The session that goes on, and its cookie.
type Renewed = (LiveSession, SessionCookie);

/// That is no way of this person's.
pub fn unavailable() -> Failure {
    Failure::new(
        ErrorCode::MethodUnavailable,
        "You cannot confirm it that way. Use another one.",
    )
}

/// Refuses a way that is not this person's: somebody who has a second factor is not let through by less.
pub(super) async fn expect(tenant: &Tenant, user: &User, live: &LiveSession, way: Way) -> Result<(), Failure> {
    if super::methods(tenant, user, live).await?.contains(&way) {
        Ok(())
    } else {
        Err(unavailable())
    }
}

/// Proves the person of a session again: the session goes on under a new secret, with what is known of this proof.
pub async fn prove(
    tenant: &Tenant,
    live: &LiveSession,
    user: &User,
    given: Given,
    visitor: &Visitor,
) -> Result<Renewed, Failure> {
    expect(tenant, user, live, given.way()).await?;
    let (by, mailbox) = judge(tenant, live, user, given, visitor).await?;
    let (session, cookie, next) = sessions::stepped_up(tenant, live, by).await?;
    let actor = Actor::new(ActorKind::User, user.id);
    let event = Event::new(EventKind::SessionSteppedUp, actor, tenant.now(), tenant.entropy())
        .on("session", session.id)
        .with("method", by.amr())
        .with("amr", session.amr.clone())
        .from(&visitor.origin);
    let change = Change::because(session, event);
    let old = &live.session.secret_hash;
    match tenant
        .store()
        .step_up(tenant.id(), change, old, mailbox, tenant.now())
        .await
    {
        Ok(()) => Ok((next, cookie)),
        Err(StoreError::Conflict) => Err(changed()),
        Err(error) => Err(error.into()),
    }
}

async fn judge(
    tenant: &Tenant,
    live: &LiveSession,
    user: &User,
    given: Given,
    visitor: &Visitor,
) -> Result<(Again, Option<(String, Mailbox)>), Failure> {
    match given {
        Given::Factor(given) => {
            let factor = factors::prove(tenant, user, given, visitor).await?;
            Ok((Again::Second(factor), None))
        }
        Given::Password(password) => {
            let too_long = password.expose().len() > credential::MAX_PASSWORD_BYTES;
            let guess = if too_long { Secret::new(String::new()) } else { password };
            sign_in::password::confirm(tenant, user, guess, visitor).await?;
            Ok((Again::First(Method::Password), None))
        }
        Given::EmailCode(typed) => {
            let right = mail::prove(tenant, live, user, &typed, visitor).await?;
            Ok((Again::First(Method::EmailCode), Some(right.mailbox)))
        }
    }
}

fn changed() -> Failure {
    Failure::new(
        ErrorCode::WrongState,
        "Your sign-in changed meanwhile: you confirmed it in another tab, or were signed out. Try again.",
    )
}
